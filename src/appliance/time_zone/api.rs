//! HTTP of the time zone.

use super::model::{TimeZoneChange, TimeZoneSetting};
use super::{change, put_kept_in_force, rules};
use crate::appliance::Tag;
use crate::kit::{Actor, Allow, Answer, Body, Code, Core, Result, clock, role};
use poem_openapi::OpenApi;
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
        new: Body<TimeZoneChange>,
    ) -> Result<Answer<TimeZoneSetting>> {
        let zone = new.0.time_zone;
        if clock::is_zone_fixed() {
            return Err(Code::TimeZoneFixed.into());
        }
        let (db, origin) = (self.0.db.clone(), Arc::clone(who.origin()));
        // Goes on when nobody waits any more: what was written is in force in any case.
        let keeping = async move {
            db.write(&origin, move |tx| change::keep(tx, zone)).await?;
            put_kept_in_force(&db).await
        };
        tokio::spawn(keeping).await??;
        Ok(Answer(setting()))
    }
}

fn setting() -> TimeZoneSetting {
    TimeZoneSetting { time_zone: clock::zone(), fixed: clock::is_zone_fixed(), zones: rules::offered() }
}
