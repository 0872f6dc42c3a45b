//! HTTP of descriptions.

use super::describer::Describer;
use super::model::{
    DescriptionState, DescriptionStatus, ItemDescription, ItemDescriptionChoice, NewItemDescription,
};
use super::{change, reads, store};
use crate::campus::inventory::model::Item;
use crate::kit::{
    Actor, Allow, Answer, Blank, Body, Core, Created, Id, Limit, Message, Paging, Result, Rows, Skip, clock,
    role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use std::sync::Arc;

tag! {
    /// Descripciones de equipos con IA.
    Descriptions
}

/// The descriptions under `/api/descriptions`.
pub struct Api {
    /// What every resource stands on.
    pub core: Core,
    /// Who asks the service.
    pub describer: Describer,
}

#[OpenApi(prefix_path = "/api/descriptions", tag = "Tag::Descriptions")]
impl Api {
    /// Las descripciones de los equipos que quien pregunta puede editar, de la más nueva a la más vieja.
    #[oai(path = "/", method = "get", operation_id = "list_item_descriptions")]
    async fn list(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Solo las de este equipo.
        item_id: Query<Blank<Id>>,
        /// Solo las que van en esto.
        state: Query<Blank<DescriptionState>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<ItemDescription>> {
        let (scope, item, state) = (who.keeping(), item_id.0.0, state.0.0);
        let paging = Paging::rows(limit.0, skip.0);
        self.core.db.read(move |db| store::list(scope, item, state).rows(db, paging)).await
    }

    /// En qué van las descripciones con IA: si se pueden pedir, y cuántas quedan este mes.
    #[oai(path = "/status", method = "get", operation_id = "get_descriptions_status")]
    async fn status(&self, who: Allow<{ role::KEEPERS }>) -> Result<Answer<DescriptionStatus>> {
        let (scope, now, trouble) = (who.keeping(), clock::now(), self.describer.trouble());
        self.core.db.read(move |db| reads::status(db, scope, now, trouble)).await.map(Answer)
    }

    /// Una descripción, de un equipo que quien pregunta puede editar.
    #[oai(path = "/:id", method = "get", operation_id = "get_item_description")]
    async fn get(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La descripción.
        id: Path<Id>,
    ) -> Result<Answer<ItemDescription>> {
        let scope = who.keeping();
        self.core.db.read(move |db| store::get_within(db, scope, id.0)).await.map(Answer)
    }

    /// Pide la descripción de una foto de un equipo. Queda en cola; lo que llegue es una propuesta, y nada del equipo cambia hasta que
    /// alguien la acepte.
    #[oai(path = "/", method = "post", operation_id = "ask_item_description")]
    async fn ask(
        &self,
        who: Allow<{ role::KEEPERS }>,
        new: Body<NewItemDescription>,
    ) -> Result<Created<ItemDescription>> {
        let asked = self.core.db.write(&who, move |tx| change::ask(tx, &new.0)).await?;
        self.describer.wake();
        Ok(Created(asked))
    }

    /// Intenta de nuevo una descripción que falló.
    #[oai(path = "/:id/retry", method = "post", operation_id = "retry_item_description")]
    async fn retry(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La descripción.
        id: Path<Id>,
    ) -> Result<Answer<ItemDescription>> {
        let waiting = self.core.db.write(&who, move |tx| change::retry(tx, id.0)).await?;
        self.describer.wake();
        Ok(Answer(waiting))
    }

    /// Acepta una propuesta, entera o en parte y como quede después de corregirla: lo que se envía se guarda en el equipo, que se responde.
    #[oai(path = "/:id/accept", method = "post", operation_id = "accept_item_description")]
    async fn accept(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La descripción.
        id: Path<Id>,
        choice: Body<ItemDescriptionChoice>,
    ) -> Result<Answer<Item>> {
        self.core.db.write(&who, move |tx| change::accept(tx, id.0, choice.0)).await.map(Answer)
    }

    /// Descarta una propuesta, o una descripción que espera o que falló: nada del equipo cambia.
    #[oai(path = "/:id/decline", method = "post", operation_id = "decline_item_description")]
    async fn decline(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La descripción.
        id: Path<Id>,
    ) -> Result<Answer<ItemDescription>> {
        self.core.db.write(&who, move |tx| change::decline(tx, id.0)).await.map(Answer)
    }

    /// Le pregunta ya al servicio por un dibujo del propio programa, con la configuración guardada. Cuenta como una solicitud del mes,
    /// salvo si al servicio no se le pudo preguntar.
    #[oai(path = "/test", method = "post", operation_id = "test_descriptions")]
    async fn test(&self, who: Allow<{ role::GENERAL }>) -> Result<Answer<Message>> {
        let (describer, origin) = (self.describer.clone(), Arc::clone(who.origin()));
        // It goes on when nobody waits any more: that it was asked is counted.
        tokio::spawn(async move { describer.test(&origin).await }).await?.map(Answer)
    }
}
