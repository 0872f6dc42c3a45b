//! Somebody counts a line, corrects it or takes it back. Each line is a write of its own: nobody waits for another's part.

use super::open::refuse_counted_elsewhere;
use super::{named, own};
use crate::kit::sql;
use crate::kit::wire::same_key;
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, LocalTime, Number, Quantity, Result};
use crate::warehouse::counts::model::{
    Count, CountLine, CountScope, CountedLine, LineRow, NewCountedLine, TakenBack,
};
use crate::warehouse::counts::rules::course::{self, Act};
use crate::warehouse::counts::rules::lines::{self, Writing};
use crate::warehouse::counts::rules::settle;
use crate::warehouse::counts::store;
use crate::warehouse::stock;
use crate::warehouse::stock::model::Lot;
use chrono::TimeDelta;

/// Counts a lot, or something that no lot speaks of.
///
/// # Errors
/// [`Code::CountNotFound`], [`Code::CountStage`], those of finding the line, [`Code::CountLineTaken`], [`Code::LotScrapped`] of a lot that
/// isn't there by the books any more.
pub fn count(tx: &CallerTx<'_>, id: Id, new: &NewCountedLine) -> Result<Change<CountedLine>> {
    let count = own(tx, id)?;
    course::next(count.status, Act::Count)?;
    let before = find(tx, &count, new)?;
    let quantity = new.quantity.get();
    if before.is_scrapped && quantity.is_some() {
        let sentence = format!(
            "{}: el lote se dio de baja. Si de verdad hay material, regístrelo como encontrado, con el número que tenga",
            settle::named(&before)
        );
        return Err(Error::With(Code::LotScrapped, sentence));
    }
    let seen = new.revision.0.map(Number::get);
    if lines::overwrite(&before, tx.who.id, quantity, seen)? == Writing::Repeated {
        return Ok(Change::repeated(counted(tx, &count, Some(before))?));
    }
    let at = instant(tx, &count, new);
    let expected = match before.lot_id {
        Some(lot) => store::expected_at(tx, lot, at)?,
        None => Quantity::ZERO,
    };
    let reason = new.reason.0.as_ref().map(|text| text.as_str());
    store::count_line(tx, before.id, (expected, quantity), (tx.who.id, at), reason)?;
    store::touch(tx, id, LocalTime(tx.now))?;
    let after = store::line(tx, id, before.id)?;
    let says =
        format!("Contado en {}: {} de {}", named(&count), after.unit.after(quantity), settle::named(&after));
    told(tx, &count, Some(before), Some(after), says)
}

/// Sets a line back to not counted; what was found goes.
///
/// # Errors
/// [`Code::CountNotFound`], [`Code::CountStage`], [`Code::CountLineNotFound`], [`Code::CountLineTaken`].
pub fn undo(tx: &CallerTx<'_>, id: Id, line: Id, new: &TakenBack) -> Result<Change<CountedLine>> {
    let seen = new.revision.0.map(Number::get);
    let count = own(tx, id)?;
    course::next(count.status, Act::Count)?;
    let before = store::line(tx, id, line)?;
    if lines::take_back(&before, seen)? == Writing::Repeated {
        return Ok(Change::repeated(counted(tx, &count, Some(before))?));
    }
    if before.is_found {
        store::delete_line(tx, line)?;
    } else {
        store::uncount_line(tx, line)?;
    }
    store::touch(tx, id, LocalTime(tx.now))?;
    let after = if before.is_found { None } else { Some(store::line(tx, id, line)?) };
    let says = format!("Línea sin contar en {}: {}", named(&count), settle::named(&before));
    told(tx, &count, Some(before), after, says)
}

/// When it was counted: so long ago, but not before there was a count.
fn instant(tx: &CallerTx<'_>, count: &Count, new: &NewCountedLine) -> LocalTime {
    let ago = TimeDelta::seconds(new.seconds_ago.0.map_or(0, Number::get));
    LocalTime((tx.now - ago).max(count.created_at.0))
}

/// The line that is meant, in one of four ways; one that the count doesn't have yet is added, of a lot that came later and of what was
/// found.
fn find(tx: &CallerTx<'_>, count: &Count, new: &NewCountedLine) -> Result<LineRow> {
    let code = new.code.0.as_ref().map(|text| text.as_str());
    let batch = new.batch_number.0.as_ref().map(|text| text.as_str());
    match (new.line_id.0, new.lot_id.0, code, new.bin_id.0, new.product_id.0, batch) {
        (Some(line), None, None, None, None, None) => store::line(tx, count.id, line),
        (None, Some(lot), None, None, None, None) => of_lot(tx, count, lot),
        (None, None, Some(code), bin, None, None) => {
            let same = |one: &str, other: &str| sql::fold(one.trim()) == sql::fold(other.trim());
            lines::meant(store::lines(tx, count.id)?, code, bin, same)
        }
        (None, None, None, Some(bin), Some(product), Some(batch)) => {
            found(tx, count, new, (bin, product, batch))
        }
        _ => Err(Error::With(
            Code::Invalid,
            "Diga de una sola manera qué se contó: una línea, un lote o un código, o bien ubicación, producto y número de lote de lo \
             encontrado"
                .into(),
        )),
    }
}

