//! Which line somebody counts, what may be written over, and what of it is shown.

use super::settle::{self, named};
use crate::kit::{Code, Error, FromText, Id, Quantity, Result};
use crate::warehouse::counts::model::{CountLine, CountStatus, LineRow};

/// What becomes of a count of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Writing {
    /// It is stored.
    Store,
    /// The same person sends the same again: it is stored already.
    Repeated,
}

/// Judges whether a count may be written over what a line holds. `seen` is the revision that whoever counts has before them.
///
/// # Errors
/// [`Code::CountLineTaken`] with who counted what, when it was counted and they haven't seen it.
pub fn overwrite(line: &LineRow, who: Id, quantity: Quantity, seen: Option<i64>) -> Result<Writing> {
    let Some(counted) = line.counted_quantity else { return Ok(Writing::Store) };
    if line.counted_by == Some(who) && counted == quantity {
        return Ok(Writing::Repeated);
    }
    if seen == Some(line.revision) {
        return Ok(Writing::Store);
    }
    Err(taken(line, counted))
}

/// Judges whether a line may be set back to not counted; like [`overwrite`].
///
/// # Errors
/// [`Code::CountLineTaken`].
pub fn take_back(line: &LineRow, seen: Option<i64>) -> Result<Writing> {
    match line.counted_quantity {
        None => Ok(Writing::Repeated),
        Some(_) if seen == Some(line.revision) => Ok(Writing::Store),
        Some(counted) => Err(taken(line, counted)),
    }
}

fn taken(line: &LineRow, counted: Quantity) -> Error {
    let who = line.counted_by_name.as_deref().unwrap_or("Alguien");
    let sentence = format!(
        "{who} ya contó {} de {}: mire la línea y decida cuál cantidad queda",
        line.unit.after(counted),
        named(line)
    );
    Error::With(Code::CountLineTaken, sentence)
}

/// The code of a label: what kind of thing and which.
fn label(code: &str) -> Option<(String, Id)> {
    let small = code.trim().to_ascii_lowercase();
    let (kind, digits) = small.split_at_checked(3)?;
    let is_id = digits.len() == 32 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    (is_id && matches!(kind, "ubi" | "pro" | "lot")).then_some(())?;
    Some((kind.to_owned(), Id::from_text(digits).ok()?))
}

fn is_called(line: &LineRow, code: &str, same: impl Fn(&str, &str) -> bool) -> bool {
    match label(code) {
        Some((kind, id)) => match kind.as_str() {
            "ubi" => line.bin_id == id,
            "pro" => line.product_id == id,
            _ => line.lot_id == Some(id),
        },
        None => [Some(&line.bin_code), line.sku.as_ref(), Some(&line.batch_number), Some(&line.product_name)]
            .into_iter()
            .flatten()
            .any(|name| same(name, code)),
    }
}

/// The one line that a scanned code means, in a bin if one is given. `same` compares codes as people do.
///
/// # Errors
/// [`Code::CountCodeUnknown`]; [`Code::CountCodeSeveral`] with the lines that it may mean.
pub fn meant(
    lines: Vec<LineRow>,
    code: &str,
    bin: Option<Id>,
    same: impl Fn(&str, &str) -> bool,
) -> Result<LineRow> {
    let mut found = lines
        .into_iter()
        .filter(|line| bin.is_none_or(|bin| line.bin_id == bin) && is_called(line, code, &same));
    let Some(first) = found.next() else {
        let sentence = format!("Ningún lote de este conteo tiene el código «{}»", code.trim());
        return Err(Error::With(Code::CountCodeUnknown, sentence));
    };
    let others: Vec<LineRow> = found.collect();
    if others.is_empty() {
        return Ok(first);
    }
    let names: Vec<String> = std::iter::once(&first)
        .chain(&others)
        .take(4)
        .map(|line| format!("{} en {}", line.batch_number, line.bin_code))
        .collect();
    let sentence = format!(
        "«{}» es de {} lotes de este conteo: {}{}. Diga cuál",
        code.trim(),
        others.len() + 1,
        names.join(", "),
        if others.len() > 3 { "…" } else { "" }
    );
    Err(Error::With(Code::CountCodeSeveral, sentence))
}

/// What of a line is shown. While it is hidden nothing is that tells what the ledger says; once the count is decided, nothing that tells of
/// what the lot holds now.
pub fn shown(line: LineRow, is_hidden: bool, status: CountStatus) -> CountLine {
    let is_undecided = matches!(status, CountStatus::Open | CountStatus::Submitted);
    let tells_now = !is_hidden && is_undecided;
    let standing = settle::standing(&line);
    let settled = standing.as_ref().filter(|_| tells_now).map(settle::settle);
    CountLine {
        obstacle: settled.and_then(Result::err).map(|why| settle::told(&line, why)),
        result_quantity: settled.and_then(Result::ok),
        difference: standing.filter(|_| !is_hidden).map(|standing| standing.difference()),
        moved_quantity: tells_now.then(|| line.stock_quantity - line.expected_quantity),
        expected_quantity: (!is_hidden).then_some(line.expected_quantity),
        id: line.id,
        bin_id: line.bin_id,
        bin_code: line.bin_code,
        product_id: line.product_id,
        product_name: line.product_name,
        sku: line.sku,
        unit: line.unit,
        lot_id: line.lot_id,
        batch_number: line.batch_number,
        use_by_date: line.use_by_date,
        is_found: line.is_found,
        counted_quantity: line.counted_quantity,
        unit_price: line.unit_price,
        reason: line.reason,
        counted_by: line.counted_by,
        counted_by_name: line.counted_by_name,
        counted_at: line.counted_at,
        revision: line.revision,
    }
}

/// The lines that differ.
pub fn different(lines: &[LineRow]) -> impl Iterator<Item = &LineRow> {
    lines.iter().filter(|line| line.counted_quantity.is_some_and(|it| it != line.expected_quantity))
}

/// What is still to be counted: lines whose lot holds something. Of one that went out meanwhile there is nothing to count.
pub fn uncounted(lines: &[LineRow]) -> impl Iterator<Item = &LineRow> {
    lines.iter().filter(|line| line.counted_quantity.is_none() && line.stock_quantity.is_some())
}

/// Refuses to hand in what isn't complete, unless that is confirmed; `missing` are the batches and bins that nobody counted.
///
/// # Errors
/// [`Code::CountUnfinished`] with the first of them.
pub fn complete(missing: &[(&str, &str)], is_confirmed: bool) -> Result<()> {
    if missing.is_empty() || is_confirmed {
        return Ok(());
    }
    let names: Vec<String> = missing.iter().take(4).map(|(batch, bin)| format!("{batch} en {bin}")).collect();
    let sentence = format!(
        "{}: {}{}. Cuéntelos, o confirme que no se contaron: de ellos no cambia nada",
        if missing.len() == 1 {
            "Falta un lote por contar".to_owned()
        } else {
            format!("Faltan {} lotes por contar", missing.len())
        },
        names.join(", "),
        if missing.len() > 4 { "…" } else { "" }
    );
    Err(Error::With(Code::CountUnfinished, sentence))
}

#[cfg(test)]
mod tests;
