use super::*;

fn of_lot(n: u128, kind: AlertKind, severity: Severity) -> Cause {
    Cause { kind, entity_type: "lot", ..cause(n, severity) }
}

#[test]
fn few_days_and_little_left_make_it_graver() {
    assert_eq!(
        [-1, 0, 7, 8, 14].map(|left| of_expiry(left, 7).as_str()),
        ["critical", "critical", "critical", "high", "high"]
    );
    let of = |hundredths| of_material(Quantity::of_hundredths(hundredths), Quantity::whole(10)).as_str();
    assert_eq!([0, 1, 500, 501, 999].map(of), ["critical", "high", "high", "medium", "medium"]);
}

#[test]
fn what_expires_is_news_in_the_morning_and_over_at_once() {
    let expiring = of_lot(1, AlertKind::MaterialExpiring, Severity::High);
    let graver = Cause { severity: Severity::Critical, ..expiring.clone() };
    let expired = of_lot(1, AlertKind::MaterialExpired, Severity::Critical);
    let loan = cause(2, Severity::High);
    let low = Cause { kind: AlertKind::LowStock, entity_type: "product", ..cause(3, Severity::High) };
    let look = |look, causes: Vec<Cause>, standing| of_look(look, alone(causes, standing));
    let all = vec![expiring.clone(), loan.clone(), low.clone()];
    assert_eq!(
        look(Look::Frequent, all.clone(), vec![]),
        [Step::Raise(loan), Step::Raise(low.clone())],
        "low stock is news when it is so"
    );
    assert_eq!(look(Look::Morning, all, vec![]), [Step::Raise(expiring.clone()), Step::Raise(low)]);
    let old = || vec![standing(&expiring, false)];
    assert_eq!(look(Look::Frequent, vec![graver.clone()], old()), []);
    assert_eq!(look(Look::Morning, vec![graver.clone()], old()), [Step::Renew(id(77), graver.clone(), true)]);
    let better = vec![standing(&graver, false)];
    assert_eq!(
        look(Look::Frequent, vec![expiring.clone()], better),
        [Step::Renew(id(77), expiring.clone(), false)]
    );
    assert_eq!(look(Look::Frequent, vec![], old()), [Step::End(standing(&expiring, false))]);
    // At midnight one gives way to the other, and neither is missing until the morning.
    assert_eq!(look(Look::Frequent, vec![expired.clone()], old()), []);
    assert_eq!(
        look(Look::Morning, vec![expired.clone()], old()),
        [Step::Raise(expired), Step::End(standing(&expiring, false))]
    );
}

#[test]
fn materials_are_told_to_who_keeps_them() {
    let lot = of_lot(1, AlertKind::MaterialExpiring, Severity::High);
    let product = Cause { kind: AlertKind::LowStock, entity_type: "product", ..lot.clone() };
    let linked =
        |role, room| Keeper { warehouse_id: Some(id(room)), ..keeper(role, Some(id(1_000)), vec![]) };
    for (who, hears) in [
        (linked(Role::Admin, 900), (true, true)),
        (linked(Role::Admin, 901), (false, true)),
        (keeper(Role::Admin, Some(id(1_000)), vec![]), (true, true)),
        (keeper(Role::Admin, None, vec![]), (false, false)),
        (keeper(Role::AdminGeneral, None, vec![]), (true, true)),
        (linked(Role::Supervisor, 900), (false, false)),
    ] {
        assert_eq!((who.hears(&lot).is_some(), who.hears(&product).is_some()), hears, "{who:?}");
    }
    let all = wish(AlertKind::MaterialExpiring, true, None, None);
    let own = Some(id(1_000));
    assert_eq!(keeper(Role::Supervisor, own, vec![all.clone()]).hears(&lot), PUSH, "who asks is told");
    let keeps = |room| Keeper { wishes: vec![all.clone()], ..linked(Role::Admin, room) };
    assert_eq!(
        (keeps(900).hears(&lot), keeps(901).hears(&lot)),
        (PUSH, None),
        "but not of another warehouse"
    );
}

#[test]
fn only_what_is_critical_of_materials_is_told_as_grave() {
    let is_grave = |cause: &Cause| tidings(&[cause]).unwrap().is_grave;
    let of = |severity| of_lot(1, AlertKind::MaterialExpiring, severity);
    assert_eq!((is_grave(&of(Severity::High)), is_grave(&of(Severity::Critical))), (false, true));
    let (high, loan) = (of(Severity::High), cause(2, Severity::High));
    let digest = tidings(&[&high, &loan]).unwrap();
    assert!(digest.is_grave, "the loan is");
    assert!(digest.message.starts_with("1 lote por vencer, 1 préstamo vencido."), "{}", digest.message);
}

#[test]
fn a_lot_that_is_moved_within_its_warehouse_takes_its_alert_with_it() {
    let lot = |n, bin: &str, day: &str| Cause {
        title: "Material por vencer: Harina, lote L-1".into(),
        message: format!("De «Harina», lote L-1, hay 1 kg en {bin} de Bodega; vence el {day}"),
        ..of_lot(n, AlertKind::MaterialExpiring, Severity::High)
    };
    let (old, new) = (lot(1, "A", "05/12/2026"), lot(2, "B", "05/12/2026"));
    let moved = [Step::Renew(id(77), new.clone(), false)];
    for is_resolved in [false, true] {
        let steps = alone(vec![new.clone()], vec![standing(&old, is_resolved)]);
        assert_eq!(of_look(Look::Frequent, steps), moved, "at once, and nobody is told");
    }
    let ends = Step::End(standing(&old, false));
    for other in [
        lot(2, "B", "06/12/2026"),
        Cause { environment_id: Some(id(901)), ..new.clone() },
        Cause { title: "Material por vencer: Sal, lote L-1".into(), ..new.clone() },
        Cause { kind: AlertKind::MaterialExpired, ..new.clone() },
    ] {
        let steps = alone(vec![other.clone()], vec![standing(&old, false)]);
        assert_eq!(steps, [Step::Raise(other), ends.clone()]);
    }
    // A part of it: the rest keeps the alert.
    assert_eq!(alone(vec![old.clone(), new.clone()], vec![standing(&old, false)]), [Step::Raise(new)]);
}
