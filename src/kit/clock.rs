//! The only place that asks what time it is, and the only one that knows the building's time zone.

use super::zone::Zone;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Offset, TimeDelta, TimeZone, Timelike, Utc};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// One process serves one building, so the zone is the process's, as its clock is: where it stands among all that are known.
/// Beyond the last of them it is Bogotá. A static and no part of the server, because an instant is written as wall-clock
/// time deep within serde, where no part can be handed in, and commands without a server write such times too.
static ZONE: AtomicUsize = AtomicUsize::new(usize::MAX);
/// Whether whoever started the process named the zone: then nobody changes it while it runs.
static FIXED: AtomicBool = AtomicBool::new(false);

/// Puts a zone in force that nobody changes while the process runs: it was named on the command line.
pub fn fix_zone(zone: Zone) {
    FIXED.store(true, Ordering::Relaxed);
    put_in_force(zone);
}

/// Puts a zone in force at once, unless another one is fixed.
pub fn set_zone(zone: Zone) {
    if !is_zone_fixed() {
        put_in_force(zone);
    }
}

fn put_in_force(zone: Zone) {
    ZONE.store(zone.place(), Ordering::Relaxed);
}

/// Whether the zone was named on the command line.
pub fn is_zone_fixed() -> bool {
    FIXED.load(Ordering::Relaxed)
}

/// The building's time zone.
pub fn zone() -> Zone {
    Zone::at(ZONE.load(Ordering::Relaxed))
}

/// This instant, cut to the microseconds that the database keeps.
pub fn now() -> DateTime<Utc> {
    #[expect(clippy::disallowed_methods, reason = "this is the clock")]
    let now = Utc::now();
    let odd = i64::from(now.timestamp_subsec_nanos() % 1_000);
    now - TimeDelta::nanoseconds(odd)
}

/// When this program was built: no right clock shows less.
pub fn built() -> DateTime<Utc> {
    let seconds = env!("INVENTARIO_BUILT").parse().unwrap_or(0);
    DateTime::from_timestamp(seconds, 0).unwrap_or(DateTime::UNIX_EPOCH)
}

/// Whether a clock that shows `now` is surely wrong. A day is given for zones and for a build machine that was ahead.
pub fn is_before_build(now: DateTime<Utc>) -> bool {
    now + TimeDelta::days(1) < built()
}

/// How many seconds the building's clocks are ahead of UTC now; negative west of Greenwich.
pub fn offset_seconds() -> i32 {
    now().with_timezone(&zone()).offset().fix().local_minus_utc()
}

/// The building's calendar day at an instant.
pub fn day_of(instant: DateTime<Utc>) -> NaiveDate {
    instant.with_timezone(&zone()).date_naive()
}

/// Today in the building.
pub fn today() -> NaiveDate {
    day_of(now())
}

/// What the centre's clocks show now.
pub fn wall() -> NaiveDateTime {
    now().with_timezone(&zone()).naive_local()
}

/// The instant at which the building's clocks show `wall`: see [`instant_in`].
pub fn instant_of(wall: NaiveDateTime) -> DateTime<Utc> {
    instant_in(zone(), wall)
}

/// The instant at which a zone's clocks show `wall`. In the hour that a change of the clocks repeats, the first; in the hour that
/// it skips, the first instant after it.
pub fn instant_in(zone: Zone, wall: NaiveDateTime) -> DateTime<Utc> {
    let mut probe = wall;
    // No zone has ever skipped more than a day.
    for _ in 0..=24 * 4 {
        if let Some(instant) = zone.from_local_datetime(&probe).earliest() {
            return instant.with_timezone(&Utc);
        }
        // Gaps begin and end at quarters of an hour.
        let minutes = 15 - i64::from(probe.minute() % 15);
        let seconds = TimeDelta::seconds(i64::from(probe.second()))
            + TimeDelta::nanoseconds(i64::from(probe.nanosecond()));
        probe += TimeDelta::minutes(minutes) - seconds;
    }
    wall.and_utc()
}

/// The first instant of the building's day.
pub fn start_of(day: NaiveDate) -> DateTime<Utc> {
    instant_of(day.and_time(NaiveTime::MIN))
}

/// The first instant after the building's day.
pub fn end_of(day: NaiveDate) -> DateTime<Utc> {
    start_of(day.succ_opt().unwrap_or(NaiveDate::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_shows_less_than_the_build_is_wrong() {
        assert!(built() > DateTime::from_timestamp(1_790_000_000, 0).unwrap(), "the build knows its date");
        assert!(!is_before_build(now()));
        assert!(!is_before_build(built() - TimeDelta::hours(23)));
        assert!(is_before_build(built() - TimeDelta::hours(25)));
        assert!(is_before_build(DateTime::UNIX_EPOCH));
    }

    #[test]
    fn the_day_changes_at_midnight_in_bogota() {
        let night = DateTime::parse_from_rfc3339("2025-09-02T02:30:00Z").unwrap().to_utc();
        assert_eq!(day_of(night).to_string(), "2025-09-01");
        assert_eq!(start_of(day_of(night)).to_rfc3339(), "2025-09-01T05:00:00+00:00");
        assert_eq!(end_of(day_of(night)).to_rfc3339(), "2025-09-02T05:00:00+00:00");
    }
}
