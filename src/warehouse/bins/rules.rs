//! What a bin may be called, and which bins ranges give. Pure.

use super::model::{BinParts, BinRange, BinRanges, BinStatus, Parts};
use crate::kit::wire::{Quantity, same_key};
use crate::kit::{Code, Error, Result};
use crate::warehouse::warehouses::model::BinTemplate;
use crate::warehouse::warehouses::rules::{LONGEST_CODE, code, written};
use std::collections::HashSet;

/// How many bins are made at once.
pub const MOST: usize = 10_000;
/// How many codes of a fault are named.
const NAMED: usize = 5;
/// How many codes a preview shows.
pub const SAMPLE: usize = 20;

/// What a bin will be called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// Its code.
    pub code: String,
    /// The values of its fields, as the code has them.
    pub parts: Parts,
}

fn invalid(sentence: String) -> Error {
    Error::With(Code::BinPartsInvalid, sentence)
}

/// The values of a bin as its template has them.
///
/// # Errors
/// [`Code::BinPartsInvalid`] for one that is missing, or of a field that there isn't.
pub fn parts(template: &BinTemplate, sent: BinParts) -> Result<Parts> {
    let known = |name: &str| template.fields.iter().any(|field| field.name == name);
    if let Some(name) = sent.0.keys().find(|name| !known(name)) {
        let names: Vec<&str> = template.fields.iter().map(|field| field.name.as_str()).collect();
        return Err(invalid(format!(
            "«{name}» no es una parte de las ubicaciones de esta bodega: son {}",
            names.join(", ")
        )));
    }
    if let Some(missing) = template.fields.iter().find(|it| it.required && !sent.0.contains_key(&it.name)) {
        return Err(invalid(format!("Falta «{}» ({}) en structure_data", missing.name, missing.label)));
    }
    Ok(sent.0.into_iter().map(|(name, value)| (name, written(template, &value))).collect())
}

/// The code that the values of a bin give.
///
/// # Errors
/// [`Code::BinPartsInvalid`] for one that is too long.
pub fn code_of(template: &BinTemplate, parts: &Parts) -> Result<String> {
    let made = code(template, parts)?;
    if made.chars().count() > LONGEST_CODE {
        return Err(invalid(format!("El código que resulta tiene más de {LONGEST_CODE} caracteres")));
    }
    Ok(made)
}

/// The bins that ranges give, the last field varying fastest. Ranges of what the template hasn't don't count.
///
/// # Errors
/// [`Code::BinRangeMissing`], [`Code::BinsTooMany`], [`Code::BinsRepeated`], [`Code::BinPartsInvalid`].
pub fn generate(template: &BinTemplate, ranges: &BinRanges) -> Result<Vec<Named>> {
    let mut fields: Vec<(&str, &BinRange)> = Vec::new();
    for field in &template.fields {
        match ranges.0.get(&field.name) {
            Some(range) => fields.push((&field.name, range)),
            None if field.required => {
                let sentence = format!("Falta el rango de «{}» ({})", field.name, field.label);
                return Err(Error::With(Code::BinRangeMissing, sentence));
            }
            None => {}
        }
    }
    let count = fields.iter().try_fold(1_usize, |count, (_, range)| count.checked_mul(range.count()));
    let count = count.filter(|count| *count <= MOST).ok_or(Code::BinsTooMany)?;
    let mut bins = Vec::with_capacity(count);
    let mut seen = HashSet::with_capacity(count);
    for n in 0..count {
        let mut parts = Parts::new();
        let mut rest = n;
        for (name, range) in fields.iter().rev() {
            parts.insert((*name).to_owned(), written(template, &range.at(rest % range.count())));
            rest /= range.count();
        }
        let code = code_of(template, &parts)?;
        if !seen.insert(same_key(&code)) {
            let sentence = format!("Esos rangos dan el código {code} más de una vez");
            return Err(Error::With(Code::BinsRepeated, sentence));
        }
        bins.push(Named { code, parts });
    }
    Ok(bins)
}

/// The codes of bins that a warehouse has already, as it has them.
pub fn clashes(bins: &[Named], present: &[String]) -> Vec<String> {
    let wanted: HashSet<String> = bins.iter().map(|bin| same_key(&bin.code)).collect();
    present.iter().filter(|code| wanted.contains(&same_key(code))).cloned().collect()
}

/// Refuses bins of which some are there.
///
/// # Errors
/// [`Code::BinsTaken`] with the first of them.
pub fn all_new(clashes: &[String]) -> Result<()> {
    let (Some(named), more) = (clashes.get(..clashes.len().min(NAMED)), clashes.len() > NAMED) else {
        return Ok(());
    };
    if named.is_empty() {
        return Ok(());
    }
    let rest = i64::try_from(clashes.len() - clashes.len().min(NAMED)).unwrap_or(i64::MAX);
    let more = if more { format!(" y {} más", Quantity::whole(rest)) } else { String::new() };
    let sentence = format!("La bodega ya tiene {}{more}: no se creó ninguna", named.join(", "));
    Err(Error::With(Code::BinsTaken, sentence))
}

/// What a bin is set aside for once somebody wants it in a state; `lots` are those with material.
///
/// # Errors
/// [`Code::BinHasMaterial`] for a bin with material that is to be empty or kept free, [`Code::BinHasNone`] for an empty one that is to
/// be occupied: that is what lots say, and nobody else (D6).
pub fn set_aside(wanted: BinStatus, lots: i64) -> Result<Option<BinStatus>> {
    match wanted {
        BinStatus::Inactive => Ok(Some(BinStatus::Inactive)),
        BinStatus::Occupied if lots > 0 => Ok(None),
        BinStatus::Occupied => Err(Code::BinHasNone.into()),
        BinStatus::Empty | BinStatus::Reserved if lots > 0 => Err(Code::BinHasMaterial.into()),
        BinStatus::Empty => Ok(None),
        BinStatus::Reserved => Ok(Some(BinStatus::Reserved)),
    }
}

#[cfg(test)]
mod tests;
