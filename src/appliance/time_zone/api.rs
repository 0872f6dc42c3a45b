//! HTTP of the time zone.

use super::model::{TimeZoneChange, TimeZoneSetting, Zone};
use super::{rules, store, take_up};
use crate::appliance::Tag;
use crate::kit::access::{Allow, role};
use crate::kit::clock;
use crate::kit::db::{Actor, Change, Event, Tx};
use crate::kit::error::{Code, Result};
use crate::kit::resource::Core;
use crate::kit::wire::{Answer, Body, LocalTime};
use chrono_tz::Tz;
use poem_openapi::OpenApi;
use serde_json::json;
use std::sync::Arc;

/// The building's time zone under `/api/settings/time-zone`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/settings/time-zone", tag = "Tag::Server")]
impl Api {
    /// La zona horaria del edificio, y las que se pueden escoger.
    #[oai(path = "/", method = "get", operation_id = "get_time_zone")]
    async fn get(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<TimeZoneSetting>> {
        Ok(Answer(setting()))
    }

    /// Cambia la zona horaria del edificio. Rige de inmediato: todas las horas se muestran en ella, y «hoy» es su día.
    #[oai(path = "/", method = "put", operation_id = "update_time_zone")]
    async fn update(
        &self,
        who: Allow<{ role::GENERAL }>,
        change: Body<TimeZoneChange>,
    ) -> Result<Answer<TimeZoneSetting>> {
        let zone = change.0.time_zone.0;
        if clock::is_zone_fixed() {
            return Err(Code::TimeZoneFixed.into());
        }
        let (db, origin) = (self.0.db.clone(), Arc::clone(who.origin()));
        // Goes on when nobody waits any more: what was written is in force in any case.
        let change = async move {
            db.write(&origin, move |tx| keep(tx, zone)).await?;
            take_up(&db).await
        };
        tokio::spawn(change).await??;
        Ok(Answer(setting()))
    }
}

fn setting() -> TimeZoneSetting {
    TimeZoneSetting { time_zone: Zone(clock::zone()), fixed: clock::is_zone_fixed(), zones: rules::offered() }
}

/// Keeps a zone; the set-up does it too. It is in force when [`take_up`] was called.
pub(crate) fn keep(tx: &Tx<'_>, zone: Tz) -> Result<Change<()>> {
    let before = store::get(tx)?.unwrap_or(clock::DEFAULT_ZONE);
    store::set(tx, zone, LocalTime(tx.now))?;
    let event = Event::named("UPDATE_SETTING", "setting", None)
        .describe(format!("Zona horaria del edificio: {}", zone.name()))
        .before(&json!({ "time_zone": before.name() }))
        .after(&json!({ "time_zone": zone.name() }));
    Ok(Change::new((), event))
}
