//! Counts as a whole: the list, one of them, what is due, a new one.

use super::Tag;
use crate::kit::page::{PageNumber, PageSize};
use crate::kit::wire::Listing;
use crate::kit::{Allow, Answer, Blank, Body, Core, Created, Id, Line, Paging, Result, clock, role};
use crate::warehouse::counts::change;
use crate::warehouse::counts::model::{
    Count, CountDetail, CountPage, CountQuery, CountScope, CountStatus, DueKind, DuePage, DueQuery, NewCount,
};
use crate::warehouse::counts::reads::{self, Asking};
use crate::warehouse::counts::store;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The counts under `/api/counts`. What has one address stands in one `Api`: the document has each address once.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/counts", tag = "Tag::Counts")]
impl Api {
    /// Los conteos de las bodegas del centro, del más reciente al más antiguo.
    #[oai(path = "/", method = "get", operation_id = "list_counts")]
    async fn list(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo de esta bodega.
        warehouse_id: Query<Blank<Id>>,
        /// Solo los que van así.
        status: Query<Blank<CountStatus>>,
        /// Solo de este alcance.
        scope: Query<Blank<CountScope>>,
        /// Solo de esta ubicación.
        bin_id: Query<Blank<Id>>,
        /// Solo de este producto.
        product_id: Query<Blank<Id>>,
        /// Palabras en lo que se cuenta, la bodega o quien lo abrió.
        search: Query<Blank<Line<0, 100>>>,
        /// Número de la página, desde 1.
        page: Query<PageNumber>,
        /// Cuántos por página; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<CountPage>> {
        let query = CountQuery {
            warehouse_id: warehouse_id.0.0,
            status: status.0.0,
            scope: scope.0.0,
            bin_id: bin_id.0.0,
            product_id: product_id.0.0,
            search: search.0.0.map(String::from),
        };
        let (reading, asker, paging) = (who.materials(), who.id, Paging::sized(page.0, page_size.0));
        self.0.db.read(move |db| store::list(reading, query, asker).paged::<Count, _>(db, paging)).await
    }

    /// Abre un conteo de una ubicación, una zona o un producto, con una línea por lote.
    #[oai(path = "/", method = "post", operation_id = "create_count")]
    async fn open(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewCount>,
    ) -> Result<Created<CountDetail>> {
        self.0.db.write(&who, move |tx| change::open::open(tx, &new.0)).await.map(Created)
    }

    /// Lo que hay por contar: lo que nunca se ha contado, y después lo que hace más tiempo no se cuenta y más se mueve.
    #[oai(path = "/due", method = "get", operation_id = "list_due_counts")]
    async fn due(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Ubicaciones o productos; ubicaciones si no se indica.
        kind: Query<Blank<DueKind>>,
        /// Solo de esta bodega.
        warehouse_id: Query<Blank<Id>>,
        /// Palabras en la ubicación, el producto o su código.
        search: Query<Blank<Line<0, 100>>>,
        /// Número de la página, desde 1.
        page: Query<PageNumber>,
        /// Cuántos por página; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Answer<DuePage>> {
        let query = DueQuery {
            kind: kind.0.0.unwrap_or(DueKind::Bin),
            warehouse_id: warehouse_id.0.0,
            search: search.0.0.map(String::from),
        };
        let (scope, paging, now) = (who.materials(), Paging::sized(page.0, page_size.0), clock::now());
        self.0.db.read(move |db| reads::due_page(db, scope, &query, paging, now)).await.map(Answer)
    }

    /// Un conteo con sus líneas. Mientras es a ciegas y está abierto, nadie ve lo que se espera.
    #[oai(path = "/:id", method = "get", operation_id = "get_count")]
    async fn get(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// El conteo.
        id: Path<Id>,
    ) -> Result<Answer<CountDetail>> {
        let asking = Asking { who: who.id, reading: who.materials(), storing: who.storing() };
        self.0.db.read(move |db| reads::detail(db, asking, id.0)).await.map(Answer)
    }
}
