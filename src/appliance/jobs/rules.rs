//! What becomes of a run: why it was made, whether it is worth a commit, whether somebody must be told. Pure.

use crate::kit::jobs::{JobCause, JobRun, KnownJob};
use chrono::{DateTime, TimeDelta, Utc};

/// After so many failures in a row the administrators are told: what mends itself within a minute needs nobody.
pub const TOLD_AFTER: i64 = 2;

/// A run that found nothing to do is written down when the last one that was is older than this. Each commit wears an SD card.
const QUIET: TimeDelta = TimeDelta::hours(1);

/// Why a job runs that was due at an instant, on a server that has been there since another.
pub fn cause(known: &KnownJob, due: DateTime<Utc>, begun: DateTime<Utc>) -> JobCause {
    match &known.last {
        Some(last) if last.failures > 0 => JobCause::Retry,
        // It ended before the server began, and its time had come by then.
        Some(last) if last.finished_at.0 < begun && due < begun => JobCause::CatchUp,
        _ => JobCause::Schedule,
    }
}

/// Whether a run is written down.
pub fn is_worth_keeping(run: &JobRun, before: &KnownJob) -> bool {
    let is_news = run.count > 0 || run.error.is_some() || run.cause != JobCause::Schedule;
    let mended = before.last.as_ref().is_some_and(|last| last.error.is_some());
    let is_recent = |stored: DateTime<Utc>| (run.finished_at.0 - stored).abs() < QUIET;
    is_news || mended || !before.stored_at.is_some_and(|stored| is_recent(stored.0))
}

/// Whether the administrators are told of a run: once for all failures in a row.
pub fn must_tell(run: &JobRun) -> bool {
    run.error.is_some() && run.failures >= TOLD_AFTER && !run.is_told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::LocalTime;

    fn at(minute: i64) -> LocalTime {
        LocalTime(DateTime::from_timestamp(1_800_000_000 + 60 * minute, 0).unwrap())
    }

    fn run(minute: i64, failures: i64) -> JobRun {
        JobRun {
            name: "look".into(),
            cause: JobCause::Schedule,
            started_at: at(minute),
            finished_at: at(minute),
            duration_ms: 0,
            count: 0,
            error: (failures > 0).then(|| "broken".into()),
            failures,
            is_told: false,
        }
    }

    fn known(last: JobRun, stored: i64) -> KnownJob {
        KnownJob { last: Some(last), stored_at: Some(at(stored)), ..KnownJob::default() }
    }

    #[test]
    fn a_look_that_finds_nothing_is_written_down_once_an_hour() {
        let before = known(run(9, 0), 0);
        assert!(is_worth_keeping(&run(0, 0), &KnownJob::default()), "the first is");
        assert!(!is_worth_keeping(&run(10, 0), &before));
        assert!(is_worth_keeping(&run(60, 0), &before));
        assert!(is_worth_keeping(&run(-60, 0), &before), "the clock was set back");
        assert!(is_worth_keeping(&JobRun { count: 1, ..run(10, 0) }, &before));
        assert!(is_worth_keeping(&run(10, 1), &before));
        assert!(is_worth_keeping(&run(11, 0), &known(run(10, 1), 10)), "that it goes well again is news");
        assert!(is_worth_keeping(&JobRun { cause: JobCause::Manual, ..run(10, 0) }, &before));
    }

    #[test]
    fn it_is_told_of_once_a_streak() {
        assert!(!must_tell(&run(0, 0)));
        assert!(!must_tell(&run(0, 1)));
        assert!(must_tell(&run(0, 2)));
        assert!(must_tell(&run(0, 7)), "when nobody could be told before");
        assert!(!must_tell(&JobRun { is_told: true, ..run(0, 7) }));
    }

    #[test]
    fn a_run_says_why_it_was_made() {
        let begun = at(100).0;
        assert_eq!(cause(&KnownJob::default(), at(100).0, begun), JobCause::Schedule);
        assert_eq!(cause(&known(run(10, 0), 10), at(70).0, begun), JobCause::CatchUp);
        assert_eq!(cause(&known(run(95, 0), 95), at(105).0, begun), JobCause::Schedule);
        assert_eq!(cause(&known(run(101, 0), 101), at(103).0, begun), JobCause::Schedule);
        assert_eq!(cause(&known(run(101, 3), 101), at(103).0, begun), JobCause::Retry);
    }
}
