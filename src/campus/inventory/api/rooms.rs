//! HTTP of the equipment of a room, under the room's own address.

use crate::campus::environments::api::Tag;
use crate::campus::environments::{self, rules};
use crate::campus::inventory::model::{Item, ItemQuery};
use crate::campus::inventory::store;
use crate::kit::{Allow, Core, Id, Limit, Paging, Result, Rows, Skip, role};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The equipment of a room, under `/api/environments`.
pub struct RoomItemsApi(pub Core);

#[OpenApi(prefix_path = "/api/environments", tag = "Tag::Environments")]
impl RoomItemsApi {
    /// Los equipos de un ambiente, por nombre.
    #[oai(path = "/:id/inventory", method = "get", operation_id = "list_environment_items")]
    async fn items(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El ambiente.
        id: Path<Id>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Item>> {
        let (caller, paging) = (who.clone(), Paging::rows(limit.0, skip.0));
        self.0
            .db
            .read(move |db| {
                rules::visible(&caller, environments::store::get(db, id.0)?)?;
                let query = ItemQuery { environment_id: Some(id.0), ..ItemQuery::default() };
                store::list(db, caller.equipment(), query, paging)
            })
            .await
    }
}
