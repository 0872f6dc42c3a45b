//! Noting, removing and warning of backups, and changing their plan, each within one write.

use super::model::{Backup, BackupSettings, BackupSettingsPatch, BackupWarning, NewPassphrase, Reason};
use super::{rules, store};
use crate::campus::users;
use crate::kit::db::{Kind, Priority};
use crate::kit::{Change, Event, Keep, LocalTime, Notice, Removal, Result, Role, Tx, settings};
use std::path::Path;

/// Notes a backup, or why there is none.
pub fn note(tx: &Tx<'_>, backup: Backup) -> Result<Change<Backup>> {
    store::insert(tx, &backup)?;
    let text = match &backup.error {
        None => format!("Copia de seguridad hecha y verificada: {}", backup.path),
        Some(error) => format!("La copia de seguridad no cuenta: {error}"),
    };
    // The request of a person is answered before its backup is done.
    let answered = if backup.reason == Reason::Manual { 202 } else { 201 };
    let event = Event::create("backup", backup.id).describe(text).status(answered).after(&backup);
    Ok(Change::new(backup, event))
}

/// Takes a backup off the list; `detail` says what became of its file.
pub fn remove(tx: &Tx<'_>, backup: &Backup, detail: String) -> Result<Change<Removal>> {
    store::delete(tx, backup.id)?;
    let event = Event::delete("backup", backup.id).describe(detail.clone()).before(backup);
    Ok(Change::new(Removal::deleted(detail), event))
}

/// Takes backups off the list whose files are no longer kept; answers how many.
pub fn forget(tx: &Tx<'_>, gone: &[Backup]) -> Result<Change<usize>> {
    for backup in gone {
        store::delete(tx, backup.id)?;
    }
    let event = Event::named("CLEAN_UP", "backup", None)
        .describe(format!("Copias de seguridad que ya no se guardan: {}", gone.len()))
        .before(&gone);
    Ok(Change::new(gone.len(), event))
}

/// Tells the general administrators what they have to look after, and remembers that it did so today; answers how many things.
pub fn warn(tx: &Tx<'_>, news: &[BackupWarning], today: &str) -> Result<Change<usize>> {
    let mut told = store::warned(tx)?;
    let mut notices = Vec::new();
    let people = users::store::active(tx, Role::AdminGeneral)?;
    for warning in news {
        told.insert(warning.kind.as_str().to_owned(), today.to_owned());
        notices.extend(people.iter().map(|&person| {
            Notice::new(person, Kind::System, "Copias de seguridad", warning.text.clone())
                .priority(Priority::High)
                .leads_to("/copias")
        }));
    }
    store::set_warned(tx, &told, LocalTime(tx.now))?;
    let texts: Vec<&str> = news.iter().map(|it| it.text.as_str()).collect();
    let event = Event::named("WARN", "backup", None).describe(texts.join(". "));
    Ok(Change::new(news.len(), event).tell(notices))
}

/// Changes the plan.
pub fn edit_settings(
    tx: &Tx<'_>,
    patch: BackupSettingsPatch,
    data_dir: &Path,
) -> Result<Change<BackupSettings>> {
    let before = store::settings(tx)?;
    let now = LocalTime(tx.now);
    if let Keep(Some(NewPassphrase(passphrase))) = &patch.passphrase {
        store::set_passphrase(tx, passphrase.as_ref(), now)?;
    }
    let settings = BackupSettings {
        enabled: patch.enabled.0.unwrap_or(before.enabled),
        time: patch.time.0.unwrap_or(before.time),
        keep_count: patch.keep_count.0.map_or(before.keep_count, |it| it.get()),
        keep_days: patch.keep_days.0.map_or(before.keep_days, |it| it.get()),
        second_target: patch.second_target.map(String::from).or(before.second_target.clone()),
        is_encrypted: patch.passphrase.value().map_or(before.is_encrypted, |it| it.0.is_some()),
    };
    if let Some(target) = &settings.second_target {
        rules::check_target(target, data_dir)?;
    }
    settings::keep(tx, &settings)?;
    let event = Event::named("UPDATE_SETTING", "setting", None)
        .describe(match &patch.passphrase {
            Keep(None) => "Plan de copias de seguridad modificado",
            Keep(Some(NewPassphrase(None))) => "Las copias de seguridad nuevas ya no se cifran",
            Keep(Some(_)) if before.is_encrypted => "Contraseña de las copias de seguridad cambiada",
            Keep(Some(_)) => "Las copias de seguridad nuevas se cifran con una contraseña",
        })
        .before(&before)
        .after(&settings);
    Ok(Change::new(settings, event))
}
