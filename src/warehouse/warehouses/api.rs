//! HTTP of warehouses.

use super::model::{NewWarehouse, Warehouse, WarehousePage, WarehousePatch, WarehouseStats};
use super::{change, store};
use crate::kit::page::{PageNumber, PageSize};
use crate::kit::wire::Listing;
use crate::kit::{Allow, Answer, Blank, Body, Core, Created, Gone, Id, Paging, Result, role, tag};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Bodegas de materiales y la estructura de sus ubicaciones.
    Warehouses
}

/// The warehouses under `/api/warehouses`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/warehouses", tag = "Tag::Warehouses")]
impl Api {
    /// Lista las bodegas del centro por páginas, de la más reciente a la más antigua.
    #[oai(path = "/", method = "get", operation_id = "list_warehouses")]
    async fn list(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// En uso (true) o inactivas (false); todas si no se indica.
        is_active: Query<Blank<bool>>,
        /// Número de página, desde 1.
        page: Query<PageNumber>,
        /// Cuántas por página, hasta 1000; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<WarehousePage>> {
        let (scope, paging) = (who.materials(), Paging::sized(page.0, page_size.0));
        self.0.db.read(move |db| store::list(scope, is_active.0.0).paged::<Warehouse, _>(db, paging)).await
    }

    /// Una bodega.
    #[oai(path = "/:id", method = "get", operation_id = "get_warehouse")]
    async fn get(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// La bodega.
        id: Path<Id>,
    ) -> Result<Answer<Warehouse>> {
        let scope = who.materials();
        self.0.db.read(move |db| store::get_within(db, scope, id.0)).await.map(Answer)
    }

    /// Cuántas ubicaciones hay en cada estado, y qué parte tiene material.
    #[oai(path = "/:id/stats", method = "get", operation_id = "get_warehouse_stats")]
    async fn stats(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// La bodega.
        id: Path<Id>,
    ) -> Result<Answer<WarehouseStats>> {
        let scope = who.materials();
        let stats = self.0.db.read(move |db| {
            store::get_within(db, scope, id.0)?;
            store::stats(db, id.0)
        });
        stats.await.map(Answer)
    }

    /// Crea una bodega: su ambiente, con código para la puerta, y la estructura de sus ubicaciones.
    #[oai(path = "/", method = "post", operation_id = "create_warehouse")]
    async fn create(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewWarehouse>,
    ) -> Result<Created<Warehouse>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia una bodega. Las ubicaciones que ya existen conservan su código.
    #[oai(path = "/:id", method = "put", operation_id = "update_warehouse")]
    async fn update(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La bodega.
        id: Path<Id>,
        patch: Body<WarehousePatch>,
    ) -> Result<Answer<Warehouse>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Quita una bodega sin ubicaciones, equipos, préstamos ni personas vinculadas: queda como un ambiente más.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_warehouse")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La bodega.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(|()| Gone)
    }
}
