//! What a write does to a person's own alert settings.

use super::model::{AlertSetting, AlertSettingPatch, NewAlertSetting};
use super::store;
use crate::kit::{CallerTx, Change, Event, Id, LocalTime, Removal, Result};

/// Keeps what the caller wants to hear of a kind of alerts; what they had said of it before is changed (contract D12: the app
/// sends it anew whenever it could not read what there is).
pub fn set(tx: &CallerTx<'_>, new: NewAlertSetting) -> Result<Change<AlertSetting>> {
    let before = store::of_kind(tx, tx.who.id, &new.alert_type)?;
    let now = LocalTime(tx.now);
    let (id, created_at) = before.as_ref().map_or_else(|| (Id::new(), now), |it| (it.id, it.created_at));
    // What isn't sent stays as it was: the app's first switch knows of no threshold.
    let known = before.as_ref();
    let setting = AlertSetting {
        id,
        user_id: tx.who.id,
        is_enabled: new.is_enabled.0.unwrap_or(true),
        threshold_value: new.threshold_value.0.map(i64::from).or(known.and_then(|it| it.threshold_value)),
        notification_methods: new
            .notification_methods
            .0
            .or_else(|| known.and_then(|it| it.notification_methods.clone())),
        alert_type: new.alert_type,
        created_at,
        updated_at: now,
    };
    store::keep(tx, &setting)?;
    let says = says(&setting);
    Ok(match before {
        None => Change::created("alert_setting", id, says, setting),
        Some(before) => Change::updated("alert_setting", id, says, &before, setting).status(201),
    })
}

/// Changes one of the caller's settings.
///
/// # Errors
/// [`crate::kit::Code::AlertSettingNotFound`].
pub fn edit(tx: &CallerTx<'_>, id: Id, patch: AlertSettingPatch) -> Result<Change<AlertSetting>> {
    let before = store::get_own(tx, tx.who.id, id)?;
    let setting = AlertSetting {
        is_enabled: patch.is_enabled.0.unwrap_or(before.is_enabled),
        threshold_value: patch.threshold_value.map(i64::from).or(before.threshold_value),
        notification_methods: patch.notification_methods.or(before.notification_methods.clone()),
        updated_at: LocalTime(tx.now),
        ..before.clone()
    };
    store::keep(tx, &setting)?;
    Ok(Change::updated("alert_setting", id, says(&setting), &before, setting))
}

/// Deletes one of the caller's settings: they hear of what is grave again.
///
/// # Errors
/// [`crate::kit::Code::AlertSettingNotFound`].
pub fn delete(tx: &CallerTx<'_>, id: Id) -> Result<Change<Removal>> {
    let before = store::get_own(tx, tx.who.id, id)?;
    store::delete(tx, id)?;
    let event = Event::delete("alert_setting", id)
        .describe(format!("Configuración de alertas eliminada: {}", before.alert_type.as_ref()))
        .before(&before);
    Ok(Change::new(Removal::deleted("Configuración eliminada"), event))
}

fn says(setting: &AlertSetting) -> String {
    let wish = if setting.is_enabled { "quiere saber" } else { "no quiere saber" };
    format!("Configuración de alertas: {wish} de {}", setting.alert_type.as_ref())
}
