//! How the code, the text beneath it and the lines fit into a label, in micrometres from its upper left corner. Pure.
//!
//! A label whose code could not be read is refused: a module is at least two dots of the coarsest label printer, and the quiet zone
//! around is part of the sum. Lines are what gives way: those that don't fit are left out, and whoever designs is told.

use super::symbol::{self, Symbol};
use crate::campus::labels::model::{LabelCode, LabelLine, LabelSubject};
use crate::kit::pdf::{Face, Letters};
use crate::kit::{Code, Error, Result};
use qrcode::EcLevel;

mod block;

use block::block_height;

/// A dot of a printer of 203 dpi, which is 8 a millimetre. A module is a whole number of them.
pub const DOT: i32 = 125;
/// The smallest module, in dots: below, thermal printers let modules run into each other.
const FEWEST_DOTS: i32 = 2;
/// From so many dots on, a code that takes more scratches is better than a larger one.
const ROBUST_DOTS: i32 = 4;
/// The largest module of a QR code, in dots.
const MOST_DOTS: i32 = 12;
/// The largest module of bars, in dots: scanners see no wider code as a whole.
const MOST_BAR_DOTS: i32 = 4;
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

/// How a label is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Width and height of the label.
    pub size: (i32, i32),
    /// The kind of code.
    pub code: LabelCode,
    /// The lines, in their order.
    pub lines: &'a [LabelLine],
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
    let (width, height) = wanted.size;
    let rim = match height {
        ..16_000 => 800,
        16_000..40_000 => 1_500,
        _ => 2_000,
    };
    let sheet = Sheet { letters, width, height, rim, subject, wanted };
    let laid = match wanted.code {
        LabelCode::Qr => sheet.with_qr(signed.unwrap_or(&subject.plate)),
        LabelCode::ShortQr => sheet.with_qr(&subject.plate),
        LabelCode::Code128 => sheet.with_bars(),
    };
    laid.map_err(|error| named(error, &subject.plate))
}

/// The refusal with the plate that it is of.
fn named(error: Error, plate: &str) -> Error {
    match error {
        Error::Known(code) => Error::With(code, format!("{plate}: {}", code.text())),
        other => other,
    }
}

/// What type of a size takes above its base line, and in all.
fn above(size: i32) -> i32 {
    size * ABOVE / 100
}

