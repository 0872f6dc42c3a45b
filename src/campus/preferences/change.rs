//! Reading and changing one's own preferences, within one snapshot or write.

use super::model::{Appearance, NotificationSwitch, UserSettings, UserSettingsPatch};
use super::{rules, store};
use crate::kit::db::{Kind, letter, notice};
use crate::kit::{CallerTx, Change, Event, Id, LocalTime, Result, clock};
use rusqlite::Connection;

/// A person's preferences; `kinds` are those that they can switch.
pub fn read(db: &Connection, person: Id, kinds: &[Kind]) -> Result<UserSettings> {
    let Appearance { language, theme } = store::appearance(db, person)?;
    let set = store::switches(db, person)?;
    let switch = |kind: &Kind| {
        let chosen = set.get(kind).copied().unwrap_or(notice::UNCHOSEN);
        let is_fixed = rules::is_fixed(kind);
        NotificationSwitch {
            kind: kind.clone(),
            in_app: chosen.in_app || is_fixed,
            mail: chosen.mail,
            is_fixed,
        }
    };
    Ok(UserSettings {
        language,
        theme,
        time_zone: clock::zone().name().to_owned(),
        is_mail_on: letter::is_mail_on(db)?,
        notifications: kinds.iter().map(switch).collect(),
    })
}

/// Changes the caller's preferences.
///
/// # Errors
/// As [`rules::judge`].
pub fn edit(tx: &CallerTx<'_>, patch: UserSettingsPatch, kinds: &[Kind]) -> Result<Change<UserSettings>> {
    let me = tx.who.id;
    let before = read(tx, me, kinds)?;
    let sent = patch.notifications.0.unwrap_or_default();
    rules::judge(&sent, kinds)?;
    for switch in &sent {
        let switches = switch.over(notice::switches(tx, me, &switch.kind)?);
        store::keep_switches(tx, me, &switch.kind, switches)?;
    }
    let chosen =
        Appearance { language: patch.language.or(before.language), theme: patch.theme.or(before.theme) };
    store::keep_appearance(tx, me, chosen, LocalTime(tx.now))?;
    let after = read(tx, me, kinds)?;
    let of_sent = |mut all: UserSettings| {
        all.notifications.retain(|row| sent.iter().any(|it| it.kind == row.kind));
        all
    };
    let event = Event::update("user", me)
        .describe("Preferencias propias modificadas")
        .before(&of_sent(before))
        .after(&of_sent(after.clone()));
    Ok(Change::new(after, event))
}
