//! HTTP of reservations.

use super::model::{
    Fulfilled, Fulfilment, NewReservation, Reservation, ReservationCancellation, ReservationDetail,
    ReservationMade, ReservationOrder, ReservationPage, ReservationQuery, ReservationReach,
    ReservationStatus,
};
use super::{change, reads, store};
use crate::kit::idempotency::{Attempt, Key};
use crate::kit::page::{PageNumber, PageSize};
use crate::kit::wire::Listing;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Day, Id, Line, LocalTime, Number, Paging, Reply, Result, Rows, clock,
    role, tag,
};
use chrono::TimeDelta;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};

tag! {
    /// Reservas de material.
    Reservations
}

/// How many hours ahead is looked for what lapses, when nobody says.
const HOURS_AHEAD: i64 = 24;

/// The reservations under `/api/reservations`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/reservations", tag = "Tag::Reservations")]
impl Api {
    /// Las reservas, de la más reciente a la más antigua: un instructor ve las suyas, los demás las del centro.
    #[oai(path = "/", method = "get", operation_id = "list_reservations")]
    async fn list(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Solo de este producto.
        product_id: Query<Blank<Id>>,
        /// Solo de esta bodega.
        warehouse_id: Query<Blank<Id>>,
        /// Solo las que van en esto.
        status: Query<Blank<ReservationStatus>>,
        /// Parte de la ficha u orden.
        order_reference: Query<Blank<Line<0, 100>>>,
        /// Solo las que hizo quien pregunta.
        own: Query<Blank<bool>>,
        /// Palabras en la ficha u orden, la persona, el producto o su código.
        search: Query<Blank<Line<0, 100>>>,
        /// En qué orden; si no se indica, la más reciente primero.
        order: Query<Blank<ReservationOrder>>,
        /// Número de la página, desde 1.
        page: Query<PageNumber>,
        /// Cuántas por página; 50 si no se indica.
        page_size: Query<PageSize>,
    ) -> Result<Listing<ReservationPage>> {
        let query = ReservationQuery {
            product_id: product_id.0.0,
            warehouse_id: warehouse_id.0.0,
            status: status.0.0,
            order_reference: order_reference.0.0.map(String::from),
            made_by: (own.0.0 == Some(true)).then_some(who.id),
            search: search.0.0.map(String::from),
            order: order.0.0,
        };
        let (reach, now) = (ReservationReach::reading(&who), LocalTime(clock::now()));
        let paging = Paging::sized(page.0, page_size.0);
        self.0.db.read(move |db| store::list(reach, query, now).paged::<Reservation, _>(db, paging)).await
    }

    /// Las reservas activas cuyo plazo termina pronto, la que termina primero al comienzo.
    #[oai(path = "/expiring", method = "get", operation_id = "list_expiring_reservations")]
    async fn expiring(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// Dentro de cuántas horas, hasta 168; 24 si no se indica.
        hours_threshold: Query<Blank<Number<1, 168>>>,
    ) -> Result<Rows<Reservation>> {
        let (reach, now) = (ReservationReach::reading(&who), LocalTime(clock::now()));
        let hours = hours_threshold.0.0.map_or(HOURS_AHEAD, Number::get);
        let until = LocalTime(now.0 + TimeDelta::hours(hours));
        self.0.db.read(move |db| store::expiring(db, reach, until, now)).await
    }

    /// Una reserva, con sus lotes.
    #[oai(path = "/:id", method = "get", operation_id = "get_reservation")]
    async fn get(
        &self,
        who: Allow<{ role::STOCK_READERS }>,
        /// La reserva.
        id: Path<Id>,
    ) -> Result<Answer<ReservationDetail>> {
        let reach = ReservationReach::reading(&who);
        let at = (LocalTime(clock::now()), Day(clock::today()));
        self.0.db.read(move |db| reads::detail(db, reach, id.0, at)).await.map(Answer)
    }

    /// Aparta material de una bodega, de cada lote en su turno. Si no hay tanto como se pide, aparta lo que haya.
    #[oai(path = "/", method = "post", operation_id = "create_reservation")]
    async fn create(
        &self,
        who: Allow<{ role::RESERVERS }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        new: Body<NewReservation>,
    ) -> Result<Reply<ReservationMade, 201>> {
        let attempt = Attempt::new(&who, key.0, &new.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::reserve::reserve(tx, &new.0))).await
    }

    /// Entrega una reserva: sale todo lo apartado, o nada.
    #[oai(path = "/:id/fulfill", method = "post", operation_id = "fulfill_reservation")]
    async fn fulfil(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// La reserva.
        id: Path<Id>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        sent: Body<Fulfilment>,
    ) -> Result<Reply<Fulfilled, 200>> {
        let attempt = Attempt::new(&who, key.0, &sent.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::end::fulfil(tx, id.0, &sent.0))).await
    }

    /// Cancela una reserva: lo apartado queda libre.
    #[oai(path = "/:id/cancel", method = "post", operation_id = "cancel_reservation")]
    async fn cancel(
        &self,
        who: Allow<{ role::RESERVERS }>,
        /// La reserva.
        id: Path<Id>,
        sent: Body<ReservationCancellation>,
    ) -> Result<Answer<ReservationDetail>> {
        self.0.db.write(&who, move |tx| change::end::cancel(tx, id.0, &sent.0)).await.map(Answer)
    }

    /// Cancela una reserva: lo mismo que `/cancel`.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_reservation")]
    async fn delete(
        &self,
        who: Allow<{ role::RESERVERS }>,
        /// La reserva.
        id: Path<Id>,
        sent: Body<ReservationCancellation>,
    ) -> Result<Answer<ReservationDetail>> {
        self.0.db.write(&who, move |tx| change::end::cancel(tx, id.0, &sent.0)).await.map(Answer)
    }
}
