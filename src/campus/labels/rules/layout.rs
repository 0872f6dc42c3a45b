//! How the code, the text beneath it and the lines fit into a label, in micrometres from its upper left corner. Pure.
//!
//! A label whose code could not be read is refused: a module is at least two dots of the coarsest label printer, and the quiet zone
//! around is part of the sum. Lines are what gives way: those that don't fit are left out, and whoever designs is told.

use super::symbol::{self, Symbol};
use crate::campus::labels::model::{LabelCode, LabelLine, LabelSubject};
use crate::kit::pdf::{Face, Letters};
use crate::kit::{Code, Error, Result};
use qrcode::EcLevel;

mod arranged;
mod block;

/// A dot of a printer of 203 dpi, which is 8 a millimetre. A module is a whole number of dots.
pub const DOT: i32 = 125;
/// The smallest module: below, thermal printers let modules run into each other.
const SMALLEST_MODULE: i32 = 250;
/// From that module on, a code that takes more scratches is better than a larger one.
const ROBUST_MODULE: i32 = 500;
/// The largest module of a QR code.
const LARGEST_MODULE: i32 = 1_500;
/// The largest module of bars: scanners see no wider code as a whole.
const LARGEST_BAR: i32 = 500;
/// The quiet zone of a QR code and of bars, in modules.
const QUIET: i32 = 4;
const BAR_QUIET: i32 = 10;
/// The smallest type that is read without a glass, in micrometres (4.3 points).
const SMALLEST: i32 = 1_500;
/// What letters take above and below their base line, of a hundred.
const ABOVE: i32 = 78;
const BELOW: i32 = 24;

/// A line of text in its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it says, printable.
    pub text: String,
    /// Left edge.
    pub x: i32,
    /// Base line.
    pub y: i32,
    /// Its width.
    pub width: i32,
    /// Size of its type.
    pub size: i32,
    /// Bold or not.
    pub face: Face,
}

/// A code in its place, without its quiet zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// What is drawn.
    pub symbol: Symbol,
    /// Left edge.
    pub x: i32,
    /// Upper edge.
    pub y: i32,
    /// Width and height of a module.
    pub module: (i32, i32),
}

impl Placed {
    /// Its dark boxes: left and upper edge, width and height.
    pub fn boxes(&self) -> impl Iterator<Item = [i32; 4]> + '_ {
        let (width, height) = self.module;
        let at = move |(column, row, length): &(i32, i32, i32)| {
            [self.x + column * width, self.y + row * height, length * width, height]
        };
        self.symbol.runs.iter().map(at)
    }
}

/// A label, laid out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Its code.
    pub code: Placed,
    /// Its texts, the one beneath the code first.
    pub lines: Vec<Line>,
    /// Whether a line was left out or shortened.
    pub is_cut_short: bool,
}

impl Label {
    /// What is dark of it: left, upper, right and lower edge.
    pub fn dark(&self) -> [i32; 4] {
        let code = &self.code;
        let (width, height) = (code.symbol.columns * code.module.0, code.symbol.rows * code.module.1);
        let of_code = [code.x, code.y, code.x + width, code.y + height];
        self.lines.iter().fold(of_code, |[left, top, right, below], line| {
            let upper = line.y - above(line.size);
            [
                left.min(line.x),
                top.min(upper),
                right.max(line.x + line.width),
                below.max(upper + height_of(line.size)),
            ]
        })
    }
}

/// How a label is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Width and height of the label.
    pub size: (i32, i32),
    /// The kind of code.
    pub code: LabelCode,
    /// The lines, in their order.
    pub lines: &'a [LabelLine],
    /// A dot of the printer, in micrometres: modules are whole ones.
    pub dot: i32,
}

/// A label while it is laid out.
struct Sheet<'a> {
    letters: Letters,
    width: i32,
    height: i32,
    /// What is kept free at the edges: sheets aren't cut to the tenth of a millimetre.
    rim: i32,
    subject: &'a LabelSubject,
    wanted: Wanted<'a>,
}

/// Lays out a label; `signed` is the text of its full code, of whatever has one.
///
/// # Errors
/// [`Code::LabelCodeDense`], [`Code::LabelCodeLetters`] and [`Code::LabelPlateLong`], each with the plate that it is of.
pub fn lay(
    wanted: Wanted<'_>,
    subject: &LabelSubject,
    signed: Option<&str>,
    letters: Letters,
) -> Result<Label> {
    let sheet = Sheet::of(wanted, subject, letters);
    let laid = match wanted.code.text(subject, signed) {
        Some(text) => sheet.with_qr(text),
        None => sheet.with_bars(),
    };
    laid.map_err(|error| named(error, &subject.plate))
}

