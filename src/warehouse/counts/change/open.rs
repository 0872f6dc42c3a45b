//! A count begins: with a line a lot that lies there.

use super::{again, named};
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Result};
use crate::warehouse::counts::model::{CountDetail, CountScope, NewCount};
use crate::warehouse::counts::store;
use crate::warehouse::stock;

/// How many lots are counted at once.
const MOST: usize = 2_000;

/// Opens a count of a warehouse that the caller keeps.
///
/// # Errors
/// [`Code::StockWarehouseUnknown`], [`Code::Invalid`] when what its scope asks for is missing, [`Code::StockBinUnknown`],
/// [`Code::StockProductUnknown`], [`Code::CountZoneEmpty`], [`Code::CountTooLarge`], [`Code::CountOverlaps`].
pub fn open(tx: &CallerTx<'_>, new: &NewCount) -> Result<Change<CountDetail>> {
    let center = store::warehouse_within(tx, tx.who.storing(), new.warehouse_id)?
        .ok_or(Code::StockWarehouseUnknown)?;
    let of = scope(tx, new, center)?;
    let lots = store::lots_in_scope(tx, new.warehouse_id, new.scope, of)?;
    if lots.len() > MOST {
        let sentence =
            format!("Son {} lotes y un conteo tiene como máximo 2.000: cuente por partes", lots.len());
        return Err(Error::With(Code::CountTooLarge, sentence));
    }
    let id = Id::new();
    for (lot, ..) in &lots {
        refuse_counted_elsewhere(tx, id, *lot)?;
    }
    store::insert(tx, id, new, of, tx.who.id, LocalTime(tx.now))?;
    for lot in lots {
        store::add_line(tx, Id::new(), id, lot)?;
    }
    let detail = again(tx, id)?;
    let says = format!("Conteo abierto de {}: {} lotes", named(&detail.count), detail.count.lines);
    let event = Event::create("count", id).describe(says).after(&detail.count);
    Ok(Change::new(detail, event))
}

/// What is counted, as the scope asks for it and nothing else.
fn scope<'a>(
    tx: &CallerTx<'_>,
    new: &'a NewCount,
    center: Id,
) -> Result<(Option<Id>, Option<&'a str>, Option<Id>)> {
    let zone = new.zone.0.as_ref().map(|zone| zone.as_str());
    let given = [
        (CountScope::Bin, "bin_id", new.bin_id.0.is_some()),
        (CountScope::Zone, "zone", zone.is_some()),
        (CountScope::Product, "product_id", new.product_id.0.is_some()),
    ];
    if let Some((_, member, _)) = given.iter().find(|(scope, _, is_given)| *is_given && *scope != new.scope) {
        let sentence = format!("El campo «{member}» no va con «scope» = «{}»", new.scope);
        return Err(Error::With(Code::Invalid, sentence));
    }
    match new.scope {
        CountScope::Bin => {
            let bin = new.bin_id.0.ok_or_else(|| missing("bin_id", "qué ubicación se cuenta"))?;
            let known = stock::store::stocked_bin(tx, tx.who.storing(), bin)?
                .filter(|bin| bin.environment_id == new.warehouse_id);
            Ok((Some(known.ok_or(Code::StockBinUnknown)?.id), None, None))
        }
        CountScope::Zone => {
            let zone = zone.ok_or_else(|| missing("zone", "cómo empiezan las ubicaciones"))?;
            if store::zone_has_bins(tx, new.warehouse_id, zone)? {
                return Ok((None, Some(zone), None));
            }
            let sentence = format!("Ninguna ubicación de la bodega empieza por «{zone}»");
            Err(Error::With(Code::CountZoneEmpty, sentence))
        }
        CountScope::Product => {
            let product = new.product_id.0.ok_or_else(|| missing("product_id", "qué producto se cuenta"))?;
            let known = stock::store::product(tx, Some(center), product)?;
            Ok((None, None, Some(known.ok_or(Code::StockProductUnknown)?.id)))
        }
    }
}

fn missing(member: &str, what: &str) -> Error {
    Error::With(Code::Invalid, format!("Falta el campo «{member}»: {what}"))
}

/// Refuses a lot that another open count has: two people would look for the same difference.
pub(super) fn refuse_counted_elsewhere(tx: &CallerTx<'_>, count: Id, lot: Id) -> Result<()> {
    match store::open_elsewhere(tx, count, lot)? {
        None => Ok(()),
        Some((what, who)) => {
            let sentence = format!(
                "El lote {what} ya está en otro conteo, que abrió {who}: termínelo o cancélelo antes"
            );
            Err(Error::With(Code::CountOverlaps, sentence))
        }
    }
}
