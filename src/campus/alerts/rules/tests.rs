use super::*;
use crate::campus::alert_settings::model::{AlertMethod, AlertWish};
use crate::kit::Role;
use crate::kit::wire::Several;
use proptest::prelude::*;

mod materials;

fn id(n: u128) -> Id {
    Id::from_bits(n)
}

fn cause(n: u128, severity: Severity) -> Cause {
    Cause {
        kind: AlertKind::LoanOverdue,
        entity_type: "loan",
        entity_id: id(n),
        environment_id: Some(id(900)),
        center_id: Some(id(1_000)),
        severity,
        amount: None,
        pieces: None,
        title: format!("Préstamo vencido: {n}"),
        message: "Debía volver ayer".into(),
    }
}

fn standing(cause: &Cause, is_resolved: bool) -> StandingAlert {
    StandingAlert {
        id: id(77),
        r#type: cause.kind.clone(),
        entity_type: cause.entity_type.to_owned(),
        entity_id: cause.entity_id,
        environment_id: cause.environment_id,
        severity: cause.severity,
        amount: cause.amount,
        title: cause.title.clone(),
        message: cause.message.clone(),
        is_resolved,
    }
}

fn alone(causes: Vec<Cause>, standing: Vec<StandingAlert>) -> Vec<Step> {
    plan(causes, standing, &HashSet::new())
}

#[test]
fn a_cause_is_raised_once_and_ends_by_itself() {
    let it = cause(1, Severity::Medium);
    assert_eq!(alone(vec![it.clone()], vec![]), [Step::Raise(it.clone())]);
    assert_eq!(alone(vec![it.clone()], vec![standing(&it, false)]), []);
    assert_eq!(alone(vec![], vec![standing(&it, false)]), [Step::End(standing(&it, false))]);
}

#[test]
fn a_graver_cause_brings_its_alert_up_to_date_and_is_told_again() {
    let (it, graver) = (cause(1, Severity::Medium), cause(1, Severity::High));
    assert_eq!(
        alone(vec![graver.clone()], vec![standing(&it, false)]),
        [Step::Renew(id(77), graver.clone(), true)]
    );
    assert_eq!(alone(vec![it.clone()], vec![standing(&graver, false)]), [Step::Renew(id(77), it, false)]);
}

#[test]
fn what_somebody_has_resolved_comes_back_only_when_it_is_worse_or_new() {
    let (it, graver) = (cause(1, Severity::Medium), cause(1, Severity::High));
    assert_eq!(alone(vec![it.clone()], vec![standing(&it, true)]), []);
    assert_eq!(alone(vec![it.clone()], vec![standing(&graver, true)]), [], "it has become better");
    assert_eq!(alone(vec![graver.clone()], vec![standing(&it, true)]), [Step::RaiseAgain(id(77), graver)]);
    let more = Cause { amount: Some(3), ..it.clone() };
    let fewer = Cause { amount: Some(2), ..it.clone() };
    assert_eq!(
        alone(vec![more.clone()], vec![standing(&fewer, true)]),
        [Step::RaiseAgain(id(77), more.clone())]
    );
    assert_eq!(alone(vec![fewer], vec![standing(&more, true)]), []);
    // Gone and back: the next one is new.
    assert_eq!(alone(vec![], vec![standing(&it, true)]), [Step::End(standing(&it, true))]);
    assert_eq!(alone(vec![it.clone()], vec![]), [Step::Raise(it)]);
}

#[test]
fn what_people_have_put_on_the_list_is_not_put_there_twice() {
    let (it, graver) = (cause(1, Severity::Medium), cause(1, Severity::High));
    let others = HashSet::from([(it.kind.clone(), it.entity_type.to_owned(), it.entity_id)]);
    assert_eq!(plan(vec![it.clone()], vec![], &others), []);
    // Nor when ours was resolved, theirs is open, and it grows worse.
    assert_eq!(plan(vec![graver], vec![standing(&it, true)], &others), []);
}

