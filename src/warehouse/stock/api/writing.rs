//! What changes stock. What moves a quantity may be sent again with its key: a scanner that loses the network must not take twice.

use super::Tag;
use crate::kit::idempotency::{Attempt, Key};
use crate::kit::{Allow, Answer, Body, Core, Id, Reply, Result, role};
use crate::warehouse::stock::change;
use crate::warehouse::stock::model::{
    Adjusted, Issued, IssuedProduct, Lot, NewAdjustment, NewHold, NewIssue, NewProductIssue, NewReceipt,
    NewScrap, Received, Scrapped,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path};

/// The writes under `/api/stock`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/stock", tag = "Tag::Stock")]
impl Api {
    /// Recibe material en una ubicación: se suma al lote que ya está allí, o abre uno nuevo.
    #[oai(path = "/receive", method = "post", operation_id = "receive_stock")]
    async fn receive(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        new: Body<NewReceipt>,
    ) -> Result<Reply<Received, 201>> {
        let attempt = Attempt::new(&who, key.0, &new.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::receive::receive(tx, &new.0))).await
    }

    /// Saca material de un lote. Si otro debe salir antes, responde 409 y dice cuál.
    #[oai(path = "/issue", method = "post", operation_id = "issue_stock")]
    async fn issue(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        new: Body<NewIssue>,
    ) -> Result<Reply<Issued, 200>> {
        let attempt = Attempt::new(&who, key.0, &new.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::issue::issue(tx, &new.0))).await
    }

    /// Saca material de un producto, de cada lote en su turno: todo, o nada.
    #[oai(path = "/issue-by-product", method = "post", operation_id = "issue_stock_by_product")]
    async fn issue_by_product(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        new: Body<NewProductIssue>,
    ) -> Result<Reply<IssuedProduct, 200>> {
        let attempt = Attempt::new(&who, key.0, &new.0);
        self.0
            .db
            .write(&who, move |tx| attempt.once(tx, || change::issue::issue_by_product(tx, &new.0)))
            .await
    }

    /// Ajusta un lote a lo que de verdad hay.
    #[oai(path = "/adjust", method = "post", operation_id = "adjust_stock")]
    async fn adjust(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewAdjustment>,
    ) -> Result<Answer<Adjusted>> {
        self.0.db.write(&who, move |tx| change::correct::adjust(tx, &new.0)).await.map(Answer)
    }

    /// Da de baja lo que queda de un lote.
    #[oai(path = "/scrap", method = "post", operation_id = "scrap_stock")]
    async fn scrap(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewScrap>,
    ) -> Result<Answer<Scrapped>> {
        self.0.db.write(&who, move |tx| change::correct::scrap(tx, &new.0)).await.map(Answer)
    }

    /// Retiene un lote: no sale hasta que alguien lo libere.
    #[oai(path = "/lots/:id/hold", method = "post", operation_id = "hold_lot")]
    async fn hold(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El lote.
        id: Path<Id>,
        new: Body<NewHold>,
    ) -> Result<Answer<Lot>> {
        self.0.db.write(&who, move |tx| change::hold::hold(tx, id.0, &new.0)).await.map(Answer)
    }

    /// Libera un lote retenido.
    #[oai(path = "/lots/:id/release", method = "post", operation_id = "release_lot")]
    async fn release(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El lote.
        id: Path<Id>,
    ) -> Result<Answer<Lot>> {
        self.0.db.write(&who, move |tx| change::hold::release(tx, id.0)).await.map(Answer)
    }
}
