use super::*;
use crate::kit::FromText;
use proptest::prelude::*;

fn status() -> impl Strategy<Value = MaintenanceStatus> {
    (0..MaintenanceStatus::ALL.len()).prop_map(|n| MaintenanceStatus::ALL[n])
}

fn person() -> impl Strategy<Value = Id> {
    (1u128..5).prop_map(Id::from_bits)
}

fn wish() -> impl Strategy<Value = Wish> {
    (
        proptest::option::of(status()),
        proptest::option::of(proptest::option::of(person())),
        any::<bool>(),
        person(),
    )
        .prop_map(|(status, technician, has_reason, by)| Wish { status, technician, has_reason, by })
}

fn day(text: &str) -> Day {
    Day::from_text(text).unwrap()
}

const FRESH: Standing = Standing { status: MaintenanceStatus::Pending, technician: None };

proptest! {
    #[test]
    fn whatever_people_want_a_request_stands_as_the_table_says(wishes in proptest::collection::vec(wish(), 1..40)) {
        let mut now = FRESH;
        for wish in wishes {
            let Ok(next) = next(now, wish) else { continue };
            match next.status {
                MaintenanceStatus::Pending => prop_assert_eq!(next.technician, None),
                MaintenanceStatus::Assigned | MaintenanceStatus::InProgress => {
                    prop_assert!(next.technician.is_some());
                }
                MaintenanceStatus::Completed | MaintenanceStatus::Cancelled => {}
            }
            if !now.status.is_open() && next.status != now.status {
                prop_assert!(next.status.is_open(), "{:?} became {:?}", now.status, next.status);
            }
            if !now.status.is_open() && next.status == now.status {
                prop_assert_eq!(next.technician, now.technician, "a closed one keeps its technician");
            }
            if next.status == MaintenanceStatus::Cancelled && now.status != next.status {
                prop_assert!(wish.has_reason);
            }
            if let Some(wanted) = wish.status {
                prop_assert_eq!(next.status, wanted);
            }
            now = next;
        }
    }

    #[test]
    fn every_open_request_can_be_ended_both_ways_and_every_ended_one_opened(from in status(), by in person()) {
        let now = Standing { status: from, technician: (from != MaintenanceStatus::Pending).then_some(by) };
        for to in MaintenanceStatus::ALL.iter().copied() {
            let wish = Wish { status: Some(to), technician: Some(Some(by)), has_reason: true, by };
            let possible = from.is_open() || to.is_open() || from == to;
            prop_assert_eq!(next(now, wish).is_ok(), possible, "{} to {}", from, to);
        }
    }

    #[test]
    fn the_next_day_of_a_plan_is_always_later(
        due in 0i64..400_000, done in 0i64..400_000, every in 1i64..3_660, months in any::<bool>(),
    ) {
        let start = NaiveDate::from_ymd_opt(1900, 1, 1).unwrap();
        let at = |n: i64| Day(start + chrono::TimeDelta::days(n));
        let unit = if months { PlanUnit::Month } else { PlanUnit::Day };
        let (due, done) = (at(due), at(done));
        let next = next_date(due, done, every, unit);
        prop_assert!(next > due || next == last_day());
        prop_assert!(next <= last_day());
    }

    #[test]
    fn the_days_of_a_period_are_in_it_and_each_comes_once(every in 1i64..400, months in any::<bool>(), length in 0i64..800) {
        let unit = if months { PlanUnit::Month } else { PlanUnit::Day };
        let from = day("2026-01-31");
        let until = Day(from.0 + chrono::TimeDelta::days(length));
        let days: Vec<Day> = days_within(day("2025-12-31"), every, unit, from, until).collect();
        prop_assert!(days.iter().all(|day| *day >= from && *day <= until));
        prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn no_cent_is_lost_when_a_job_is_divided(cents in 0i64..100_000_000, items in 1usize..200) {
        let shares = shares(Money::from_cents(cents), items);
        prop_assert_eq!(shares.len(), items);
        let amounts: Vec<i64> = shares.into_iter().map(|share| share.unwrap().cents()).collect();
        prop_assert_eq!(amounts.iter().sum::<i64>(), cents);
        prop_assert!(amounts.iter().max().unwrap() - amounts.iter().min().unwrap() <= 1);
    }
}

#[test]
fn who_names_a_technician_assigns_and_who_takes_them_off_lets_go() {
    let (marta, jairo) = (Id::from_bits(1), Id::from_bits(2));
    let silent = Wish { status: None, technician: None, has_reason: false, by: jairo };
    let assigned = next(FRESH, Wish { technician: Some(Some(marta)), ..silent }).unwrap();
    assert_eq!(assigned, Standing { status: MaintenanceStatus::Assigned, technician: Some(marta) });
    assert_eq!(next(assigned, Wish { technician: Some(None), ..silent }).unwrap(), FRESH);
    let started = Wish { status: Some(MaintenanceStatus::InProgress), ..silent };
    assert_eq!(next(FRESH, started).unwrap().technician, Some(jairo), "who starts it works on it");
    assert_eq!(next(assigned, started).unwrap().technician, Some(marta));
    assert!(next(FRESH, Wish { status: Some(MaintenanceStatus::Assigned), ..silent }).is_err());
    let working = next(assigned, started).unwrap();
    assert!(next(working, Wish { technician: Some(None), ..silent }).is_err());
    assert!(
        next(working, Wish { status: Some(MaintenanceStatus::Cancelled), ..silent }).is_err(),
        "no reason"
    );
}

#[test]
fn a_month_later_is_the_same_day_or_the_last_of_a_shorter_month() {
    assert_eq!(later(day("2026-01-31"), 1, PlanUnit::Month), day("2026-02-28"));
    assert_eq!(later(day("2028-02-29"), 12, PlanUnit::Month), day("2029-02-28"));
    assert_eq!(later(day("2026-12-30"), 3, PlanUnit::Day), day("2027-01-02"));
    assert_eq!(later(day("2999-12-30"), 3, PlanUnit::Day), day("2999-12-31"));
    // Done long before its day: the plan still moves on.
    assert_eq!(next_date(day("2026-06-01"), day("2026-01-10"), 1, PlanUnit::Month), day("2026-07-01"));
    assert_eq!(next_date(day("2026-06-01"), day("2026-06-20"), 1, PlanUnit::Month), day("2026-07-20"));
}

#[test]
fn the_days_of_a_far_period_are_counted_without_walking_to_it() {
    let within = |next: &str, every, unit, from: &str, until: &str| -> Vec<Day> {
        days_within(day(next), every, unit, day(from), day(until)).collect()
    };
    let months = within("2026-01-31", 1, PlanUnit::Month, "2998-02-01", "2998-03-31");
    assert_eq!(months, [day("2998-02-28"), day("2998-03-31")], "each counted from the plan's own day");
    assert_eq!(
        within("2026-01-01", 10, PlanUnit::Day, "2026-01-12", "2026-02-01"),
        [day("2026-01-21"), day("2026-01-31")]
    );
    assert_eq!(within("2026-01-01", 10, PlanUnit::Day, "2026-01-11", "2026-01-11"), [day("2026-01-11")]);
    assert_eq!(within("2026-03-01", 10, PlanUnit::Day, "2026-01-11", "2026-02-11"), []);
    // The whole year is empty but for one day.
    assert_eq!(within("2026-06-15", 120, PlanUnit::Month, "2046-01-01", "2046-12-31"), [day("2046-06-15")]);
}

#[test]
fn a_reopened_request_puts_back_what_nobody_has_counted_since() {
    for (taken_off, left, damaged, back) in [
        (3, Some(0), 0, 3),
        (3, Some(0), 3, 0),
        (3, Some(0), 2, 1),
        (3, Some(1), 1, 3),
        (3, Some(2), 0, 3),
        (3, None, 3, 3),
        (0, Some(2), 2, 0),
        (-1, Some(1), 1, -1),
    ] {
        assert_eq!(put_back(taken_off, left, damaged), back, "{taken_off} {left:?} {damaged}");
    }
}
