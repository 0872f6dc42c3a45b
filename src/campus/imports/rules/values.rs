//! What the cells of a file mean: days, amounts and words as people and programs write them.

use crate::kit::spreadsheet::RawCell;
use chrono::{Datelike, NaiveDate};

/// What people and programs write where there is nothing.
const NOTHING: [&str; 9] = ["", "-", "--", "—", "n/a", "#n/a", "null", "none", "ninguno"];

/// The text of a cell, tidied; `None` when there is nothing in it. An apostrophe before what a spreadsheet would take for a formula
/// isn't part of it: exports write it so.
pub fn text(cell: &RawCell) -> Option<String> {
    let shown = cell.shown();
    let mut text = shown.trim();
    if let Some(rest) = text.strip_prefix('\'')
        && rest.starts_with(['=', '+', '-', '@', '\t', '\r'])
    {
        text = rest;
    }
    (!NOTHING.contains(&text.to_lowercase().as_str())).then(|| text.to_owned())
}

/// A text in one line: breaks and tabs become blanks.
pub fn line(text: &str) -> String {
    if text.contains(['\n', '\r', '\t']) {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        text.to_owned()
    }
}

/// Whether it is what a spreadsheet makes of a long number: `1,23E+12`, of which the last digits are lost.
pub fn is_shortened(text: &str) -> bool {
    let Some((digits, power)) =
        text.to_ascii_uppercase().split_once("E+").map(|(a, b)| (a.to_owned(), b.to_owned()))
    else {
        return false;
    };
    let is_number = |text: &str| !text.is_empty() && text.chars().all(|it| it.is_ascii_digit());
    digits.split_once([',', '.']).is_some_and(|(whole, rest)| is_number(whole) && is_number(rest))
        && is_number(&power)
}

/// Whether it is a number that a workbook doesn't keep to its last digit, or that is no whole one: no plate, and no serial number.
pub fn is_inexact(cell: &RawCell) -> bool {
    // Excel keeps fifteen digits.
    matches!(cell, RawCell::Number(number) if number.abs() >= 1.0e15 || number.fract() != 0.0)
}

/// A day: `31/12/2025` as Colombia writes it, also with points or hyphens, or `2025-12-31`; what follows as a time of day is left
/// out. `Ok(None)` for the years 0 and 1, by which programs say that there is none.
///
/// # Errors
/// What is expected, as a Spanish predicate.
pub fn day(text: &str) -> Result<Option<NaiveDate>, String> {
    let wrong = || "debe ser una fecha día/mes/año, por ejemplo 31/12/2025".to_owned();
    let date = text.split(['T', ' ']).next().unwrap_or_default();
    let parts: Vec<&str> = date.split(['/', '-', '.']).collect();
    let [first, second, third] = parts.as_slice() else { return Err(wrong()) };
    let number = |text: &str| text.parse::<u32>().ok().filter(|_| text.len() <= 4).ok_or_else(wrong);
    let (year, month, day) = if first.len() == 4 {
        (number(first)?, number(second)?, number(third)?)
    } else {
        let year = number(third)?;
        // Two digits are of this century: nothing that still works was bought in another.
        (if third.len() == 2 { 2000 + year } else { year }, number(second)?, number(first)?)
    };
    if year <= 1 {
        return Ok(None);
    }
    let day = i32::try_from(year)
        .ok()
        .and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
        .ok_or_else(wrong)?;
    if (1900..=2999).contains(&day.year()) { Ok(Some(day)) } else { Err(wrong()) }
}

/// A number in hundredths, whichever marks it is written with: `1.234,56`, `1,234.56`, `$ 1'234.567`. A single mark with three
/// digits behind it parts thousands; decimals are two at most, or nothing but zeros.
///
/// # Errors
/// What is expected, as a Spanish predicate.
pub fn hundredths(cell: &RawCell) -> Result<i64, String> {
    let wrong = || "debe ser un número, por ejemplo 1.234,56".to_owned();
    if let RawCell::Number(number) = cell {
        let cents = (number * 100.0).round();
        if cents.abs() > 9.0e15 {
            return Err(wrong());
        }
        #[expect(clippy::cast_possible_truncation, reason = "whole and within 2^53")]
        return Ok(cents as i64);
    }
    let shown = cell.shown().to_uppercase();
    let digits = shown.trim().trim_start_matches("COP").trim_end_matches("COP").trim_end_matches("PESOS");
    let digits: String =
        digits.chars().filter(|it| !it.is_whitespace() && !matches!(it, '$' | '\'' | '’')).collect();
    let (sign, digits) = digits.strip_prefix('-').map_or((1, digits.as_str()), |rest| (-1, rest));
    if digits.is_empty() || !digits.chars().all(|it| it.is_ascii_digit() || matches!(it, '.' | ',')) {
        return Err(wrong());
    }
    let (whole, decimals) = parted(digits);
    // Colombia also parts millions by an apostrophe, which is gone already.
    if !is_grouped(whole) && !shown.contains(['\'', '’']) {
        return Err(wrong());
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let decimals = decimals.trim_end_matches('0');
    if decimals.len() > 2 || (whole.is_empty() && decimals.is_empty()) {
        return Err(wrong());
    }
    let whole: i64 = if whole.is_empty() { 0 } else { whole.parse().map_err(|_| wrong())? };
    let cents: i64 = format!("{decimals:0<2}").parse().map_err(|_| wrong())?;
    whole.checked_mul(100).and_then(|it| it.checked_add(cents)).map(|it| it * sign).ok_or_else(wrong)
}

/// Whole and decimals: the last mark parts them if it differs from those before, or stands alone and not before three digits.
fn parted(digits: &str) -> (&str, &str) {
    let Some(at) = digits.rfind(['.', ',']) else { return (digits, "") };
    let (whole, rest) = digits.split_at(at);
    let (mark, decimals) = rest.split_at(1);
    let parts_thousands = whole.contains(mark)
        || (decimals.len() == 3
            && !whole.contains(['.', ','])
            && !whole.is_empty()
            && whole.len() <= 3
            && whole != "0");
    if parts_thousands { (digits, "") } else { (whole, decimals) }
}

/// Whether the marks in a whole number stand where thousands end.
fn is_grouped(whole: &str) -> bool {
    let mut groups = whole.split(['.', ',']);
    let first = groups.next().unwrap_or_default();
    let others: Vec<&str> = groups.collect();
    others.is_empty() || ((1..=3).contains(&first.len()) && others.iter().all(|it| it.len() == 3))
}

/// A whole number.
///
/// # Errors
/// What is expected, as a Spanish predicate.
pub fn whole(cell: &RawCell) -> Result<i64, String> {
    let wrong = || "debe ser un número entero".to_owned();
    let hundredths = hundredths(cell).map_err(|_| wrong())?;
    if hundredths % 100 == 0 { Ok(hundredths / 100) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests;
