//! HTTP of products.

use super::model::{NewProduct, Product, ProductPage, ProductPatch, ProductQuery, StockHistory};
use super::{change, store};
use crate::kit::page::{PageNumber, PageSize};
use crate::kit::wire::Listing;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Day, Gone, Id, Line, Number, Paging, Result, clock, role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Productos: los materiales de formación.
    Products
}

/// Of how many days the history is, when nobody says.
const DAYS: i64 = 90;

/// The products under `/api/products`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/products", tag = "Tag::Products")]
impl Api {
    /// Lista los productos del centro por páginas, del más reciente al más antiguo.
    #[oai(path = "/", method = "get", operation_id = "list_products")]
    async fn list(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// En uso (true) o inactivos (false); todos si no se indica.
        is_active: Query<Blank<bool>>,
        /// Solo de esta categoría.
        category: Query<Blank<Line<1, 100>>>,
        /// Palabras en nombre, SKU o categoría.
        search: Query<Blank<Line<0, 100>>>,
        /// Solo los que están por debajo de su mínimo (true), o los demás (false).
        is_low: Query<Blank<bool>>,
        /// Número de página, desde 1.
        page: Query<PageNumber>,
        /// Cuántos por página, hasta 1000; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<ProductPage>> {
        let query = ProductQuery {
            is_active: is_active.0.0,
            category: category.0.0.map(String::from),
            search: search.0.0.map(String::from),
            is_low: is_low.0.0,
        };
        let (scope, paging) = (who.materials(), Paging::sized(page.0, page_size.0));
        self.0.db.read(move |db| store::list(scope, query).paged::<Product, _>(db, paging)).await
    }

    /// Cuánto hubo de un producto al terminar cada uno de los últimos días, hasta hoy.
    #[oai(path = "/:id/stock-history", method = "get", operation_id = "get_product_history")]
    async fn history(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// El producto.
        id: Path<Id>,
        /// De cuántos días; 90 si no se indica.
        days: Query<Blank<Number<1, 366>>>,
        /// Solo en esta bodega.
        warehouse_id: Query<Blank<Id>>,
    ) -> Result<Answer<StockHistory>> {
        let (scope, today) = (who.materials(), Day(clock::today()));
        let days = days.0.0.map_or(DAYS, Number::get);
        let warehouse = warehouse_id.0.0;
        let history = self.0.db.read(move |db| {
            let product = store::get_within(db, scope, id.0)?;
            let days = store::history(db, product.id, warehouse, (today, days))?;
            Ok(StockHistory {
                product_id: product.id,
                unit: product.default_unit,
                warehouse_id: warehouse,
                days,
            })
        });
        history.await.map(Answer)
    }

    /// Un producto.
    #[oai(path = "/:id", method = "get", operation_id = "get_product")]
    async fn get(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// El producto.
        id: Path<Id>,
    ) -> Result<Answer<Product>> {
        let scope = who.materials();
        self.0.db.read(move |db| store::get_within(db, scope, id.0)).await.map(Answer)
    }

    /// Crea un producto.
    #[oai(path = "/", method = "post", operation_id = "create_product")]
    async fn create(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewProduct>,
    ) -> Result<Created<Product>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia un producto.
    #[oai(path = "/:id", method = "put", operation_id = "update_product")]
    async fn update(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El producto.
        id: Path<Id>,
        patch: Body<ProductPatch>,
    ) -> Result<Answer<Product>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina un producto del que no hay ni hubo existencias; otro se deja inactivo.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_product")]
    async fn delete(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El producto.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(|()| Gone)
    }
}
