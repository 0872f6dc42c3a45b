//! HTTP of supervisors' reviews.

use super::DECIDERS;
use super::Tag;
use crate::campus::checks::model::{Check, CheckReview, CheckReviewDetail, NewCheckReview};
use crate::campus::checks::{change, reads, store};
use crate::kit::{Allow, Answer, Body, Core, Id, Limit, Paging, Result, Rows, Skip, role};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The reviews under `/api/supervisor-reviews`.
pub struct ReviewApi(pub Core);

#[OpenApi(prefix_path = "/api/supervisor-reviews", tag = "Tag::Checks")]
impl ReviewApi {
    /// Revisa una verificación: la aprueba, la rechaza con un motivo, o la deja sin decidir.
    #[oai(path = "/", method = "post", operation_id = "create_review")]
    async fn create(
        &self,
        who: Allow<{ DECIDERS }>,
        new: Body<NewCheckReview>,
    ) -> Result<Answer<CheckReview>> {
        self.0.db.write(&who, move |tx| change::review(tx, new.0)).await.map(Answer)
    }

    /// Las verificaciones que esperan al supervisor, de la más antigua a la más reciente.
    #[oai(path = "/pending", method = "get", operation_id = "list_pending_reviews")]
    async fn pending(
        &self,
        who: Allow<{ DECIDERS }>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Check>> {
        let (scope, paging) = (who.equipment(), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::pending(db, scope, paging)).await
    }

    /// La última revisión de una verificación.
    #[oai(path = "/:check_id", method = "get", operation_id = "get_review")]
    async fn get(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La verificación.
        check_id: Path<Id>,
    ) -> Result<Answer<CheckReviewDetail>> {
        let caller = who.clone();
        self.0.db.read(move |db| reads::last_review(db, &caller, check_id.0)).await.map(Answer)
    }
}
