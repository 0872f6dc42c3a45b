//! HTTP of the first page of the materials.

use super::model::StockDashboard;
use super::reads;
use super::store::Asked;
use crate::kit::{Allow, Answer, Blank, Core, Id, Result, clock, role, tag};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;

tag! {
    /// Tablero de materiales.
    StockDashboard
}

/// The figures under `/api/stock/dashboard`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/stock", tag = "Tag::StockDashboard")]
impl Api {
    /// Cómo están los materiales: cuánto hay y cuánto vale, qué vence, qué escasea, qué se movió y qué está en curso.
    #[oai(path = "/dashboard", method = "get", operation_id = "stock_dashboard")]
    async fn dashboard(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo de esta bodega. Lo que escasea es siempre de todo su centro, como los mínimos.
        warehouse_id: Query<Blank<Id>>,
    ) -> Result<Answer<StockDashboard>> {
        let asked = Asked { scope: who.materials(), warehouse_id: warehouse_id.0.0 };
        let now = clock::now();
        self.0.db.read(move |db| reads::dashboard(db, asked, now)).await.map(Answer)
    }
}
