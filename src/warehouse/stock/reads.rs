//! What is asked of the stock as a whole: which lots to take, what stands in a lot's way, what expires.

use super::model::{
    ExpiredLot, ExpiredLots, ExpiringLot, ExpiryWarnings, FefoRecommendation, LotDetail, Recommended,
    SkippedLot, StockLot, Urgency, UrgencyCounts,
};
use super::rules::expiry;
use super::rules::fefo::{self, FirstOut, Obstacle};
use super::rules::issue::out_of_turn;
use super::store;
use crate::kit::{Code, Day, Id, Quantity, Result, Scope};
use chrono::TimeDelta;
use rusqlite::Connection;

/// Which lots of a product to take for so much, in the warehouses within a scope or one of them; and which not, and why.
///
/// # Errors
/// [`Code::StockProductNotFound`] of a product that the centre, if one is given, doesn't have.
pub fn recommendation(
    db: &Connection,
    (scope, center): (Scope, Option<Id>),
    (product, wanted): (Id, Quantity),
    warehouse: Option<Id>,
    today: Day,
) -> Result<FefoRecommendation> {
    let product = store::product(db, center, product)?.ok_or(Code::StockProductNotFound)?;
    let order = FirstOut::of(store::candidates(db, scope, product.id, warehouse)?, today);
    let total = order.total();
    let recommendations: Vec<Recommended> = order
        .pick(wanted)
        .into_iter()
        .map(|pick| recommended(pick.lot, pick.quantity, order.is_first(pick.lot.id), today))
        .collect();
    let fefo_warnings = recommendations.first().and_then(|first| {
        Some(format!("{} (lote {}, en {})", first.warning.as_deref()?, first.batch_number, first.bin_code))
    });
    Ok(FefoRecommendation {
        product_id: product.id,
        product_name: product.name,
        sku: product.sku,
        unit: product.unit,
        requested_quantity: wanted,
        recommendations,
        total_available: total,
        missing_quantity: (wanted - total).max(Quantity::ZERO),
        fefo_warnings: fefo_warnings.into_iter().collect(),
        skipped: order.skipped.into_iter().map(|(lot, why)| skipped(lot, &why)).collect(),
    })
}

fn recommended(lot: &StockLot, quantity: Quantity, is_first: bool, today: Day) -> Recommended {
    let days = lot.use_by_date.map(|day| expiry::days_left(day, today));
    Recommended {
        bin_id: lot.bin_id,
        bin_code: lot.bin_code.clone(),
        warehouse_id: lot.environment_id,
        warehouse_name: lot.environment_name.clone(),
        lot_id: lot.id,
        batch_number: lot.batch_number.clone(),
        use_by_date: lot.use_by_date,
        days_until_expiry: days,
        available_quantity: fefo::free(lot),
        suggested_quantity: quantity,
        is_fefo_compliant: is_first,
        warning: days.and_then(expiry::warning),
    }
}

fn skipped(lot: StockLot, why: &Obstacle) -> SkippedLot {
    SkippedLot {
        bin_id: lot.bin_id,
        bin_code: lot.bin_code,
        warehouse_id: lot.environment_id,
        warehouse_name: lot.environment_name,
        lot_id: lot.id,
        batch_number: lot.batch_number,
        use_by_date: lot.use_by_date,
        quantity: lot.quantity,
        state: why.state(),
        reason: why.told(),
    }
}

/// A lot within a scope, with what stands in the way of taking from it, and what reservations hold of it: all, or those that
/// `maker` made.
///
/// # Errors
/// [`Code::LotNotFound`].
pub fn detail(db: &Connection, scope: Scope, maker: Option<Id>, id: Id, today: Day) -> Result<LotDetail> {
    let lot = store::get_within(db, scope, id, today)?;
    let (own, beside) = store::candidates_like(db, id)?;
    let own = own.ok_or(Code::LotNotFound)?;
    let order = FirstOut::of(beside, today);
    let obstacle = fefo::obstacle(&own, today);
    let before = order.before(&own).filter(|_| obstacle.is_none());
    Ok(LotDetail {
        is_first: order.is_first(id),
        explanation: match (&obstacle, before) {
            (Some(why), _) => Some(why.told()),
            (None, Some(first)) => Some(out_of_turn(&own, first)),
            (None, None) => None,
        },
        first_lot_id: before.map(|first| first.id),
        reservations: store::reservations(db, id, maker)?,
        lot,
    })
}

/// The lots that expire within so many days, today's among them.
pub fn expiry_warnings(
    db: &Connection,
    scope: Scope,
    warehouse_id: Option<Id>,
    days: i64,
    today: Day,
) -> Result<ExpiryWarnings> {
    let until = Day(today.0 + TimeDelta::days(days));
    let mut summary = UrgencyCounts::default();
    let mut items = Vec::new();
    for lot in store::expiring(db, scope, warehouse_id, today, until)? {
        let Some(use_by_date) = lot.use_by_date else { continue };
        let left = expiry::days_left(use_by_date, today);
        let urgency = expiry::urgency(left);
        summary.count(urgency);
        items.push(ExpiringLot {
            lot_id: lot.id,
            bin_code: lot.bin_code,
            warehouse_id: lot.warehouse_id,
            warehouse_name: lot.warehouse_name,
            product_id: lot.product_id,
            product_name: lot.product_name,
            sku: lot.sku,
            batch_number: lot.batch_number,
            quantity: lot.quantity,
            unit: lot.unit,
            use_by_date,
            days_until_expiry: left,
            state: lot.state,
            urgency,
            warning_message: expiry::warning(left).unwrap_or_else(|| expiry::told(left)),
        });
    }
    Ok(ExpiryWarnings { items, summary, warehouse_id })
}

impl UrgencyCounts {
    fn count(&mut self, urgency: Urgency) {
        self.total += 1;
        match urgency {
            Urgency::Critical => self.critical += 1,
            Urgency::High => self.high += 1,
            Urgency::Medium => self.medium += 1,
            Urgency::Low => self.low += 1,
            Urgency::Expired => {}
        }
    }
}

/// The lots whose last day is over and of which something still lies there.
pub fn expired(db: &Connection, scope: Scope, warehouse_id: Option<Id>, today: Day) -> Result<ExpiredLots> {
    let items: Vec<ExpiredLot> = store::expired(db, scope, warehouse_id, today)?
        .into_iter()
        .filter_map(|lot| {
            let use_by_date = lot.use_by_date?;
            let action_required = if lot.reserved_quantity.is_some() {
                "Cancele la reserva y dé de baja el lote"
            } else {
                "Dé de baja el lote"
            };
            Some(ExpiredLot {
                lot_id: lot.id,
                bin_code: lot.bin_code,
                warehouse_id: lot.warehouse_id,
                warehouse_name: lot.warehouse_name,
                product_id: lot.product_id,
                product_name: lot.product_name,
                sku: lot.sku,
                batch_number: lot.batch_number,
                quantity: lot.quantity,
                reserved_quantity: lot.reserved_quantity,
                unit: lot.unit,
                use_by_date,
                days_since_expiry: -expiry::days_left(use_by_date, today),
                state: lot.state,
                action_required: action_required.into(),
            })
        })
        .collect();
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    Ok(ExpiredLots { items, total, warehouse_id })
}
