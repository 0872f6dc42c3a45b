//! HTTP of what was found beside the lists.

use crate::app::Tag;
use crate::audit::Event;
use crate::caller::{Allow, Caller, role};
use crate::checks::model::{Finding, FindingKind, FindingPatch, FindingQuery, FindingStatus, Outcome};
use crate::checks::store;
use crate::db::{Change, Db, Tx};
use crate::error::{Code, Result};
use crate::inventory::{self, api::change::relocate};
use crate::page::{Limit, Paging, Skip};
use crate::wire::{Answer, Blank, Body, Id, LocalTime, Rows};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The findings under `/api/inventory-check-findings`.
pub struct FindingApi {
    /// The database.
    pub db: Db,
}

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
    ) -> Result<Rows<Finding>> {
        let query = FindingQuery { environment_id: environment_id.0.0, kind: kind.0.0, status: status.0.0 };
        let (scope, paging) = (who.keeping(), Paging::rows(limit.0, skip.0));
        self.db.read(move |db| store::findings(db, scope, &query, paging)).await
    }

    /// Resuelve un hallazgo. moved pasa el equipo al ambiente donde se encontró.
    #[oai(path = "/:id", method = "put", operation_id = "resolve_finding")]
    async fn resolve(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// El hallazgo.
        id: Path<Id>,
        patch: Body<FindingPatch>,
    ) -> Result<Answer<Finding>> {
        let caller = who.clone();
        self.db.write(&who, move |tx| resolve(tx, &caller, id.0, patch.0)).await.map(Answer)
    }
}

fn resolve(tx: &Tx<'_>, who: &Caller, id: Id, patch: FindingPatch) -> Result<Change<Finding>> {
    let before = store::finding(tx, who.keeping(), id)?;
    if before.status != FindingStatus::Open {
        return Err(Code::FindingClosed.into());
    }
    let status = match patch.status {
        Outcome::Moved => FindingStatus::Moved,
        Outcome::Registered => FindingStatus::Registered,
        Outcome::Noted => FindingStatus::Noted,
        Outcome::Dismissed => FindingStatus::Dismissed,
    };
    let moved = if status == FindingStatus::Moved {
        let item = before.item_id.ok_or(Code::FindingNoItem)?;
        // Both rooms have to be in the caller's care, and the new one in use.
        inventory::store::get_within(tx, who.keeping(), item)?;
        if !inventory::store::room_within(tx, who.keeping(), before.environment_id)? {
            return Err(Code::EnvironmentUnknown.into());
        }
        Some(relocate(tx, item, before.environment_id)?)
    } else {
        None
    };
    let finding = Finding {
        status,
        resolved_by: Some(who.id),
        resolution_notes: patch.notes.0.map(String::from),
        resolved_at: Some(LocalTime(tx.now)),
        ..before.clone()
    };
    store::save_finding(tx, &finding)?;
    let finding = store::finding(tx, who.keeping(), id)?;
    let event = Event::update("inventory_check_finding", id)
        .describe(format!("Hallazgo resuelto: {}", finding.item_name.as_ref().unwrap_or(&finding.code)))
        .before(&before)
        .after(&finding);
    let change = Change::new(finding, event);
    Ok(match moved {
        Some(moved) => change.and(moved),
        None => change,
    })
}
