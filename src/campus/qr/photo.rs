//! Codes found in photos: several of them, of several kinds, and ours first.
//!
//! Whether a reader finds a code depends on how many pixels a module has, on the threshold between light and dark, and on what is around
//! it. So a photo is looked at in several ways, the cheap and likely ones first, until one of ours is found.

mod look;

use crate::kit::picture::grey;
use crate::kit::{Code, Error, Result};
use image::DynamicImage;
use look::{Found, Look, Series, Symbols, Threshold};

/// The longer side, in pixels, beyond which a photo is shrunk before it is looked at: a code that somebody wants read is large enough.
const LARGEST: u32 = 2_000;

/// How much is tried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// Everything: whoever took the photo waits for it.
    Photo,
    /// The likely: it is a picture of a film, and the next one comes at once.
    Frame,
}

/// What is looked for in a photo.
const PHOTO: &[Look] = &[
    Look::new(1_000, Symbols::Squares, Threshold::Near),
    Look::new(1_600, Symbols::Squares, Threshold::Near),
    Look::new(700, Symbols::Squares, Threshold::Near),
    Look::new(1_000, Symbols::Squares, Threshold::Near).negative(),
    Look::new(1_000, Symbols::Squares, Threshold::Whole),
    Look::new(1_600, Symbols::Bars, Threshold::Near),
    Look::new(1_000, Symbols::Matrix, Threshold::Near),
];

/// What is looked for in a picture of a film.
const FRAME: &[Look] =
    &[Look::new(1_000, Symbols::Squares, Threshold::Near), Look::new(1_000, Symbols::Bars, Threshold::Near)];

/// The texts of the codes in a photo (JPEG, PNG or WebP), those first of which `is_ours` says so. Takes up to a second: not for the
/// runtime's threads.
///
/// # Errors
/// Those of [`grey`]; [`Code::QrNotSeen`]; [`Code::QrPart`] when all that is there is a part of a series.
pub fn read(bytes: &[u8], effort: Effort, is_ours: impl Fn(&str) -> bool) -> Result<Vec<String>> {
    let photo = DynamicImage::from(grey(bytes, LARGEST)?);
    let looks = match effort {
        Effort::Photo => PHOTO,
        Effort::Frame => FRAME,
    };
    let Found { mut texts, series } = seen(&photo, looks, effort, &is_ours);
    texts.sort_by_key(|text| !is_ours(text));
    match series {
        _ if !texts.is_empty() => Ok(texts),
        Some(Series { part, of }) => {
            let sentence = format!(
                "Ese código es la parte {part} de {of} de un texto repartido en varios códigos, que aquí no se \
                 pueden juntar: use el código del equipo o escríbalo"
            );
            Err(Error::With(Code::QrPart, sentence))
        }
        None => Err(Code::QrNotSeen.into()),
    }
}

/// Looks until something of ours is seen, and of a photo once more, since a second label beside the first may want another size; other
/// codes are kept, and searched for no longer than their own kind.
fn seen(photo: &DynamicImage, looks: &[Look], effort: Effort, is_ours: &impl Fn(&str) -> bool) -> Found {
    let mut found = Found::default();
    let mut is_last = effort == Effort::Frame;
    let mut done: Vec<Look> = Vec::new();
    for look in looks.iter().map(|look| look.within(photo)) {
        if !found.texts.is_empty() && done.last().is_some_and(|last| last.symbols != look.symbols) {
            break;
        }
        // Of a small picture several looks are the same.
        if done.contains(&look) {
            continue;
        }
        done.push(look);
        found.add(look.at(photo));
        if found.texts.iter().any(|text| is_ours(text)) {
            if is_last {
                break;
            }
            is_last = true;
        }
    }
    found
}

#[cfg(test)]
mod tests;
