//! First expired, first out: which lot goes out next, and why others don't. Pure, and the only place where it is decided.
//!
//! What expires first goes first; what doesn't expire goes last. Of one day, the batches go in the order of their numbers, and of one
//! batch what came first. What doesn't expire has no better reason than when it came. Whatever is expired, scrapped, held, in a bin that
//! is out of use, or promised to somebody as a whole isn't in the row at all, and each such lot says why.

use super::expiry;
use crate::kit::{Day, Id, Quantity};
use crate::warehouse::stock::model::{LotState, LotStatus, StockLot};
use std::cmp::Ordering;

/// Why a lot can't go out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Obstacle {
    /// It was scrapped.
    Scrapped,
    /// Nothing is left of it.
    Empty,
    /// Its last day was so many days ago.
    Expired(i64),
    /// Somebody holds it back, for this reason.
    Held(String),
    /// Its bin is out of use.
    Blocked(String),
    /// All of it is promised, to these.
    Reserved(Option<String>),
}

impl Obstacle {
    /// The state of a lot that has it.
    pub fn state(&self) -> LotState {
        match self {
            Self::Scrapped => LotState::Scrapped,
            Self::Empty => LotState::Empty,
            Self::Expired(_) => LotState::Expired,
            Self::Held(_) => LotState::Held,
            Self::Blocked(_) => LotState::Blocked,
            Self::Reserved(_) => LotState::Reserved,
        }
    }

    /// The reason, as it stands behind a lot: «vencido hace 3 días».
    pub fn told(&self) -> String {
        match self {
            Self::Scrapped => "dado de baja".into(),
            Self::Empty => "no queda nada".into(),
            Self::Expired(1) => "vencido ayer".into(),
            Self::Expired(days) => format!("vencido hace {days} días"),
            Self::Held(reason) => format!("retenido: {reason}"),
            Self::Blocked(bin) => format!("la ubicación {bin} está inactiva"),
            Self::Reserved(Some(whom)) => format!("reservado para {whom}"),
            Self::Reserved(None) => "reservado".into(),
        }
    }
}

/// What keeps a lot from going out on a day, if anything does.
pub fn obstacle(lot: &StockLot, today: Day) -> Option<Obstacle> {
    if lot.status == LotStatus::Scrapped {
        return Some(Obstacle::Scrapped);
    }
    if !lot.quantity.is_some() {
        return Some(Obstacle::Empty);
    }
    let left = lot.use_by_date.map(|day| expiry::days_left(day, today));
    if let Some(days @ ..0) = left {
        return Some(Obstacle::Expired(days.saturating_neg()));
    }
    if lot.status == LotStatus::Held {
        return Some(Obstacle::Held(lot.hold_reason.clone().unwrap_or_default()));
    }
    if !lot.is_bin_active {
        return Some(Obstacle::Blocked(lot.bin_code.clone()));
    }
    if !free(lot).is_some() {
        return Some(Obstacle::Reserved(lot.reserved_for.as_deref().map(whom)));
    }
    None
}

/// Whom it is promised to, of one order or of several with commas between them: an order of figures only is a ficha.
pub fn whom(references: &str) -> String {
    let is_ficha = |one: &str| !one.is_empty() && one.bytes().all(|byte| byte.is_ascii_digit());
    let orders: Vec<&str> = references.split(", ").collect();
    match orders.as_slice() {
        [first @ .., last] if !first.is_empty() && orders.iter().all(|one| is_ficha(one)) => {
            format!("las fichas {} y {last}", first.join(", "))
        }
        _ => {
            let told: Vec<String> = orders
                .iter()
                .map(|one| if is_ficha(one) { format!("la ficha {one}") } else { (*one).to_owned() })
                .collect();
            told.join(", ")
        }
    }
}

/// What of a lot isn't promised.
pub fn free(lot: &StockLot) -> Quantity {
    lot.quantity - lot.reserved_quantity
}

/// Which of two lots goes out before the other.
fn compare(one: &StockLot, other: &StockLot) -> Ordering {
    let came = || one.received_at.cmp(&other.received_at);
    let batch = || one.batch_number.cmp(&other.batch_number);
    let by_use = match (one.use_by_date, other.use_by_date) {
        (Some(one), Some(other)) => one.cmp(&other).then_with(batch).then_with(came),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => came().then_with(batch),
    };
    // Two that are alike in all that people see have an order too: that of their birth.
    by_use.then_with(|| one.id.cmp(&other.id))
}

/// Lots in the order in which they go out, and those that don't.
#[derive(Debug, Default)]
pub struct FirstOut {
    /// What may go out, next first.
    pub row: Vec<StockLot>,
    /// What may not, in the order in which it would, and why.
    pub skipped: Vec<(StockLot, Obstacle)>,
}

/// So much of a lot.
#[derive(Debug, Clone, Copy)]
pub struct Pick<'a> {
    /// The lot.
    pub lot: &'a StockLot,
    /// How much of it.
    pub quantity: Quantity,
}

impl FirstOut {
    /// Puts the lots of a product in order, as of a day.
    pub fn of(mut lots: Vec<StockLot>, today: Day) -> Self {
        lots.sort_by(compare);
        let mut order = Self::default();
        for lot in lots {
            match obstacle(&lot, today) {
                None => order.row.push(lot),
                Some(why) => order.skipped.push((lot, why)),
            }
        }
        order
    }

    /// Everything that may go out.
    pub fn total(&self) -> Quantity {
        self.row.iter().map(free).sum()
    }

    /// What to take, lot by lot, for so much; less where there isn't more.
    pub fn pick(&self, wanted: Quantity) -> Vec<Pick<'_>> {
        let mut missing = wanted;
        let mut picks = Vec::new();
        for lot in &self.row {
            if !missing.is_some() {
                break;
            }
            let quantity = free(lot).min(missing);
            missing = missing - quantity;
            picks.push(Pick { lot, quantity });
        }
        picks
    }

    /// The lot of its warehouse that must go out before this one, if there is one.
    pub fn before(&self, lot: &StockLot) -> Option<&StockLot> {
        let first = self.row.iter().find(|it| it.environment_id == lot.environment_id)?;
        (first.id != lot.id && compare(first, lot) == Ordering::Less).then_some(first)
    }

    /// Whether it is a lot's turn: it may go out, and none of its warehouse goes before it.
    pub fn is_first(&self, id: Id) -> bool {
        self.row.iter().find(|it| it.id == id).is_some_and(|lot| self.before(lot).is_none())
    }
}

#[cfg(test)]
mod tests;
