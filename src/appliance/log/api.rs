//! HTTP of the log.

use super::model::{LogChange, LogSetting};
use super::{change, filter};
use crate::appliance::Tag;
use crate::kit::{Allow, Answer, Body, Core, Result, role};
use poem_openapi::OpenApi;

/// What is written to the log, under `/api/settings/log`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/settings/log", tag = "Tag::Server")]
impl Api {
    /// Qué se anota en el registro del servidor.
    #[oai(path = "/", method = "get", operation_id = "get_log_setting")]
    async fn get(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<LogSetting>> {
        Ok(Answer(LogSetting { filter: filter::current() }))
    }

    /// Cambia lo que se anota, hasta que el servidor arranque de nuevo.
    #[oai(path = "/", method = "put", operation_id = "update_log_setting")]
    async fn update(
        &self,
        who: Allow<{ role::GENERAL }>,
        asked: Body<LogChange>,
    ) -> Result<Answer<LogSetting>> {
        let after = LogSetting { filter: asked.0.filter.into_string() };
        let parsed = filter::parse(&after.filter)?;
        let (before, new) = (LogSetting { filter: filter::current() }, after.clone());
        // First the audit, then the log: no level without somebody who chose it.
        self.0.db.write(&who, move |_| Ok(change::set(&before, &new))).await?;
        filter::change(&after.filter, parsed)?;
        Ok(Answer(after))
    }
}