#[test]
fn age_and_amount_make_it_graver() {
    assert_eq!(
        [1, 3, 4, 14, 15].map(|late| of_loan(late, 1).as_str()),
        ["medium", "medium", "high", "high", "critical"]
    );
    assert_eq!(of_loan(1, 10), Severity::High);
    assert_eq!(of_maintenance(2, true), Severity::High);
    assert_eq!(of_maintenance(40, true), Severity::Critical);
    assert_eq!(
        [(1, 30), (1, 1), (10, 30)].map(|(missing, of)| of_missing(missing, of).as_str()),
        ["medium", "high", "critical"]
    );
    assert_eq!([0, 2, 4, 5].map(|left| of_stock(left, 5).as_str()), ["critical", "high", "medium", "low"]);
    assert_eq!([2, 4].map(|days| of_waiting_check(days).as_str()), ["medium", "high"]);
}

fn keeper(role: Role, center_id: Option<Id>, wishes: Vec<AlertWish>) -> Keeper {
    Keeper { id: id(5), role, warehouse_id: None, center_id, wishes }
}

fn wish(
    kind: AlertKind,
    is_enabled: bool,
    threshold: Option<i64>,
    methods: Option<Vec<AlertMethod>>,
) -> AlertWish {
    AlertWish {
        user_id: id(5),
        alert_type: kind,
        is_enabled,
        threshold_value: threshold,
        notification_methods: methods.map(Several),
    }
}

const PUSH: Option<Ways> = Some(Ways { push: true, mail: false });

#[test]
fn people_hear_of_the_rooms_of_their_centre() {
    let (own, other) = (Some(id(1_000)), Some(id(2_000)));
    let it = cause(1, Severity::High);
    for (role, center, hears) in [
        (Role::AdminGeneral, other, true),
        (Role::Supervisor, own, true),
        (Role::Supervisor, other, false),
        (Role::Supervisor, None, false),
        (Role::AdminGeneral, None, true),
        (Role::Admin, own, true),
        (Role::Admin, other, false),
        (Role::Admin, None, false),
        (Role::Instructor, own, false),
        (Role::Student, own, false),
    ] {
        assert_eq!(keeper(role, center, vec![]).hears(&it).is_some(), hears, "{role} {center:?}");
    }
    let nowhere = Cause { environment_id: None, center_id: None, ..it };
    assert!(keeper(Role::Admin, other, vec![]).hears(&nowhere).is_some());
    assert!(keeper(Role::Admin, None, vec![]).hears(&nowhere).is_some());
}

#[test]
fn people_hear_of_what_they_want_to_hear() {
    let of = |wishes| keeper(Role::Admin, Some(id(1_000)), wishes);
    let (medium, high) = (cause(1, Severity::Medium), cause(1, Severity::High));
    assert_eq!((of(vec![]).hears(&medium), of(vec![]).hears(&high)), (None, PUSH));
    let all = of(vec![wish(AlertKind::LoanOverdue, true, None, None)]);
    assert_eq!(all.hears(&medium), PUSH);
    assert_eq!(of(vec![wish(AlertKind::LoanOverdue, false, None, None)]).hears(&high), None);
    assert_eq!(of(vec![wish(AlertKind::LowStock, false, None, None)]).hears(&high), PUSH, "of another kind");
    let ways = |methods| of(vec![wish(AlertKind::LoanOverdue, true, None, Some(methods))]).hears(&medium);
    assert_eq!(ways(vec![AlertMethod::Email]), Some(Ways { push: false, mail: true }));
    assert_eq!(ways(vec![AlertMethod::Push, AlertMethod::Email]), Some(Ways { push: true, mail: true }));
    assert_eq!(ways(vec![AlertMethod::Sms]), None);
}

#[test]
fn each_has_their_own_threshold_of_a_stock() {
    let stock = |pieces| Cause {
        kind: AlertKind::LowStock,
        pieces: Some(pieces),
        severity: of_stock(pieces, 5),
        ..cause(1, Severity::Low)
    };
    let of = |threshold| {
        keeper(Role::Admin, Some(id(1_000)), vec![wish(AlertKind::LowStock, true, threshold, None)])
    };
    assert_eq!((of(Some(20)).hears(&stock(19)), of(Some(20)).hears(&stock(20))), (PUSH, None));
    assert_eq!((of(Some(2)).hears(&stock(3)), of(Some(2)).hears(&stock(1))), (None, PUSH));
    assert_eq!((of(None).hears(&stock(4)), of(None).hears(&stock(7))), (PUSH, None), "the house's minimum");
    assert_eq!(of(Some(0)).hears(&stock(0)), None);
}

