//! No path skips a stage, nothing but a reopening undoes an acceptance, no count loses a piece.

use super::*;
use crate::campus::checks::model::{CheckItemStatus, Tally};
use crate::kit::Day;
use chrono::NaiveDate;
use proptest::prelude::*;
use std::collections::HashSet;

fn hand() -> impl Strategy<Value = Hand> {
    prop_oneof![Just(Hand::Apprentice), Just(Hand::Instructor), Just(Hand::Supervisor)]
}

fn act() -> impl Strategy<Value = Act> {
    prop_oneof![
        Just(Act::Assign),
        Just(Act::Start),
        any::<bool>().prop_map(|good| Act::Confirm { good }),
        Just(Act::Approve),
        Just(Act::Reject),
        Just(Act::TakeOver),
        Just(Act::Return),
        Just(Act::Reopen),
    ]
}

/// A check as a walk through the machine leaves it.
#[derive(Debug, Default)]
struct Walked {
    status: Option<CheckStatus>,
    decided: bool,
    round: u32,
    done: HashSet<Stage>,
    done_by: Vec<(Stage, Hand)>,
}

impl Walked {
    fn standing(&self, own: bool) -> Standing {
        Standing { status: self.status, decided: self.decided, own }
    }

    fn take(&mut self, hand: Hand, next: Next) {
        self.status = Some(next.status);
        if next.new_round {
            self.round += 1;
        }
        for stage in next.undone {
            self.done.remove(stage);
        }
        if let Some(stage) = next.done {
            self.done.insert(stage);
            self.done_by.push((stage, hand));
        }
        self.decided = self.done.contains(&Stage::Supervisor);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn no_path_skips_a_stage(steps in proptest::collection::vec((hand(), act(), any::<bool>()), 0..60)) {
        let mut check = Walked::default();
        for (hand, act, own) in steps {
            let before = check.status;
            let Some(next) = next(check.standing(own), hand, act) else { continue };
            check.take(hand, next);
            let has = |stage| check.done.contains(&stage);

            // Each state means that the stages before it are done, and those after it are not.
            match next.status {
                CheckStatus::StudentPending => prop_assert!(check.done.is_empty()),
                CheckStatus::InstructorReview => {
                    prop_assert!(has(Stage::First) && !has(Stage::Instructor) && !has(Stage::Supervisor));
                }
                CheckStatus::SupervisorReview => {
                    prop_assert!(has(Stage::First) && has(Stage::Instructor) && !has(Stage::Supervisor));
                }
                CheckStatus::Issues => prop_assert!(has(Stage::First) && has(Stage::Instructor)),
                CheckStatus::Complete | CheckStatus::Rejected => {
                    prop_assert!(has(Stage::First) && has(Stage::Instructor) && has(Stage::Supervisor));
                }
            }
            // What is complete stays so, unless a supervisor reopens it.
            if before == Some(CheckStatus::Complete) {
                prop_assert_eq!((act, hand), (Act::Reopen, Hand::Supervisor));
            }
            // A new round begins only after a rejection, and every rejection that is followed begins one.
            prop_assert_eq!(next.new_round, before == Some(CheckStatus::Rejected));
            // Nobody does the stage of somebody above them.
            match next.done {
                Some(Stage::Supervisor) => prop_assert_eq!(hand, Hand::Supervisor),
                Some(Stage::Instructor) => prop_assert_ne!(hand, Hand::Apprentice),
                _ => {}
            }
        }
    }

    #[test]
    fn of_two_who_do_the_same_one_is_first(
        steps in proptest::collection::vec((hand(), act(), any::<bool>()), 0..20), last in (hand(), act()),
    ) {
        let mut check = Walked::default();
        for (hand, act, own) in steps {
            if let Some(next) = next(check.standing(own), hand, act) {
                check.take(hand, next);
            }
        }
        let (hand, act) = last;
        if let Some(first) = next(check.standing(false), hand, act) {
            check.take(hand, first);
            let second = next(check.standing(false), hand, act);
            // A supervisor may confirm for the instructor and then decide: that is another stage.
            let another_stage = second.is_some_and(|it| it.done != first.done);
            prop_assert!(second.is_none() || another_stage, "{:?} twice: {:?}", act, second);
        }
    }

    #[test]
    fn a_save_does_the_stage_that_is_open(hand in hand(), good in any::<bool>()) {
        let mut check = Walked::default();
        let start = act_of_save(check.status, hand, good);
        check.take(hand, next(check.standing(false), hand, start).unwrap());
        prop_assert_eq!(check.status, Some(CheckStatus::InstructorReview));
        let second = next(check.standing(true), hand, act_of_save(check.status, hand, good)).unwrap();
        check.take(hand, second);
        match hand {
            Hand::Apprentice => prop_assert_eq!(check.status, Some(CheckStatus::InstructorReview)),
            _ if good => prop_assert_eq!(check.status, Some(CheckStatus::SupervisorReview)),
            _ => prop_assert_eq!(check.status, Some(CheckStatus::Issues)),
        }
    }

    #[test]
    fn a_count_neither_loses_nor_invents_a_piece(
        expected in 1i64..200, found in 0i64..220, damaged in 0i64..220, missing in proptest::option::of(0i64..220),
    ) {
        let Ok(count) = Count::new("x", expected, found, damaged, missing) else { return Ok(()) };
        prop_assert!(count.damaged + count.missing <= count.expected);
        prop_assert!(count.found + count.damaged + count.missing >= count.expected, "every piece is accounted for");
        let tally = Tally::of([count]);
        prop_assert_eq!(tally.total_items, expected);
        prop_assert_eq!(tally.items_good + tally.items_damaged + tally.items_missing, expected);
        prop_assert!(tally.items_good >= 0 && (0.0..=100.0).contains(&tally.percentage()));
        prop_assert_eq!(count.status() == CheckItemStatus::Good, tally.is_good(None));
    }

    #[test]
    fn every_refusal_is_one_sentence(status in 0..CheckStatus::ALL.len(), act in act()) {
        let doers = Doers { first: "Estela", instructor: Some("Ana"), supervisor: Some("Bruno") };
        let yesterday = Day(NaiveDate::from_ymd_opt(2026, 3, 1).unwrap());
        for past in [None, Some(yesterday)] {
            let sentence = refusal(CheckStatus::ALL[status], act, doers, past).sentence().into_owned();
            prop_assert!(sentence.starts_with(char::is_uppercase) && !sentence.ends_with('.'), "{}", sentence);
            let is_taken = sentence.starts_with("Ya se realizó");
            prop_assert_eq!(is_taken && past.is_some(), sentence.contains("del 01/03/2026"), "{}", sentence);
        }
    }
}

#[test]
fn what_cannot_be_counted_says_why() {
    for (expected, found, damaged, missing) in
        [(1, 1, 1, None), (1, 2, 0, None), (10, 0, 11, None), (10, 9, 1, Some(1))]
    {
        let error = Count::new("Teclados", expected, found, damaged, missing).unwrap_err();
        assert!(error.sentence().contains("«Teclados»"), "{error}");
    }
    let short = Count::new("Teclados", 10, 7, 1, None).unwrap();
    assert_eq!((short.missing, short.status()), (2, CheckItemStatus::Missing));
    let surplus = Count::new("Teclados", 10, 12, 0, Some(0)).unwrap();
    assert_eq!((surplus.missing, surplus.status()), (0, CheckItemStatus::Good));
    assert_eq!(Tally::of([surplus]).total_items, 10);
}

#[test]
fn an_inventory_that_is_said_to_be_incomplete_is_not_good() {
    let whole = Tally::of([Count::known(10, 0, 0)]);
    assert!(whole.is_good(None) && whole.is_good(Some(true)) && !whole.is_good(Some(false)));
    assert!(!Tally::of([Count::known(10, 1, 0)]).is_good(Some(true)));
    assert_eq!(Tally::of([Count::known(3, 1, 0)]).percentage(), 66.67);
}

#[test]
fn an_alert_says_what_is_wrong_in_good_spanish() {
    let day = Day(NaiveDate::from_ymd_opt(2026, 11, 21).unwrap());
    let say = |damaged, missing, complete| {
        sentence("Sistemas 1", day, &Tally::of([Count::known(40, damaged, missing)]), complete)
    };
    assert_eq!(say(1, 2, None), "Sistemas 1, 21/11/2026: faltan 2 piezas y hay 1 dañada, de 40");
    assert_eq!(say(0, 1, None), "Sistemas 1, 21/11/2026: falta 1 pieza, de 40");
    assert_eq!(
        say(0, 0, Some(false)),
        "Sistemas 1, 21/11/2026: no se contó ninguna pieza dañada ni faltante; el inventario no está completo"
    );
}

#[test]
fn what_is_expected_moves_with_what_somebody_says_and_not_with_loans() {
    for (before, known, named, expected) in [
        (8, 10, 8, 8),
        (8, 10, 7, 8),
        (8, 10, 10, 10),
        (8, 10, 9, 9),
        (8, 10, 12, 10),
        (10, 8, 8, 8),
        (10, 10, 4, 10),
        (0, 1, 1, 1),
    ] {
        assert_eq!(expected_again(before, known, named), expected, "{before} {known} {named}");
    }
}
