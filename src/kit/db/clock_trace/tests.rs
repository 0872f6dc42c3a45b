use super::*;
use proptest::prelude::*;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + 60 * minutes, 0).unwrap()
}

const DAY: i64 = 24 * 60;

/// A clock that was believed at the start, with everything that it says in these minutes; whether it was believed each time.
fn told(minutes: &[i64]) -> (Trace, Vec<bool>) {
    let mut trace = judge(None, None, at(0)).0;
    let believed = minutes
        .iter()
        .map(|&minute| {
            let (next, standing) = judge(Some(trace), None, at(minute));
            trace = next;
            standing.is_sound()
        })
        .collect();
    (trace, believed)
}

#[test]
fn a_clock_that_goes_on_is_believed() {
    assert_eq!(told(&[0, 1, 60, DAY, 4 * DAY, 7 * DAY]).1, [true; 6]);
    assert_eq!(
        judge(None, Some(at(0)), at(5)).1,
        ClockStanding::Sound,
        "the first look at an older database"
    );
}

#[test]
fn a_hundred_days_ahead_for_a_minute_are_not_believed_and_forgotten_when_the_clock_is_right_again() {
    let (trace, believed) = told(&[1, 100 * DAY, 100 * DAY + 1, 3, 4]);
    assert_eq!(believed, [true, false, false, true, true]);
    // What the audit wrote in that minute is no sign that the clock is behind.
    assert_eq!(judge(Some(trace), Some(at(100 * DAY + 2)), at(5)).1, ClockStanding::Sound);
    let (_, standing) = judge(Some(trace), Some(at(200 * DAY)), at(5));
    assert_eq!(standing, ClockStanding::Behind(LocalTime(at(200 * DAY))), "what nobody has seen refuted is");
}

#[test]
fn a_leap_that_nobody_saw_leaves_the_clock_behind_its_entries_and_is_over_in_two_days() {
    let mut trace = judge(None, None, at(0)).0;
    let entry = Some(at(100 * DAY));
    for minute in [5, 60, DAY, 2 * DAY] {
        let (next, standing) = judge(Some(trace), entry, at(minute));
        assert_eq!(standing, ClockStanding::Behind(LocalTime(at(100 * DAY))), "{minute}");
        trace = next;
    }
    let (trace, standing) = judge(Some(trace), entry, at(5 + 2 * DAY));
    assert_eq!(standing, ClockStanding::Sound);
    assert_eq!(judge(Some(trace), entry, at(6 + 2 * DAY)).1, ClockStanding::Sound, "and stays over");
}

#[test]
fn a_box_that_was_off_for_months_deletes_nothing_for_two_days_and_then_as_before() {
    let (_, believed) = told(&[60 * DAY, 61 * DAY, 62 * DAY, 62 * DAY + 1]);
    assert_eq!(believed, [false, false, true, true]);
    // Off again in between, for longer than a weekend: it begins to be in doubt anew.
    assert_eq!(told(&[60 * DAY, 64 * DAY, 65 * DAY]).1, [false; 3]);
}

#[test]
fn a_clock_that_was_wrong_for_years_and_is_set_back_is_believed_after_two_days() {
    assert_eq!(told(&[-3650 * DAY, -3649 * DAY, -3648 * DAY, -3647 * DAY]).1, [false, false, true, true]);
}

proptest! {
    #[test]
    fn whatever_a_clock_says_a_leap_is_never_believed_at_once(
        before in proptest::collection::vec(0i64..300, 0..5), leap in (3 * DAY + 1_600)..4_000 * DAY, back: bool,
    ) {
        let mut minutes: Vec<i64> = before.iter().scan(0, |sum, step| { *sum += step; Some(*sum) }).collect();
        let last = minutes.last().copied().unwrap_or(0);
        minutes.push(if back { last - leap } else { last + leap });
        let believed = told(&minutes).1;
        prop_assert!(!believed[believed.len() - 1]);
        prop_assert!(believed[..believed.len() - 1].iter().all(|it| *it));
    }
}
