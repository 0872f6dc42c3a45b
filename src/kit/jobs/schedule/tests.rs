use super::*;
use chrono::{Datelike, NaiveDate, TimeZone, Timelike};
use proptest::prelude::*;

fn zone(name: &str) -> Zone {
    name.parse().unwrap()
}

const MINUTE: TimeDelta = TimeDelta::minutes(1);
const TEN_YEARS: TimeDelta = TimeDelta::days(3_653);

fn at(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

fn three() -> Schedule {
    Schedule::Daily(NaiveTime::from_hms_opt(3, 0, 0).unwrap())
}

fn every(minutes: u64) -> Schedule {
    Schedule::Every(Duration::from_secs(60 * minutes))
}

/// A box whose clock the test turns: it looks once a minute, and a job takes no time.
struct Server {
    schedule: Schedule,
    zone: Zone,
    now: DateTime<Utc>,
    ended: Option<Ended>,
    runs: Vec<DateTime<Utc>>,
    fails: bool,
}

impl Server {
    fn new(schedule: Schedule, zone: Zone, now: &str) -> Self {
        Self { schedule, zone, now: at(now), ended: None, runs: Vec::new(), fails: false }
    }

    /// The box is on for so long; answers how often the job ran.
    fn on(&mut self, time: TimeDelta) -> usize {
        let (before, minutes) = (self.runs.len(), time.num_minutes());
        for _ in 0..minutes {
            if next(self.schedule, self.ended, self.now, self.zone) <= self.now {
                self.runs.push(self.now);
                let failures = self.ended.map_or(0, |ended| ended.failures);
                let failures = if self.fails { failures + 1 } else { 0 };
                self.ended = Some(Ended { at: self.now, failures });
            }
            self.now += MINUTE;
        }
        self.runs.len() - before
    }

    /// The clock jumps, or the box is off.
    fn jump(&mut self, by: TimeDelta) {
        self.now += by;
    }
}

#[test]
fn a_week_off_is_caught_up_once() {
    for (schedule, a_day) in [(three(), 1), (every(60), 24)] {
        let mut it = Server::new(schedule, zone("America/Bogota"), "2026-03-02T20:00:00Z");
        assert_eq!(it.on(MINUTE), 1, "what has never been done is done at once");
        it.on(TimeDelta::days(2));
        it.jump(TimeDelta::days(7));
        assert_eq!(it.on(MINUTE * 10), 1);
        assert_eq!(it.on(TimeDelta::days(3)), 3 * a_day);
    }
}

#[test]
fn a_box_that_is_off_every_night_does_the_work_of_the_night_each_morning() {
    let mut it = Server::new(three(), zone("America/Bogota"), "2026-03-02T12:00:00Z");
    for _ in 0..10 {
        assert_eq!(it.on(TimeDelta::hours(10)), 1);
        it.jump(TimeDelta::hours(14));
    }
}

#[test]
fn ten_years_forth_and_back_cost_two_runs_and_stop_nothing() {
    for (schedule, a_day) in [(three(), 1), (every(60), 24)] {
        let mut it = Server::new(schedule, zone("America/Bogota"), "2026-03-02T20:00:00Z");
        it.on(TimeDelta::days(1));
        it.jump(TEN_YEARS);
        assert!(it.on(MINUTE * 30) <= 1, "a job isn't done once a missed day");
        it.jump(-TEN_YEARS);
        assert!(it.on(MINUTE * 30) <= 1);
        assert_eq!(it.on(TimeDelta::days(1)), a_day, "it goes on as before: {schedule:?}");
        assert_eq!(it.on(TimeDelta::days(10)), 10 * a_day);
    }
}

#[test]
fn a_failure_of_another_decade_is_retried_now() {
    let now = at("2026-03-02T20:00:00Z");
    let ended = Some(Ended { at: now + TEN_YEARS, failures: 3 });
    assert_eq!(next(every(60), ended, now, zone("America/Bogota")), now);
    assert_eq!(next(three(), ended, now, zone("America/Bogota")), now);
}

#[test]
fn a_clock_that_is_set_by_a_second_runs_nothing_twice() {
    let mut it = Server::new(three(), zone("America/Bogota"), "2026-03-03T08:00:00Z");
    assert_eq!(it.on(MINUTE), 1);
    let ended = it.ended;
    let early = it.now - TimeDelta::seconds(61);
    assert_eq!(
        next(every(60), ended, early, zone("America/Bogota")),
        ended.unwrap().at + TimeDelta::hours(1)
    );
}

#[test]
fn a_failure_is_retried_after_one_two_four_minutes_and_never_waits_longer_than_half_an_hour() {
    let waits: Vec<i64> = (1..=8).map(|n| back_off(n).num_minutes()).collect();
    assert_eq!(waits, [1, 2, 4, 8, 16, 30, 30, 30]);
    assert_eq!(back_off(i64::MAX), LAST_RETRY);
    let mut it = Server::new(three(), zone("America/Bogota"), "2026-03-02T20:00:00Z");
    it.fails = true;
    assert_eq!(it.on(TimeDelta::minutes(32)), 6, "at 0, 1, 3, 7, 15 and 31");
    it.fails = false;
    it.on(TimeDelta::minutes(30));
    assert_eq!(it.ended.unwrap().failures, 0);
    assert_eq!(it.on(TimeDelta::hours(11)), 1, "then it has its own time again");

    // What is done every minute doesn't hammer on what is broken.
    let mut it = Server::new(every(1), zone("America/Bogota"), "2026-03-02T20:00:00Z");
    it.fails = true;
    assert!(it.on(TimeDelta::days(1)) < 60);
}

/// When a daily job runs, by the zone's clocks.
fn days(zone: Zone, time: &str, from: &str, count: usize) -> Vec<String> {
    let (mut after, time) = (at(from), time.parse().unwrap());
    let mut found = Vec::new();
    for _ in 0..count {
        after = occurrence_after(after, time, zone);
        found.push(after.with_timezone(&zone).format("%d %H:%M %z").to_string());
    }
    found
}

#[test]
fn a_day_of_23_hours_without_the_hour_has_its_run_right_after_the_gap() {
    assert_eq!(
        days(zone("America/New_York"), "02:30:00", "2026-03-07T00:00:00Z", 3),
        ["07 02:30 -0500", "08 03:00 -0400", "09 02:30 -0400"]
    );
    // Chile's day begins at one.
    assert_eq!(
        days(zone("America/Santiago"), "00:07:00", "2026-09-05T00:00:00Z", 3),
        ["05 00:07 -0400", "06 01:00 -0300", "07 00:07 -0300"]
    );
}

#[test]
fn a_day_of_25_hours_that_has_the_hour_twice_has_one_run() {
    assert_eq!(
        days(zone("America/New_York"), "01:30:00", "2026-10-31T00:00:00Z", 3),
        ["31 01:30 -0400", "01 01:30 -0400", "02 01:30 -0500"]
    );
    let mut it = Server::new(
        Schedule::Daily(NaiveTime::from_hms_opt(1, 30, 0).unwrap()),
        zone("America/New_York"),
        "2026-10-31T00:00:00Z",
    );
    it.on(TimeDelta::days(5));
    assert_eq!(it.runs.len(), 1 + 5, "at once, and once a day");
    // Half an hour's change.
    assert_eq!(
        days(zone("Australia/Lord_Howe"), "01:45:00", "2026-04-03T20:00:00Z", 2),
        ["05 01:45 +1100", "06 01:45 +1030"]
    );
}

#[test]
fn a_day_that_never_was_delays_its_run_to_the_next_one() {
    let found = days(zone("Pacific/Apia"), "12:00:00", "2011-12-29T12:00:00Z", 3);
    assert_eq!(found, ["29 12:00 -1000", "31 00:00 +1400", "31 12:00 +1400"]);
}

fn zones() -> impl Strategy<Value = Zone> {
    prop::sample::select(vec![
        zone("America/Bogota"),
        zone("America/New_York"),
        zone("America/Santiago"),
        zone("Australia/Lord_Howe"),
        zone("Europe/Madrid"),
    ])
}

proptest! {
    /// A daily job runs once on each day of a zone, whatever the zone does to its clocks.
    #[test]
    fn each_day_has_one_run(zone in zones(), minute in 0_u32..1_440, day in 0_i64..3_000, count in 1_usize..400) {
        let time = NaiveTime::from_hms_opt(minute / 60, minute % 60, 0).unwrap();
        let first = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + TimeDelta::days(day);
        let mut after = zone.from_local_datetime(&first.and_hms_opt(12, 0, 0).unwrap()).unwrap().to_utc();
        let mut last_day = None;
        for _ in 0..count {
            after = occurrence_after(after, time, zone);
            let wall = after.with_timezone(&zone);
            if let Some(last) = last_day {
                prop_assert_eq!(wall.date_naive().num_days_from_ce(), last + 1);
            }
            last_day = Some(wall.date_naive().num_days_from_ce());
            let shown = wall.hour() * 60 + wall.minute();
            prop_assert!(shown == minute || (shown > minute && shown <= minute + 60), "{wall}");
        }
    }

    /// However the clock jumps, a job is never further away than its period, and is done once a jump at most.
    #[test]
    fn no_jump_stops_a_job_or_runs_it_again_and_again(
        minutes in 1_u64..600,
        daily in any::<bool>(),
        jumps in prop::collection::vec(-4_000_000_i64..4_000_000, 0..8),
        fails in any::<bool>(),
    ) {
        let schedule = if daily { three() } else { every(minutes) };
        let mut it = Server::new(schedule, zone("America/New_York"), "2026-03-02T20:00:00Z");
        it.fails = fails;
        it.on(MINUTE * 5);
        it.fails = false;
        for jump in jumps {
            it.jump(MINUTE * i32::try_from(jump).unwrap());
            let period = if daily { TimeDelta::hours(25) } else { TimeDelta::minutes(2 * i64::try_from(minutes).unwrap()) };
            let wait = next(it.schedule, it.ended, it.now, it.zone) - it.now;
            prop_assert!(wait <= period.max(LAST_RETRY * 2), "{wait}");
            let few = if daily { 2 } else { 2 + 30 / minutes };
            prop_assert!(it.on(MINUTE * 30) as u64 <= few);
        }
    }
}
