//! HTTP of the settings.

use super::change;
use super::sections::{Settings, SettingsPatch};
use crate::appliance::Tag;
use crate::appliance::mail::Postman;
use crate::campus::descriptions::Describer;
use crate::kit::{Allow, Answer, Body, Core, Result, role};
use poem_openapi::OpenApi;

/// The settings under `/api/settings`.
pub struct Api {
    /// What every resource stands on.
    pub core: Core,
    /// Who sends letters by these settings.
    pub postman: Postman,
    /// Who asks for descriptions by these settings.
    pub describer: Describer,
}

#[OpenApi(prefix_path = "/api/settings", tag = "Tag::Server")]
impl Api {
    /// Toda la configuración. De una contraseña solo dice si la hay.
    #[oai(path = "/", method = "get", operation_id = "get_settings")]
    async fn get(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<Settings>> {
        self.core.db.read(Settings::shown).await.map(Answer)
    }

    /// Cambia la configuración, una o varias secciones a la vez: todas o ninguna.
    #[oai(path = "/", method = "put", operation_id = "update_settings")]
    async fn update(
        &self,
        who: Allow<{ role::GENERAL }>,
        patch: Body<SettingsPatch>,
    ) -> Result<Answer<Settings>> {
        let (is_of_mail, is_of_descriptions) = (patch.0.mail.0.is_some(), patch.0.descriptions.0.is_some());
        let settings = self.core.db.write(&who, move |tx| change::edit(tx, patch.0)).await?;
        if is_of_mail {
            self.postman.try_now();
        }
        if is_of_descriptions {
            self.describer.try_now();
        }
        Ok(Answer(settings))
    }
}