/// Judges a label as [`lay`] does, without drawing its code, which is what costs.
///
/// # Errors
/// As [`lay`].
pub fn judge(
    wanted: Wanted<'_>,
    subject: &LabelSubject,
    signed: Option<&str>,
    letters: Letters,
) -> Result<()> {
    let sheet = Sheet::of(wanted, subject, letters);
    let judged = match wanted.code.text(subject, signed) {
        Some(text) => sheet.qr_fit(text, sheet.texts().len()).map(drop),
        None => sheet.with_bars().map(drop),
    };
    judged.map_err(|error| named(error, &subject.plate))
}

impl LabelCode {
    /// What its QR code says; none, if it is bars.
    fn text<'a>(self, subject: &'a LabelSubject, signed: Option<&'a str>) -> Option<&'a str> {
        match self {
            Self::Qr => Some(signed.unwrap_or(&subject.plate)),
            Self::ShortQr => Some(&subject.plate),
            Self::Code128 => None,
        }
    }
}

/// The refusal with the plate that it is of.
fn named(error: Error, plate: &str) -> Error {
    match error {
        Error::Known(code) => Error::With(code, format!("{plate}: {}", code.text())),
        other => other,
    }
}

/// What type of a size takes above its base line, and in all.
pub(super) fn above(size: i32) -> i32 {
    size * ABOVE / 100
}

fn height_of(size: i32) -> i32 {
    size * (ABOVE + BELOW) / 100
}

impl<'a> Sheet<'a> {
    fn of(wanted: Wanted<'a>, subject: &'a LabelSubject, letters: Letters) -> Self {
        let (width, height) = wanted.size;
        let rim = match height {
            ..16_000 => 800,
            16_000..40_000 => 1_500,
            _ => 2_000,
        };
        Self { letters, width, height, rim, subject, wanted }
    }
}

impl Sheet<'_> {
    /// The text beneath the code: as large as there is room, at the label's foot; where it begins is decided by who knows the code.
    fn plate(&self, most: i32) -> Result<(String, i32, i32)> {
        let text = self.letters.printable(&self.subject.plate, Face::Bold);
        let room = self.width - 2 * self.rim;
        let mut size = most;
        loop {
            let width = self.letters.width(&text, Face::Bold, size);
            if width <= room {
                return Ok((text, size, width));
            }
            if size <= SMALLEST {
                return Err(Code::LabelPlateLong.into());
            }
            size = (size - 100).max(SMALLEST);
        }
    }

    /// The level and the module of a QR code in so much room, its quiet zone and the rim within.
    fn fitted(&self, text: &str, (across, down): (i32, i32)) -> Result<(EcLevel, i32)> {
        let dot = self.wanted.dot;
        let (fewest, most) = (self.fewest_dots(), LARGEST_MODULE / dot);
        let mut best: Option<(EcLevel, i32)> = None;
        for level in symbol::LEVELS {
            let columns = symbol::qr_columns(text, level)?;
            let fits = |dots: &i32| {
                let module = dots * dot;
                let (side, quiet) = (columns * module, QUIET * module);
                side + 2 * quiet <= across && self.edge(module) + side + quiet <= down
            };
            let Some(dots) = (fewest..=most).rev().find(fits) else { continue };
            if best.is_none_or(|(_, before)| dots > before) {
                best = Some((level, dots));
            }
            if dots * dot >= ROBUST_MODULE {
                break;
            }
        }
        let (level, dots) = best.ok_or(Code::LabelCodeDense)?;
        Ok((level, dots * dot))
    }

    /// The dots of the smallest module.
    fn fewest_dots(&self) -> i32 {
        (SMALLEST_MODULE + self.wanted.dot - 1) / self.wanted.dot
    }

    /// What lies between a code and the label's edge: the rim and the quiet zone are both white, so the wider of the two.
    fn edge(&self, module: i32) -> i32 {
        self.rim.max(QUIET * module)
    }

    fn is_tall(&self) -> bool {
        self.height * 4 > self.width * 5
    }

    /// What the lines say, in their order, those that say something.
    fn texts(&self) -> Vec<(String, Face)> {
        let subject = self.subject;
        let say = |line: &LabelLine| {
            let (text, face) = match line {
                LabelLine::Name => (&subject.name, Face::Bold),
                LabelLine::Model => (&subject.model, Face::Regular),
                LabelLine::Serial => (&subject.serial, Face::Regular),
                LabelLine::Room => (&subject.room, Face::Regular),
                LabelLine::Center => (&subject.center, Face::Regular),
            };
            let text = text.as_deref()?;
            let text = if *line == LabelLine::Serial { format!("S/N {text}") } else { text.to_owned() };
            let text = self.letters.printable(&text, face);
            (!text.is_empty()).then_some((text, face))
        };
        self.wanted.lines.iter().filter_map(say).collect()
    }
}

#[cfg(test)]
mod tests;
