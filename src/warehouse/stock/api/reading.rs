//! What is asked of stock.

use super::Tag;
use crate::kit::page::{PageNumber, PageSize};
use crate::kit::wire::Listing;
use crate::kit::{
    Allow, Amount, Answer, Blank, Core, Day, Id, Limit, Line, Number, Paging, Result, Role, Rows, Scope,
    Skip, clock, role,
};
use crate::warehouse::stock::model::{
    ExpiredLots, ExpiryWarnings, FefoRecommendation, LevelQuery, Lot, LotDetail, LotOrder, LotPage, LotQuery,
    LotState, StockLevel,
};
use crate::warehouse::stock::{reads, store};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// How many days ahead is looked for what expires, when nobody says.
const DAYS_AHEAD: i64 = 30;

/// The reads under `/api/stock`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/stock", tag = "Tag::Stock")]
impl Api {
    /// Los lotes de las bodegas del centro.
    ///
    /// Sin `in_stock` ni `state` vienen los que no se han agotado.
    #[oai(path = "/lots", method = "get", operation_id = "list_lots")]
    async fn lots(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo de este producto.
        product_id: Query<Blank<Id>>,
        /// Solo de esta ubicación.
        bin_id: Query<Blank<Id>>,
        /// Solo de esta bodega.
        warehouse_id: Query<Blank<Id>>,
        /// Solo de este proveedor.
        supplier_id: Query<Blank<Id>>,
        /// Solo los que están así hoy.
        state: Query<Blank<LotState>>,
        /// Solo los que vencen este día o después.
        use_by_from: Query<Blank<Day>>,
        /// Solo los que vencen este día o antes, vencidos incluidos.
        use_by_to: Query<Blank<Day>>,
        /// Los que tienen existencias (true) o los agotados (false).
        in_stock: Query<Blank<bool>>,
        /// Palabras en el número del lote, la ubicación, el producto o su código.
        search: Query<Blank<Line<0, 100>>>,
        /// En qué orden; si no se indica, lo que vence primero.
        order: Query<Blank<LotOrder>>,
        /// Número de la página, desde 1.
        page: Query<PageNumber>,
        /// Cuántos por página; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<LotPage>> {
        let query = LotQuery {
            product_id: product_id.0.0,
            bin_id: bin_id.0.0,
            warehouse_id: warehouse_id.0.0,
            supplier_id: supplier_id.0.0,
            state: state.0.0,
            use_by_from: use_by_from.0.0,
            use_by_to: use_by_to.0.0,
            in_stock: in_stock.0.0,
            search: search.0.0.map(String::from),
            order: order.0.0,
        };
        let (scope, today) = (who.materials(), Day(clock::today()));
        let paging = Paging::sized(page.0, page_size.0);
        self.0.db.read(move |db| store::list(scope, query, today).paged::<Lot, _>(db, paging)).await
    }

    /// Un lote, con lo que hay que saber antes de sacarlo.
    #[oai(path = "/lots/:id", method = "get", operation_id = "get_lot")]
    async fn lot(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// El lote.
        id: Path<Id>,
    ) -> Result<Answer<LotDetail>> {
        let (scope, today) = (who.materials(), Day(clock::today()));
        // An instructor's business are their own reservations.
        let maker = (who.role == Role::Instructor).then_some(who.id);
        self.0.db.read(move |db| reads::detail(db, scope, maker, id.0, today)).await.map(Answer)
    }

    /// Cuánto hay de cada producto, por nombre.
    #[oai(path = "/levels", method = "get", operation_id = "stock_levels")]
    async fn levels(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo en esta bodega.
        warehouse_id: Query<Blank<Id>>,
        /// Solo de este producto.
        product_id: Query<Blank<Id>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<StockLevel>> {
        let query = LevelQuery { warehouse_id: warehouse_id.0.0, product_id: product_id.0.0 };
        self.level_rows(&who, query, Paging::rows(limit.0, skip.0)).await
    }

    /// El resumen de existencias del centro o de una bodega.
    #[oai(path = "/summary", method = "get", operation_id = "stock_summary")]
    async fn summary(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo en esta bodega.
        warehouse_id: Query<Blank<Id>>,
    ) -> Result<Rows<StockLevel>> {
        let query = LevelQuery { warehouse_id: warehouse_id.0.0, product_id: None };
        self.level_rows(&who, query, Paging::ALL).await
    }

    /// Dónde está un producto.
    #[oai(path = "/locations", method = "get", operation_id = "stock_locations")]
    async fn locations(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// El producto.
        product_id: Query<Id>,
    ) -> Result<Rows<StockLevel>> {
        let query = LevelQuery { warehouse_id: None, product_id: Some(product_id.0) };
        self.level_rows(&who, query, Paging::ALL).await
    }

    /// De qué lotes tomar una cantidad, y cuáles se pasan por alto y por qué: primero en vencer, primero en salir.
    #[oai(path = "/fefo-recommendation", method = "get", operation_id = "recommend_lots")]
    async fn recommend(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// El producto.
        product_id: Query<Id>,
        /// Cuánto se necesita.
        quantity: Query<Amount<1>>,
        /// Solo en esta bodega.
        warehouse_id: Query<Blank<Id>>,
    ) -> Result<Answer<FefoRecommendation>> {
        let scope = who.materials();
        let center = match scope {
            Scope::Everything => None,
            Scope::Center(center) => Some(center),
            // Who is of no centre knows no product: of none that there is.
            _ => Some(Id::from_bits(0)),
        };
        let (reach, today) = ((scope, center), Day(clock::today()));
        let wanted = (product_id.0, quantity.0.get());
        self.0
            .db
            .read(move |db| reads::recommendation(db, reach, wanted, warehouse_id.0.0, today))
            .await
            .map(Answer)
    }

    /// Lo que vence pronto: hoy, y hasta dentro de tantos días.
    #[oai(path = "/expiry-warnings", method = "get", operation_id = "list_expiry_warnings")]
    async fn warnings(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Hasta dentro de cuántos días; 30 si no se indica.
        days_threshold: Query<Blank<Number<1, 365>>>,
        /// Solo en esta bodega.
        warehouse_id: Query<Blank<Id>>,
    ) -> Result<Answer<ExpiryWarnings>> {
        let (scope, today) = (who.materials(), Day(clock::today()));
        let days = days_threshold.0.0.map_or(DAYS_AHEAD, Number::get);
        self.0
            .db
            .read(move |db| reads::expiry_warnings(db, scope, warehouse_id.0.0, days, today))
            .await
            .map(Answer)
    }

    /// Lo que está vencido y sigue en su ubicación.
    #[oai(path = "/expired", method = "get", operation_id = "list_expired_lots")]
    async fn expired(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo en esta bodega.
        warehouse_id: Query<Blank<Id>>,
    ) -> Result<Answer<ExpiredLots>> {
        let (scope, today) = (who.materials(), Day(clock::today()));
        self.0.db.read(move |db| reads::expired(db, scope, warehouse_id.0.0, today)).await.map(Answer)
    }
}

impl Api {
    async fn level_rows(
        &self,
        who: &Allow<{ role::STOCK_READERS }>,
        query: LevelQuery,
        paging: Paging,
    ) -> Result<Rows<StockLevel>> {
        let (scope, today) = (who.materials(), Day(clock::today()));
        self.0.db.read(move |db| store::levels(db, scope, query, paging, today)).await
    }
}
