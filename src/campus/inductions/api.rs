//! HTTP of inductions.

use super::change;
use super::model::{InductedPerson, Induction, InductionPatch, NewInductedPerson, NewInduction};
use super::store::{self, Asker};
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Day, Gone, Id, Limit, Paging, Result, Rows, Skip, clock, role,
    tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Inducciones que exigen algunos equipos, y quién las recibió.
    Inductions
}

/// The inductions under `/api/inductions`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/inductions", tag = "Tag::Inductions")]
impl Api {
    /// Las inducciones que se exigen para prestar en el centro o en todos, por nombre.
    #[oai(path = "/", method = "get", operation_id = "list_inductions")]
    async fn list(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// Solo las que exige este equipo.
        item_id: Query<Blank<Id>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Induction>> {
        let asker = Asker::new(&who, Day(clock::today()));
        let paging = Paging::rows(limit.0, skip.0);
        self.0.db.read(move |db| store::list(item_id.0.0, asker).rows(db, paging)).await
    }

    /// Exige una inducción para un equipo o, en el propio centro, para una clase de equipos; el administrador general, en todos.
    #[oai(path = "/", method = "post", operation_id = "create_induction")]
    async fn create(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewInduction>,
    ) -> Result<Created<Induction>> {
        self.0.db.write(&who, move |tx| change::add(tx, &new.0)).await.map(Created)
    }

    /// Cambia el nombre de una inducción.
    #[oai(path = "/:id", method = "put", operation_id = "update_induction")]
    async fn update(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La inducción.
        id: Path<Id>,
        patch: Body<InductionPatch>,
    ) -> Result<Answer<Induction>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, &patch.0)).await.map(Answer)
    }

    /// Deja de exigir una inducción; se olvida quién la recibió.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_induction")]
    async fn delete(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La inducción.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(|()| Gone)
    }

    /// Quién del centro recibió una inducción, por nombre.
    #[oai(path = "/:id/people", method = "get", operation_id = "list_inducted_people")]
    async fn people(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La inducción.
        id: Path<Id>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<InductedPerson>> {
        let asker = Asker::new(&who, Day(clock::today()));
        let paging = Paging::rows(limit.0, skip.0);
        let read = self.0.db.read(move |db| {
            store::get(db, id.0, asker)?;
            store::people(db, id.0, asker, paging)
        });
        read.await
    }

    /// Anota que una persona recibió una inducción. La propia la anota otro administrador.
    #[oai(path = "/:id/people", method = "post", operation_id = "note_inducted_person")]
    async fn note(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La inducción.
        id: Path<Id>,
        new: Body<NewInductedPerson>,
    ) -> Result<Created<InductedPerson>> {
        self.0.db.write(&who, move |tx| change::note(tx, id.0, &new.0)).await.map(Created)
    }

    /// Retira lo anotado: la persona ya no tiene la inducción.
    #[oai(path = "/:id/people/:user_id", method = "delete", operation_id = "forget_inducted_person")]
    async fn forget(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La inducción.
        id: Path<Id>,
        /// La persona.
        user_id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::forget(tx, id.0, user_id.0)).await.map(|()| Gone)
    }
}
