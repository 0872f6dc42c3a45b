//! HTTP of notifications. Everybody reads, marks and deletes their own and nobody else's.

mod stream;

use self::stream::Events;
use super::model::{
    Kinds, NewNotification, Notification, NotificationPatch, NotificationsRead, UnreadNotifications,
};
use super::{change, store};
use crate::kit::db::kind;
use crate::kit::wire::File;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Id, Limit, LocalTime, Paging, Removal, Result, Rows, Skip,
    clock, role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};

tag! {
    /// Avisos a las personas.
    Notifications
}

/// The notifications under `/api/notifications`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/notifications", tag = "Tag::Notifications")]
impl Api {
    /// Lista los avisos propios, del más reciente al más antiguo.
    #[oai(path = "/", method = "get", operation_id = "list_notifications")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo los que tratan de esto; varias palabras se separan con comas.
        #[oai(name = "type")]
        kinds: Query<Blank<Kinds>>,
        /// Leídos (true) o por leer (false).
        is_read: Query<Blank<bool>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Notification>> {
        for sent in kinds.0.value().into_iter().flat_map(|kinds| &kinds.0) {
            kind::check(sent, &self.0.kinds, "El parámetro «type»")?;
        }
        let (id, paging, now) = (who.id, Paging::rows(limit.0, skip.0), LocalTime(clock::now()));
        self.0.db.read(move |db| store::list(db, id, kinds.0.0, is_read.0.0, now, paging)).await
    }

    /// Cuántos avisos propios hay por leer.
    #[oai(path = "/unread-count", method = "get", operation_id = "count_unread_notifications")]
    async fn unread(&self, who: Allow<{ role::ANYONE }>) -> Result<Answer<UnreadNotifications>> {
        let (id, now) = (who.id, LocalTime(clock::now()));
        let unread = self.0.db.read(move |db| store::unread(db, id, now)).await?;
        Ok(Answer(UnreadNotifications { unread }))
    }

    /// Los avisos propios según llegan, como eventos (text/event-stream).
    ///
    /// `unread` al empezar y cuando cambia la cuenta, `notification` por cada aviso nuevo. Termina sola después de unos
    /// minutos; el cliente la abre otra vez.
    #[oai(path = "/stream", method = "get", operation_id = "stream_notifications")]
    async fn stream(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El último aviso que ya se recibió: llegan también los que siguieron, hasta cien.
        #[oai(name = "Last-Event-ID")]
        last: Header<Blank<Id>>,
    ) -> Result<File<Events>> {
        Events::open(&self.0.db, &who, last.0.0)
    }

    /// Marca como leídos todos los avisos propios.
    #[oai(path = "/read-all", method = "put", operation_id = "read_all_notifications")]
    async fn read_all(&self, who: Allow<{ role::ANYONE }>) -> Result<Answer<NotificationsRead>> {
        self.0.db.write(&who, change::read_all).await.map(Answer)
    }

    /// Un aviso propio.
    #[oai(path = "/:id", method = "get", operation_id = "get_notification")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El aviso.
        id: Path<Id>,
    ) -> Result<Answer<Notification>> {
        let own = who.id;
        self.0.db.read(move |db| store::get_own(db, own, id.0)).await.map(Answer)
    }

    /// Marca un aviso propio como leído, o como por leer.
    #[oai(path = "/:id", method = "put", operation_id = "update_notification")]
    async fn update(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El aviso.
        id: Path<Id>,
        patch: Body<NotificationPatch>,
    ) -> Result<Answer<Notification>> {
        self.0.db.write(&who, move |tx| change::mark(tx, id.0, patch.0.is_read)).await.map(Answer)
    }

    /// Elimina un aviso propio.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_notification")]
    async fn delete(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El aviso.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::delete(tx, id.0)).await.map(Answer)
    }

    /// Envía un aviso a sí mismo; a otra persona, solo supervisores y administradores.
    #[oai(path = "/", method = "post", operation_id = "create_notification")]
    async fn create(
        &self,
        who: Allow<{ role::ANYONE }>,
        new: Body<NewNotification>,
    ) -> Result<Created<Notification>> {
        kind::check(&new.0.kind, &self.0.kinds, "El campo «type»")?;
        self.0.db.write(&who, move |tx| change::send(tx, new.0)).await.map(Created)
    }
}
