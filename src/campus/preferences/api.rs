//! HTTP of preferences. Everybody's own and nobody else's.

use super::change;
use super::model::{UserSettings, UserSettingsPatch};
use crate::kit::{Allow, Answer, Body, Core, Result, role, tag};
use poem_openapi::OpenApi;
use std::sync::Arc;

tag! {
    /// Preferencias de cada persona.
    Preferences
}

/// A person's preferences under `/api/users/me/settings`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/users/me/settings", tag = "Tag::Preferences")]
impl Api {
    /// Las preferencias propias: idioma, aspecto y qué avisos llegan.
    #[oai(path = "/", method = "get", operation_id = "get_own_settings")]
    async fn get(&self, who: Allow<{ role::ANYONE }>) -> Result<Answer<UserSettings>> {
        let (id, kinds) = (who.id, Arc::clone(&self.0.kinds));
        self.0.db.read(move |db| change::read(db, id, &kinds)).await.map(Answer)
    }

    /// Cambia las preferencias propias.
    #[oai(path = "/", method = "put", operation_id = "update_own_settings")]
    async fn update(
        &self,
        who: Allow<{ role::ANYONE }>,
        patch: Body<UserSettingsPatch>,
    ) -> Result<Answer<UserSettings>> {
        let kinds = Arc::clone(&self.0.kinds);
        self.0.db.write(&who, move |tx| change::edit(tx, patch.0, &kinds)).await.map(Answer)
    }
}
