//! HTTP of what follows a check: what was found beside the lists, and supervisors' reviews.

use super::{DECIDERS, Tag};
use crate::campus::checks::model::{
    Check, CheckFinding, CheckFindingPatch, CheckReview, CheckReviewDetail, FindingKind, FindingQuery,
    FindingStatus, NewCheckReview,
};
use crate::campus::checks::{change, reads, store};
use crate::kit::{Allow, Answer, Blank, Body, Core, Id, Limit, Paging, Result, Rows, Skip, role};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The findings under `/api/inventory-check-findings`.
pub struct FindingApi(pub Core);

#[OpenApi(prefix_path = "/api/inventory-check-findings", tag = "Tag::Checks")]
impl FindingApi {
    /// Lista lo que se encontró fuera de las listas, de lo más reciente a lo más antiguo.
    #[oai(path = "/", method = "get", operation_id = "list_findings")]
    async fn list(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Solo lo de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Solo esta clase de hallazgo.
        kind: Query<Blank<FindingKind>>,
        /// Solo los que están así.
        status: Query<Blank<FindingStatus>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<CheckFinding>> {
        let query = FindingQuery { environment_id: environment_id.0.0, kind: kind.0.0, status: status.0.0 };
        let (scope, paging) = (who.keeping(), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::findings(scope, &query).rows(db, paging)).await
    }

    /// Resuelve un hallazgo. moved pasa el equipo al ambiente donde se encontró.
    #[oai(path = "/:id", method = "put", operation_id = "resolve_finding")]
    async fn resolve(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El hallazgo.
        id: Path<Id>,
        patch: Body<CheckFindingPatch>,
    ) -> Result<Answer<CheckFinding>> {
        self.0.db.write(&who, move |tx| change::resolve(tx, id.0, &patch.0)).await.map(Answer)
    }
}

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
        self.0.db.read(move |db| reads::last_review(db, &who, check_id.0)).await.map(Answer)
    }
}
