//! SQL of alert settings.

use super::model::AlertSetting;
use crate::kit::db::AlertKind;
use crate::kit::sql;
use crate::kit::{Code, Id, Paging, Result, Rows};
use rusqlite::{Connection, named_params};

const SELECT: &str = "select id, user_id, alert_type, is_enabled, threshold_value, notification_methods, created_at, updated_at
    from alert_settings";

/// What a person wants to hear, by kind.
pub fn own(db: &Connection, user_id: Id) -> Result<Rows<AlertSetting>> {
    let text = format!("{SELECT}\nwhere user_id = :user_id\norder by alert_type");
    sql::rows(db, &text, named_params! { ":user_id": user_id }, Paging::ALL)
}

/// One of a person's settings.
///
/// # Errors
/// [`Code::AlertSettingNotFound`], also of somebody else's.
pub fn get_own(db: &Connection, user_id: Id, id: Id) -> Result<AlertSetting> {
    let text = format!("{SELECT}\nwhere id = :id\nand user_id = :user_id");
    let setting = sql::one(db, &text, named_params! { ":id": id, ":user_id": user_id })?;
    Ok(setting.ok_or(Code::AlertSettingNotFound)?)
}

/// What a person wants to hear of a kind, if they have said it.
pub fn of_kind(db: &Connection, user_id: Id, kind: &AlertKind) -> Result<Option<AlertSetting>> {
    let text = format!("{SELECT}\nwhere user_id = :user_id\nand alert_type = :kind");
    sql::one(db, &text, named_params! { ":user_id": user_id, ":kind": kind })
}

/// Stores a setting: a new one, or one that is there as it is now.
pub fn keep(db: &Connection, setting: &AlertSetting) -> Result<()> {
    sql::run(
        db,
        "insert into alert_settings (id, user_id, alert_type, is_enabled, threshold_value, notification_methods, created_at,
             updated_at)
         values (:id, :user_id, :alert_type, :is_enabled, :threshold_value, :notification_methods, :created_at, :updated_at)
         on conflict (id) do update
         set is_enabled = :is_enabled,
             threshold_value = :threshold_value,
             notification_methods = :notification_methods,
             updated_at = :updated_at",
        named_params! {
            ":id": setting.id, ":user_id": setting.user_id, ":alert_type": setting.alert_type,
            ":is_enabled": setting.is_enabled, ":threshold_value": setting.threshold_value,
            ":notification_methods": setting.notification_methods, ":created_at": setting.created_at,
            ":updated_at": setting.updated_at,
        },
    )
}

/// Deletes a setting.
pub fn delete(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from alert_settings\nwhere id = :id", named_params! { ":id": id })
}
