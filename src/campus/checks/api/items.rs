//! HTTP of what the app counts item by item.

use super::Tag;
use crate::campus::checks::change;
use crate::campus::checks::model::{CheckItemReport, CheckItemReported};
use crate::kit::idempotency::{Attempt, Key};
use crate::kit::{Allow, Body, Core, Reply, Result, role};
use poem_openapi::OpenApi;
use poem_openapi::param::Header;

/// The lines of checks under `/api/inventory-check-items`.
pub struct ItemApi(pub Core);

#[OpenApi(prefix_path = "/api/inventory-check-items", tag = "Tag::Checks")]
impl ItemApi {
    /// Anota lo que se contó de un equipo. Solo queda escrito en la verificación; el equipo no cambia.
    #[oai(path = "/", method = "post", operation_id = "create_check_item")]
    async fn create(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        report: Body<CheckItemReport>,
    ) -> Result<Reply<CheckItemReported, 201>> {
        let attempt = Attempt::new(&who, key.0, &report.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::note(tx, report.0))).await
    }
}
