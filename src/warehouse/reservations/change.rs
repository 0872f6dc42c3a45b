//! What a write does to a reservation.

pub mod end;
pub mod reserve;

use super::model::{Reservation, ReservationDetail, ReservationReach};
use super::{reads, rules};
use crate::kit::db::Kind;
use crate::kit::{Id, LocalTime, Notice, Result, Scope, Tx};

/// The reservation as it is after a change, whoever may see it.
fn again(tx: &Tx<'_>, id: Id) -> Result<ReservationDetail> {
    reads::detail(tx, ReservationReach::Within(Scope::Everything), id, (LocalTime(tx.now), tx.today()))
}

/// A reservation in words: «5 kg de Harina para la ficha 2557».
fn named(it: &Reservation) -> String {
    rules::named(it.total_quantity, it.unit, &it.product_name, &it.order_reference)
}

/// What somebody is told of a reservation.
fn notice(to: Id, kind: Kind, title: &str, message: String, reservation: Id) -> Notice {
    Notice::new(to, kind, title, message).leads_to(format!("/reservas/{reservation}"))
}
