//! HTTP of transfers. What moves a quantity may be sent again with its key: a scanner that loses the network must not move twice.

use super::model::{
    Moved, NewMove, NewTransfer, ReceivedTransfer, SentTransfer, Transfer, TransferCancellation,
    TransferPage, TransferQuery, TransferReceipt, TransferStatus,
};
use super::{change, rules, store};
use crate::kit::idempotency::{Attempt, Key};
use crate::kit::page::{PageNumber, PageSize};
use crate::kit::wire::Listing;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Id, Limit, Line, Paging, Reply, Result, Rows, Skip, role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};

tag! {
    /// Traslados de materiales: dentro de una bodega, de inmediato; entre bodegas, con despacho y recibo.
    Transfers
}

/// The transfers under `/api/transfers`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/transfers", tag = "Tag::Transfers")]
impl Api {
    /// Los traslados entre bodegas del centro, del más reciente al más antiguo.
    #[oai(path = "/", method = "get", operation_id = "list_transfers")]
    async fn list(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo los que salen de esta bodega.
        source_warehouse_id: Query<Blank<Id>>,
        /// Solo los que van a esta bodega.
        target_warehouse_id: Query<Blank<Id>>,
        /// Solo los que van por aquí.
        status: Query<Blank<TransferStatus>>,
        /// Solo los que no han terminado: por despachar y en camino.
        open: Query<Blank<bool>>,
        /// Palabras en el producto, su código, el lote, el transporte o las bodegas.
        search: Query<Blank<Line<0, 100>>>,
        /// Número de la página, desde 1.
        page: Query<PageNumber>,
        /// Cuántos por página; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<TransferPage>> {
        let query = TransferQuery {
            source: source_warehouse_id.0.0,
            target: target_warehouse_id.0.0,
            status: status.0.0,
            is_open: open.0.0.unwrap_or(false),
            search: search.0.0.map(String::from),
        };
        let (scope, paging) = (who.materials(), Paging::sized(page.0, page_size.0));
        self.0.db.read(move |db| store::list(scope, query).paged::<Transfer, _>(db, paging)).await
    }

    /// Los traslados por recibir, despachados o no: el que más espera, primero.
    ///
    /// A quien administra una bodega le muestra los de la suya; con `warehouse_id`, los de esa.
    #[oai(path = "/pending", method = "get", operation_id = "list_pending_transfers")]
    async fn pending(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo los que van a esta bodega.
        warehouse_id: Query<Blank<Id>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Transfer>> {
        let target = warehouse_id.0.0;
        let (scope, paging) = (rules::reach(&who, target), Paging::rows(limit.0, skip.0));
        let query = TransferQuery { target, ..TransferQuery::default() };
        self.0.db.read(move |db| store::pending(scope, query).rows(db, paging)).await
    }

    /// Un traslado.
    #[oai(path = "/:id", method = "get", operation_id = "get_transfer")]
    async fn get(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// El traslado.
        id: Path<Id>,
    ) -> Result<Answer<Transfer>> {
        let scope = who.materials();
        self.0.db.read(move |db| store::get_within(db, scope, &store::SOURCE, id.0)).await.map(Answer)
    }

    /// Pasa material de una ubicación a otra de la misma bodega, de inmediato.
    #[oai(path = "/", method = "post", operation_id = "move_stock")]
    async fn relocate(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        new: Body<NewMove>,
    ) -> Result<Reply<Moved, 201>> {
        let attempt = Attempt::new(&who, key.0, &new.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::within::relocate(tx, &new.0))).await
    }

    /// Envía material a otra bodega: sale de su lote de una vez, y espera el despacho.
    #[oai(path = "/cross-warehouse", method = "post", operation_id = "send_transfer")]
    async fn send(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        new: Body<NewTransfer>,
    ) -> Result<Reply<SentTransfer, 201>> {
        let attempt = Attempt::new(&who, key.0, &new.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::send::send(tx, &new.0))).await
    }

    /// Despacha un traslado: queda en camino y se avisa a quien lo recibe.
    #[oai(path = "/:id/dispatch", method = "post", operation_id = "dispatch_transfer")]
    async fn dispatch(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El traslado.
        id: Path<Id>,
    ) -> Result<Answer<Transfer>> {
        self.0.db.write(&who, move |tx| change::send::dispatch(tx, id.0)).await.map(Answer)
    }

    /// Recibe un traslado: lo bueno queda en su ubicación, y de lo dañado o perdido se avisa a quien lo envió.
    #[oai(path = "/:id/confirm", method = "post", operation_id = "confirm_transfer")]
    async fn confirm(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El traslado.
        id: Path<Id>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        receipt: Body<TransferReceipt>,
    ) -> Result<Reply<ReceivedTransfer, 200>> {
        let attempt = Attempt::new(&who, key.0, &receipt.0);
        self.0
            .db
            .write(&who, move |tx| attempt.once(tx, || change::receive::confirm(tx, id.0, &receipt.0)))
            .await
    }

    /// Cancela un traslado que no se ha recibido: lo enviado vuelve a su lote.
    #[oai(path = "/:id/cancel", method = "post", operation_id = "cancel_transfer")]
    async fn cancel(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El traslado.
        id: Path<Id>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        cancellation: Body<TransferCancellation>,
    ) -> Result<Reply<Transfer, 200>> {
        let attempt = Attempt::new(&who, key.0, &cancellation.0);
        self.0
            .db
            .write(&who, move |tx| attempt.once(tx, || change::back::cancel(tx, id.0, &cancellation.0)))
            .await
    }
}