#[test]
fn a_thousand_causes_are_one_word() {
    assert_eq!(tidings(&[]), None);
    let it = cause(1, Severity::Medium);
    let one = tidings(&[&it]).unwrap();
    assert_eq!(
        (one.title.as_str(), one.only, one.is_grave),
        ("Préstamo vencido: 1", Some(AlertKind::LoanOverdue), false)
    );
    let storm: Vec<Cause> = (0..1_000).map(|n| cause(n, Severity::Medium)).collect();
    let missing = Cause {
        kind: AlertKind::EquipmentMissing,
        title: "Falta equipo: Portátil".into(),
        ..cause(1, Severity::Critical)
    };
    let heard: Vec<&Cause> = storm.iter().chain([&missing]).collect();
    let digest = tidings(&heard).unwrap();
    assert_eq!(digest.title, "1001 alertas nuevas");
    assert_eq!(
        digest.message,
        "1000 préstamos vencidos, 1 equipo con piezas faltantes. La más grave: Falta equipo: Portátil."
    );
    assert!(digest.is_grave && digest.only.is_none());
}

fn severities() -> impl Strategy<Value = Severity> {
    prop::sample::select(Severity::ALL)
}

proptest! {
    /// However causes come, go and change, and whatever people put on the list about the same: after a look no two open alerts are
    /// about one thing, each cause has one or was resolved, none is left without, and a second look does nothing.
    #[test]
    fn after_a_look_alerts_and_causes_are_one_to_one(
        looks in prop::collection::vec(prop::collection::btree_map(0_u128..12, severities(), 0..12), 1..8),
        resolved in prop::collection::vec(any::<bool>(), 12),
        by_hand in prop::collection::vec(prop::collection::btree_set(0_u128..12, 0..12), 8),
    ) {
        let mut alerts: HashMap<Id, StandingAlert> = HashMap::new();
        let mut next = 1_000_000_u128;
        for (look, by_hand) in looks.iter().zip(by_hand) {
            let causes: Vec<Cause> = look.iter().map(|(n, severity)| cause(*n, *severity)).collect();
            let is_open = |alerts: &HashMap<Id, StandingAlert>, n: u128| {
                alerts.values().any(|it| it.entity_id == id(n) && !it.is_resolved)
            };
            let key = |n: u128| (AlertKind::LoanOverdue, "loan".to_owned(), id(n));
            // The table refuses a second open alert about the same.
            let others: HashSet<Key> = by_hand.into_iter().filter(|n| !is_open(&alerts, *n)).map(key).collect();
            for step in plan(causes.clone(), alerts.values().cloned().collect(), &others) {
                let mut add = |cause: &Cause| {
                    next += 1;
                    let alert = StandingAlert { id: id(next), ..standing(cause, false) };
                    alerts.insert(alert.id, alert);
                };
                match step {
                    Step::Raise(cause) => add(&cause),
                    Step::RaiseAgain(old, cause) => {
                        add(&cause);
                        alerts.remove(&old);
                    }
                    Step::Renew(old, cause, _) => {
                        alerts.insert(old, StandingAlert { id: old, ..standing(&cause, false) });
                    }
                    Step::End(alert) => {
                        alerts.remove(&alert.id);
                    }
                }
            }
            let mut covered: Vec<Id> = alerts.values().map(|it| it.entity_id).collect();
            covered.sort();
            prop_assert!(covered.windows(2).all(|pair| pair[0] != pair[1]));
            let is_listed = |entity: Id| others.contains(&(AlertKind::LoanOverdue, "loan".to_owned(), entity));
            for cause in &causes {
                prop_assert!(covered.contains(&cause.entity_id) || is_listed(cause.entity_id));
            }
            for alert in alerts.values() {
                prop_assert!(causes.iter().any(|it| it.entity_id == alert.entity_id));
                prop_assert!(alert.is_resolved || !is_listed(alert.entity_id));
            }
            prop_assert_eq!(plan(causes, alerts.values().cloned().collect(), &others), []);
            // Somebody deals with some of them.
            for (alert, is_resolved) in alerts.values_mut().zip(&resolved) {
                alert.is_resolved |= is_resolved;
            }
        }
    }
}
