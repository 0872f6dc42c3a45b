//! HTTP of movements.

use super::model::{Movement, MovementPage, MovementQuery, MovementType};
use super::store;
use crate::kit::page::{PageNumber, PageSize, period};
use crate::kit::wire::Listing;
use crate::kit::{Allow, Answer, Blank, Core, Day, Id, Line, Paging, Result, role, tag};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Movimientos de materiales: entradas, salidas, ajustes, traslados y bajas.
    Movements
}

/// The movements under `/api/movements`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/movements", tag = "Tag::Movements")]
impl Api {
    /// Los movimientos de las bodegas del centro, del más reciente al más antiguo.
    #[oai(path = "/", method = "get", operation_id = "list_movements")]
    async fn list(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo de este producto.
        product_id: Query<Blank<Id>>,
        /// Solo de este lote.
        lot_id: Query<Blank<Id>>,
        /// Solo de esta ubicación.
        bin_id: Query<Blank<Id>>,
        /// Solo de esta bodega.
        warehouse_id: Query<Blank<Id>>,
        /// Solo de esta clase.
        movement_type: Query<Blank<MovementType>>,
        /// Solo los que hizo esta persona.
        created_by: Query<Blank<Id>>,
        /// Desde este día.
        start_date: Query<Blank<Day>>,
        /// Hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Palabras en el lote, el producto, su código o la ubicación, o en el número del documento.
        search: Query<Blank<Line<0, 100>>>,
        /// Número de la página, desde 1.
        page: Query<PageNumber>,
        /// Cuántos por página; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<MovementPage>> {
        let (from, to) = period(start_date.0, end_date.0)?;
        let query = MovementQuery {
            product_id: product_id.0.0,
            lot_id: lot_id.0.0,
            bin_id: bin_id.0.0,
            warehouse_id: warehouse_id.0.0,
            movement_type: movement_type.0.0,
            created_by: created_by.0.0,
            from,
            to,
            search: search.0.0.map(String::from),
        };
        let (scope, paging) = (who.materials(), Paging::sized(page.0, page_size.0));
        self.0.db.read(move |db| store::page(db, scope, query, paging)).await
    }

    /// Un movimiento.
    #[oai(path = "/:id", method = "get", operation_id = "get_movement")]
    async fn get(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// El movimiento.
        id: Path<Id>,
    ) -> Result<Answer<Movement>> {
        let scope = who.materials();
        self.0.db.read(move |db| store::get_within(db, scope, id.0)).await.map(Answer)
    }
}