fn height_of(size: i32) -> i32 {
    size * (ABOVE + BELOW) / 100
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
    fn fitted(&self, text: &str, (across, down): (i32, i32)) -> Result<(Symbol, i32)> {
        let mut best: Option<(EcLevel, i32)> = None;
        for level in symbol::LEVELS {
            let columns = symbol::qr_columns(text, level)?;
            let fits = |dots: &i32| {
                let module = dots * DOT;
                let (side, quiet) = (columns * module, QUIET * module);
                side + 2 * quiet <= across && self.edge(module) + side + quiet <= down
            };
            let Some(dots) = (FEWEST_DOTS..=MOST_DOTS).rev().find(fits) else { continue };
            if best.is_none_or(|(_, before)| dots > before) {
                best = Some((level, dots));
            }
            if dots >= ROBUST_DOTS {
                break;
            }
        }
        let (level, dots) = best.ok_or(Code::LabelCodeDense)?;
        Ok((symbol::qr(text, level)?, dots * DOT))
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

    /// A QR code: at the left with the lines beside it, or above them on a tall label.
    fn with_qr(&self, text: &str) -> Result<Label> {
        let plate =
            self.plate((self.height / 10).clamp(1_900, if self.is_tall() { 5_000 } else { 3_600 }))?;
        let texts = self.texts();
        let foot = height_of(plate.1) + self.rim;
        if self.is_tall() {
            let type_size = (self.height / 25).clamp(2_400, 4_200);
            let below = block_height(texts.len() + 1, type_size).min(self.height / 3);
            let (symbol, module) = self.fitted(text, (self.width, self.height - foot - below))?;
            let side = symbol.columns * module;
            let (x, y) = ((self.width - side) / 2, self.edge(module));
            let plate_top = y + side + QUIET * module;
            let plate_line = self.put_plate(plate, (0, self.width), plate_top);
            let top = plate_top + height_of(plate_line.size) + type_size / 3;
            let area = [self.rim, top, self.width - 2 * self.rim, self.height - self.rim - top];
            let (lines, is_cut_short) = self.block(texts, area, type_size, true);
            let code = Placed { symbol, x, y, module: (module, module) };
            return Ok(Label { code, lines: [vec![plate_line], lines].concat(), is_cut_short });
        }
        let widest = if texts.is_empty() { self.width } else { self.width * 3 / 5 };
        let (symbol, module) = self.fitted(text, (widest, self.height - foot))?;
        let side = symbol.columns * module;
        let left = self.edge(module);
        let x = if texts.is_empty() { (self.width - side) / 2 } else { left };
        let free = self.height - foot - side - QUIET * module - self.edge(module);
        let y = self.edge(module) + (free / 2).max(0);
        let plate_line = self.put_plate(plate, (x, x + side), y + side + QUIET * module);
        let begin = x + side + QUIET * module;
        // A plate that is wider than its code reaches beneath the lines.
        let reaches = plate_line.x + plate_line.width > begin;
        let below = if reaches { plate_line.y - above(plate_line.size) } else { self.height - self.rim };
        let area = [begin, self.rim, self.width - self.rim - begin, below - self.rim];
        let type_size = (self.height / 11).clamp(1_700, 4_000);
        let (lines, is_cut_short) = self.block(texts, area, type_size, false);
        let code = Placed { symbol, x, y, module: (module, module) };
        Ok(Label { code, lines: [vec![plate_line], lines].concat(), is_cut_short })
    }

    /// Bars over the whole width, the lines above them.
    fn with_bars(&self) -> Result<Label> {
        let symbol = symbol::code128(&self.subject.plate)?;
        let dots = (self.width / (symbol.columns + 2 * BAR_QUIET) / DOT).min(MOST_BAR_DOTS);
        if dots < FEWEST_DOTS {
            return Err(Code::LabelCodeDense.into());
        }
        let module = dots * DOT;
        let plate = self.plate((self.height / 10).clamp(1_900, 4_000))?;
        let texts = self.texts();
        let gap = 600;
        let foot = height_of(plate.1) + self.rim + gap;
        let free = self.height - self.rim - foot;
        // Bars that are lower than that are missed by who scans in passing.
        let lowest = (free * 2 / 5).clamp(4_500, 18_000);
        let type_size = (self.height / 11).clamp(1_700, 4_200);
        let wished = if texts.is_empty() { 0 } else { block_height(texts.len() + 1, type_size) + gap };
        let height = (free - wished).clamp(lowest, 25_000.max(lowest));
        let y = self.height - foot - height;
        let x = (self.width - symbol.columns * module) / 2;
        let area = [self.rim, self.rim, self.width - 2 * self.rim, y - gap - self.rim];
        let (lines, is_cut_short) = self.block(texts, area, type_size, false);
        let plate_line = self.put_plate(plate, (0, self.width), y + height + gap);
        let code = Placed { symbol, x, y, module: (module, height) };
        Ok(Label { code, lines: [vec![plate_line], lines].concat(), is_cut_short })
    }

    /// The plate in the middle beneath a code that reaches from one edge to another, but never over the label's rim.
    fn put_plate(&self, (text, size, width): (String, i32, i32), (from, to): (i32, i32), top: i32) -> Line {
        let x = ((from + to - width) / 2).min(self.width - self.rim - width).max(self.rim);
        Line { text, x, y: top + above(size), width, size, face: Face::Bold }
    }
}

#[cfg(test)]
mod tests;