/// The line of a lot; one that came after the count was opened gets its line now.
fn of_lot(tx: &CallerTx<'_>, count: &Count, id: Id) -> Result<LineRow> {
    if let Some(line) = store::line_of_lot(tx, count.id, id)? {
        return Ok(line);
    }
    let lot = stock::store::get_within(tx, tx.who.storing(), id, tx.today())?;
    let is_here = lot.warehouse_id == count.warehouse_id
        && match count.scope {
            CountScope::Bin => count.bin_id == Some(lot.bin_id),
            CountScope::Zone => begins(&lot.bin_code, count.zone.as_deref()),
            CountScope::Product => count.product_id == Some(lot.product_id),
        };
    if !is_here {
        let sentence = format!(
            "{}, lote {}, en {}, no es de este conteo: aquí se cuenta {}",
            lot.product_name,
            lot.batch_number,
            lot.bin_code,
            named(count)
        );
        return Err(Error::With(Code::CountOutOfScope, sentence));
    }
    refuse_counted_elsewhere(tx, count.id, lot.id)?;
    let line = Id::new();
    store::add_line(tx, line, count.id, (lot.id, lot.bin_id, lot.product_id, lot.quantity))?;
    store::line(tx, count.id, line)
}

/// Whether a code begins with a zone, whatever the case; as the store finds them.
fn begins(code: &str, zone: Option<&str>) -> bool {
    zone.is_some_and(|zone| same_key(code).starts_with(&same_key(zone)))
}

/// The line of something that was found. If a lot of that batch is known in the bin, though nothing is left of it by the books, it is that
/// lot's.
fn found(
    tx: &CallerTx<'_>,
    count: &Count,
    new: &NewCountedLine,
    (bin, product, batch): (Id, Id, &str),
) -> Result<LineRow> {
    let bin = stock::store::stocked_bin(tx, tx.who.storing(), bin)?
        .filter(|bin| bin.environment_id == count.warehouse_id)
        .ok_or(Code::StockBinUnknown)?;
    let product =
        stock::store::product(tx, Some(bin.center_id), product)?.ok_or(Code::StockProductUnknown)?;
    let is_here = match count.scope {
        CountScope::Bin => count.bin_id == Some(bin.id),
        CountScope::Zone => begins(&bin.code, count.zone.as_deref()),
        CountScope::Product => count.product_id == Some(product.id),
    };
    if !is_here {
        let sentence =
            format!("{} en {} no es de este conteo: aquí se cuenta {}", product.name, bin.code, named(count));
        return Err(Error::With(Code::CountOutOfScope, sentence));
    }
    let known = stock::store::batches_in(tx, bin.id, product.id, batch, tx.today())?;
    // One that is used up is in nobody's way: what is found with other days is another lot.
    let is_like = |lot: &&Lot| new.use_by_date.0.is_none_or(|day| Some(day) == lot.use_by_date);
    let holding = known.first().filter(|lot| lot.quantity.is_some());
    if let Some(lot) = holding.or_else(|| known.iter().find(is_like)) {
        if !is_like(&lot) {
            let there = lot.use_by_date.map_or("no tiene fecha de vencimiento".to_owned(), |day| {
                format!("vence el {}", day.written())
            });
            let sentence = format!(
                "El lote {} de {} {there}: revise la fecha, o escriba otro número de lote",
                lot.batch_number, bin.code
            );
            return Err(Error::With(Code::LotOtherwise, sentence));
        }
        return of_lot(tx, count, lot.id);
    }
    if let Some(line) = store::found_like(tx, count.id, (bin.id, product.id, batch))? {
        return Ok(line);
    }
    refuse_taken(tx, (bin.id, &bin.code), product.id)?;
    let line = Id::new();
    store::add_found(tx, line, count.id, (bin.id, product.id, batch, new.use_by_date.0))?;
    store::line(tx, count.id, line)
}

/// Refuses what is found in a bin in which another product lies.
pub(super) fn refuse_taken(tx: &CallerTx<'_>, (bin, code): (Id, &str), product: Id) -> Result<()> {
    match stock::store::is_taken_by_another(tx, bin, product)? {
        None => Ok(()),
        Some(other) => {
            let sentence = format!(
                "En la ubicación {code} hay {other} y cada ubicación guarda un solo producto: pase lo encontrado a otra ubicación y \
                 cuéntelo allí"
            );
            Err(Error::With(Code::StockBinOther, sentence))
        }
    }
}

/// What is answered of a line: what whoever counts may see of it, and how far the count is.
fn counted(tx: &CallerTx<'_>, count: &Count, line: Option<LineRow>) -> Result<CountedLine> {
    let (all, done) = store::counted_in(tx, count.id)?;
    Ok(CountedLine {
        message: format!("{done} de {all} líneas contadas"),
        line: line.map(|line| lines::shown(line, count.is_hidden, count.status)),
        lines: all,
        counted_lines: done,
    })
}

/// The change of a line. The audit keeps no more of it than whoever counts may see: they may read that too.
fn told(
    tx: &CallerTx<'_>,
    count: &Count,
    before: Option<LineRow>,
    after: Option<LineRow>,
    says: String,
) -> Result<Change<CountedLine>> {
    let seen = |line: Option<LineRow>| -> Option<CountLine> {
        line.map(|line| lines::shown(line, count.is_hidden, count.status))
    };
    let mut event = Event::named("COUNT_LINE", "count", Some(count.id)).describe(says);
    if let Some(line) = seen(before) {
        event = event.before(&line);
    }
    if let Some(line) = seen(after.clone()) {
        event = event.after(&line);
    }
    Ok(Change::new(counted(tx, count, after)?, event))
}
