//! HTTP of suspensions.

use super::model::{NewSuspension, Suspension, SuspensionPatch, SuspensionReach};
use super::{change, store};
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Day, Id, Limit, Paging, Result, Rows, Skip, clock, role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Personas que no pueden pedir prestado hasta un día.
    Suspensions
}

/// The suspensions under `/api/loan-suspensions`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/loan-suspensions", tag = "Tag::Suspensions")]
impl Api {
    /// Las suspensiones, de la más reciente a la más antigua: las propias, o las de las personas del centro.
    #[oai(path = "/", method = "get", operation_id = "list_suspensions")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo las de esta persona.
        user_id: Query<Blank<Id>>,
        /// Solo las que valen hoy (true) o las que ya no (false).
        is_current: Query<Blank<bool>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Suspension>> {
        let (reach, today) = (SuspensionReach::of(&who), Day(clock::today()));
        let paging = Paging::rows(limit.0, skip.0);
        let (person, is_current) = (user_id.0.0, is_current.0.0);
        self.0.db.read(move |db| store::list(reach, person, is_current, today).rows(db, paging)).await
    }

    /// Suspende a una persona hasta un día; se le avisa.
    #[oai(path = "/", method = "post", operation_id = "create_suspension")]
    async fn create(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewSuspension>,
    ) -> Result<Created<Suspension>> {
        self.0.db.write(&who, move |tx| change::suspend(tx, &new.0)).await.map(Created)
    }

    /// Cambia hasta cuándo o por qué; se le avisa.
    #[oai(path = "/:id", method = "put", operation_id = "update_suspension")]
    async fn update(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La suspensión.
        id: Path<Id>,
        patch: Body<SuspensionPatch>,
    ) -> Result<Answer<Suspension>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Levanta una suspensión antes de tiempo; se le avisa.
    #[oai(path = "/:id/lift", method = "post", operation_id = "lift_suspension")]
    async fn lift(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La suspensión.
        id: Path<Id>,
    ) -> Result<Answer<Suspension>> {
        self.0.db.write(&who, move |tx| change::lift(tx, id.0)).await.map(Answer)
    }
}
