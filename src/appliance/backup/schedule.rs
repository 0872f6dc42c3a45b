//! The daily backup, what is kept of it, and the warnings.

use super::model::{Backup, BackupWarning, Reason};
use super::{Backups, change, files, rules, store};
use crate::campus::users;
use crate::kit::db::clock_trace;
use crate::kit::jobs::{Job, Schedule};
use crate::kit::{Origin, Result, clock};
use futures_util::future::BoxFuture;
use std::path::Path;
use std::time::Duration;

/// A server that has just started has other things to do.
const SETTLED: Duration = Duration::from_secs(2 * 60);

/// How often it is looked whether the daily backup is due, and whether there is something to warn of.
const PERIOD: Duration = Duration::from_secs(60);

/// The job.
pub struct DailyBackup(pub Backups);

impl Job for DailyBackup {
    fn name(&self) -> &'static str {
        "backup"
    }

    fn title(&self) -> &'static str {
        "Copia de seguridad del día"
    }

    fn purpose(&self) -> &'static str {
        "Mira si ya toca la copia de seguridad del día, la hace, quita las que sobran y avisa si algo anda mal"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(run(&self.0))
    }
}

/// Makes the daily backup if it is due, and warns; answers how much it did. To be called every minute.
pub async fn run(backups: &Backups) -> Result<usize> {
    if backups.started.elapsed() < SETTLED {
        return Ok(0);
    }
    let db = &backups.db;
    let now = clock::now();
    let (is_set_up, settings, made, standing) = db
        .read(move |db| {
            let is_set_up = users::store::has_administrator(db)?;
            Ok((is_set_up, store::settings(db)?, store::all(db)?, clock_trace::standing(db, now)?))
        })
        .await?;
    if !is_set_up {
        return Ok(0);
    }
    let (mut done, made) = (0, backups.own(made));
    if rules::is_due(now, &settings, &made) {
        if let Err(error) = backups.take(Reason::Schedule, &Origin::of_command("backup")).await {
            warn(backups).await?;
            return Err(error);
        }
        done += 1 + remove_expired(backups).await?;
    } else if standing.is_sound() && !rules::expired(now, &settings, &made).is_empty() {
        // A timer of the system makes backups too, by the command line.
        done += remove_expired(backups).await?;
    }
    Ok(done + warn(backups).await?)
}

/// Removes backups that are no longer kept, and forgets those whose file somebody took away; answers how many. While the clock is in
/// doubt all are kept: what it makes then may look older or newer than it is.
pub async fn remove_expired(backups: &Backups) -> Result<usize> {
    let (db, now) = (&backups.db, clock::now());
    let (settings, made, standing) = db
        .read(move |db| Ok((store::settings(db)?, store::all(db)?, clock_trace::standing(db, now)?)))
        .await?;
    let ours = backups.own(made);
    let expired = if standing.is_sound() { rules::expired(now, &settings, &ours) } else { Vec::new() };
    let gone = tokio::task::spawn_blocking(move || {
        let is_gone = |it: &Backup| match (it.size, expired.contains(&it.id)) {
            // A failure has no file.
            (None, is_expired) => is_expired,
            (Some(_), true) => files::remove(Path::new(&it.path)).is_ok(),
            (Some(_), false) => !Path::new(&it.path).exists(),
        };
        ours.into_iter().filter(is_gone).collect::<Vec<_>>()
    })
    .await?;
    if gone.is_empty() {
        return Ok(0);
    }
    db.write(&Origin::of_command("backup"), move |tx| change::forget(tx, &gone)).await
}

/// Tells the general administrators what they have to look after, each thing once a day; answers how many things.
pub async fn warn(backups: &Backups) -> Result<usize> {
    let db = &backups.db;
    let warnings = backups.status().await?.warnings;
    let today = clock::today().to_string();
    let told = db.read(store::warned).await?;
    let is_new = |it: &BackupWarning| told.get(it.kind.as_str()) != Some(&today);
    let news: Vec<BackupWarning> = warnings.into_iter().filter(is_new).collect();
    if news.is_empty() {
        return Ok(0);
    }
    db.write(&Origin::of_command("backup"), move |tx| change::warn(tx, &news, &today)).await
}
