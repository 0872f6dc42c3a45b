//! HTTP of what was found beside the lists.

use super::Tag;
use crate::campus::checks::model::{
    CheckFinding, CheckFindingPatch, FindingKind, FindingQuery, FindingStatus,
};
use crate::campus::checks::{change, store};
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
        self.0.db.read(move |db| store::findings(db, scope, &query, paging)).await
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
        self.0.db.write(&who, move |tx| change::resolve(tx, id.0, patch.0)).await.map(Answer)
    }
}
