//! SQL of preferences.

use super::model::Appearance;
use crate::kit::db::Kind;
use crate::kit::db::notice::Switches;
use crate::kit::{Id, LocalTime, Result, sql};
use rusqlite::{Connection, named_params};
use std::collections::HashMap;

/// What a person has chosen of the pages.
pub fn appearance(db: &Connection, person: Id) -> Result<Appearance> {
    let chosen = sql::one(
        db,
        "select language, theme
         from user_settings
         where user_id = :person",
        named_params! { ":person": person },
    )?;
    Ok(chosen.unwrap_or_default())
}

/// Keeps what a person has chosen of the pages.
pub fn keep_appearance(db: &Connection, person: Id, chosen: Appearance, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "insert into user_settings (user_id, language, theme, updated_at)
         values (:user_id, :language, :theme, :now)
         on conflict (user_id) do update
         set language = :language,
             theme = :theme,
             updated_at = :now",
        named_params! {
            ":user_id": person, ":language": chosen.language, ":theme": chosen.theme, ":now": now,
        },
    )
}

/// The switches that a person has set, by kind.
pub fn switches(db: &Connection, person: Id) -> Result<HashMap<Kind, Switches>> {
    let set = sql::values(
        db,
        "select kind, in_app, mail
         from notification_switches
         where user_id = :person",
        named_params! { ":person": person },
        |row| {
            let switches = Switches { in_app: row.get("in_app")?, mail: row.get("mail")? };
            Ok((row.get("kind")?, switches))
        },
    )?;
    Ok(set.into_iter().collect())
}

/// Sets a person's switches of a kind.
pub fn keep_switches(db: &Connection, person: Id, kind: &Kind, switches: Switches) -> Result<()> {
    sql::run(
        db,
        "insert into notification_switches (user_id, kind, in_app, mail)
         values (:user_id, :kind, :in_app, :mail)
         on conflict (user_id, kind) do update
         set in_app = :in_app,
             mail = :mail",
        named_params! {
            ":user_id": person, ":kind": kind, ":in_app": switches.in_app, ":mail": switches.mail,
        },
    )
}
