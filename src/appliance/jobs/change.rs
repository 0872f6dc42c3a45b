//! What a write does to the record of scheduled work.

use super::{rules, store};
use crate::campus::users;
use crate::kit::db::{Kind, Priority};
use crate::kit::jobs::JobRun;
use crate::kit::{CallerTx, Change, Event, Notice, Result, Role, Tx};

/// Writes down how a run ended, and tells the general administrators of a job that keeps failing, once.
pub fn note(tx: &Tx<'_>, title: &str, mut run: JobRun) -> Result<Change<JobRun>> {
    if !rules::must_tell(&run) {
        store::add(tx, &run)?;
        // What a job has changed has events of its own; that it ran is no news to the audit.
        return Ok(Change::unaudited(run));
    }
    run.is_told = true;
    store::add(tx, &run)?;
    let message = format!(
        "La tarea «{}» ha fallado {} veces seguidas y se seguirá intentando. Motivo: {}",
        title,
        run.failures,
        run.error.as_deref().unwrap_or_default()
    );
    let notices = users::store::active(tx, Role::AdminGeneral)?.into_iter().map(|person| {
        Notice::new(person, Kind::System, "Tarea programada con fallos", message.clone())
            .priority(Priority::High)
            .leads_to("/tareas")
    });
    let event = Event::named("WARN", "job", None)
        .describe(format!("La tarea «{title}» falla: se avisó a los administradores generales"));
    Ok(Change::new(run, event).tell(notices))
}

/// Notes who wanted a job done now.
pub fn ask(_: &CallerTx<'_>, title: &str) -> Result<Change<()>> {
    let event = Event::named("RUN_JOB", "job", None)
        .describe(format!("Tarea programada pedida: {title}"))
        .status(202);
    Ok(Change::new((), event))
}
