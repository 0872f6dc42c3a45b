//! HTTP of bins.

use super::model::{
    Bin, BinPage, BinPatch, BinQuery, BinStatus, BulkBinPreview, BulkBins, CreatedBins, NewBin,
};
use super::{change, reads, store};
use crate::kit::page::{PageNumber, PageSize};
use crate::kit::wire::Listing;
use crate::kit::{Allow, Answer, Blank, Body, Core, Created, Gone, Id, Line, Paging, Result, role, tag};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Ubicaciones de las bodegas.
    Bins
}

/// The bins under `/api/bins`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/bins", tag = "Tag::Bins")]
impl Api {
    /// Lista las ubicaciones del centro por páginas, de la más reciente a la más antigua.
    #[oai(path = "/", method = "get", operation_id = "list_bins")]
    async fn list(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo de esta bodega.
        warehouse_id: Query<Blank<Id>>,
        /// Solo en este estado.
        status: Query<Blank<BinStatus>>,
        /// Parte del código.
        search: Query<Blank<Line<0, 100>>>,
        /// En uso (true) o no (false); todas si no se indica.
        is_active: Query<Blank<bool>>,
        /// Número de página, desde 1.
        page: Query<PageNumber>,
        /// Cuántas por página, hasta 1000; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<BinPage>> {
        let query = BinQuery {
            warehouse_id: warehouse_id.0.0,
            status: status.0.0,
            search: search.0.0.map(String::from),
            is_active: is_active.0.0,
        };
        let (scope, paging) = (who.materials(), Paging::sized(page.0, page_size.0));
        self.0.db.read(move |db| store::list(scope, query).paged::<Bin, _>(db, paging)).await
    }

    /// Una ubicación.
    #[oai(path = "/:id", method = "get", operation_id = "get_bin")]
    async fn get(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// La ubicación.
        id: Path<Id>,
    ) -> Result<Answer<Bin>> {
        let scope = who.materials();
        self.0.db.read(move |db| store::get_within(db, scope, id.0)).await.map(Answer)
    }

    /// Crea una ubicación.
    #[oai(path = "/", method = "post", operation_id = "create_bin")]
    async fn create(&self, who: Allow<{ role::ADMINISTRATORS }>, new: Body<NewBin>) -> Result<Created<Bin>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia una ubicación.
    #[oai(path = "/:id", method = "put", operation_id = "update_bin")]
    async fn update(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La ubicación.
        id: Path<Id>,
        patch: Body<BinPatch>,
    ) -> Result<Answer<Bin>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina una ubicación en la que nunca hubo material; otra se deja inactiva.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_bin")]
    async fn delete(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La ubicación.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(|()| Gone)
    }

    /// Qué ubicaciones darían unos rangos y cuáles ya existen. No guarda nada.
    #[oai(path = "/bulk/preview", method = "post", operation_id = "preview_bulk_bins")]
    async fn preview(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        bulk: Body<BulkBins>,
    ) -> Result<Answer<BulkBinPreview>> {
        let scope = who.storing();
        self.0.db.read(move |db| reads::preview(db, scope, &bulk.0)).await.map(Answer)
    }

    /// Crea muchas ubicaciones de una vez, hasta 10.000: todas, o ninguna si alguna ya existe.
    #[oai(path = "/bulk", method = "post", operation_id = "create_bulk_bins")]
    async fn create_many(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        bulk: Body<BulkBins>,
    ) -> Result<Created<CreatedBins>> {
        self.0.db.write(&who, move |tx| change::add_many(tx, bulk.0)).await.map(Created)
    }
}
