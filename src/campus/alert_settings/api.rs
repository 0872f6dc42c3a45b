//! HTTP of alert settings.

use super::model::{AlertSetting, AlertSettingPatch, NewAlertSetting};
use super::{change, store};
use crate::kit::db::kind;
use crate::kit::{Allow, Answer, Body, Core, Created, Id, Removal, Result, Rows, role, tag};
use poem_openapi::OpenApi;
use poem_openapi::param::Path;

tag! {
    /// Lo que cada quien quiere saber de las alertas.
    AlertSettings
}

/// The alert settings under `/api/alert-settings`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/alert-settings", tag = "Tag::AlertSettings")]
impl Api {
    /// Lo que quien pregunta quiere saber de las alertas. De las clases que no están se le avisa cuando son graves.
    #[oai(path = "/user", method = "get", operation_id = "list_own_alert_settings")]
    async fn own(&self, who: Allow<{ role::ANYONE }>) -> Result<Rows<AlertSetting>> {
        let id = who.id;
        self.0.db.read(move |db| store::own(db, id)).await
    }

    /// Guarda lo que quien pregunta quiere saber de una clase de alertas; si ya había dicho algo de ella, lo cambia.
    #[oai(path = "/", method = "post", operation_id = "set_alert_setting")]
    async fn set(
        &self,
        who: Allow<{ role::ANYONE }>,
        new: Body<NewAlertSetting>,
    ) -> Result<Created<AlertSetting>> {
        kind::check(&new.0.alert_type, &self.0.alert_kinds, "El campo «alert_type»")?;
        self.0.db.write(&who, move |tx| change::set(tx, new.0)).await.map(Created)
    }

    /// Cambia una configuración propia.
    #[oai(path = "/:id", method = "put", operation_id = "update_alert_setting")]
    async fn update(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// La configuración.
        id: Path<Id>,
        patch: Body<AlertSettingPatch>,
    ) -> Result<Answer<AlertSetting>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina una configuración propia: de esa clase se avisa otra vez de lo grave.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_alert_setting")]
    async fn delete(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// La configuración.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::delete(tx, id.0)).await.map(Answer)
    }
}
