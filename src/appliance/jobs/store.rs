//! SQL of scheduled work.

use crate::kit::jobs::JobRun;
use crate::kit::sql;
use crate::kit::{LocalTime, Paging, Result, Rows};
use rusqlite::{Connection, named_params};

/// How many runs of each job are kept.
const KEPT: i64 = 50;

const COLUMNS: &str = "select name, cause, started_at, finished_at, duration_ms, count, error, failures, is_told\nfrom job_runs";

/// The last run of a job.
pub fn last(db: &Connection, name: &str) -> Result<Option<JobRun>> {
    let text = format!("{COLUMNS}\nwhere name = :name\norder by seq desc\nlimit 1");
    sql::one(db, &text, named_params! { ":name": name })
}

/// When a job last ended well, as far as it is kept.
pub fn succeeded_at(db: &Connection, name: &str) -> Result<Option<LocalTime>> {
    sql::one(
        db,
        "select finished_at
         from job_runs
         where name = :name
         and error is null
         order by seq desc
         limit 1",
        named_params! { ":name": name },
    )
}

/// The runs of a job that are kept, newest first.
pub fn runs(db: &Connection, name: &str, paging: Paging) -> Result<Rows<JobRun>> {
    let text = format!("{COLUMNS}\nwhere name = :name\norder by seq desc");
    sql::rows(db, &text, named_params! { ":name": name }, paging)
}

/// Writes a run down, and forgets the oldest of its job; that it once ended well is kept.
pub fn add(db: &Connection, run: &JobRun) -> Result<()> {
    sql::insert(
        db,
        "job_runs",
        named_params! {
            ":name": run.name, ":cause": run.cause, ":started_at": run.started_at, ":finished_at": run.finished_at,
            ":duration_ms": run.duration_ms, ":count": run.count, ":error": run.error, ":failures": run.failures,
            ":is_told": run.is_told,
        },
    )?;
    sql::run(
        db,
        "delete from job_runs
         where name = :name
         and seq not in (select seq from job_runs where name = :name order by seq desc limit +:kept)
         and seq is not (select max(seq) from job_runs where name = :name and error is null)",
        named_params! { ":name": run.name, ":kept": KEPT },
    )
}
