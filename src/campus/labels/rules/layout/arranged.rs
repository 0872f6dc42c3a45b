//! Where the code, the plate and the lines of a label lie. Pure.

use super::block::block_height;
use super::{BAR_QUIET, LARGEST_BAR, Label, Line, Placed, QUIET, Sheet, above, height_of, symbol};
use crate::kit::pdf::Face;
use crate::kit::{Code, Result};
use qrcode::EcLevel;

/// How a QR label comes out; lengths in micrometres.
pub(super) struct QrFit {
    /// The plate's text, the size of its type and its width.
    plate: (String, i32, i32),
    /// How much the plate takes at the foot.
    foot: i32,
    level: EcLevel,
    module: i32,
}

impl Sheet<'_> {
    /// The plate beneath a QR code.
    fn qr_plate(&self) -> Result<(String, i32, i32)> {
        self.plate((self.height / 10).clamp(1_900, if self.is_tall() { 5_000 } else { 3_600 }))
    }

    /// The type of the lines of a tall label.
    fn tall_type(&self) -> i32 {
        (self.height / 25).clamp(2_400, 4_200)
    }

    /// How much room a QR code has above the foot, beside or above so many lines.
    fn qr_room(&self, foot: i32, lines: usize) -> (i32, i32) {
        if self.is_tall() {
            let below = block_height(lines + 1, self.tall_type()).min(self.height / 3);
            return (self.width, self.height - foot - below);
        }
        (if lines == 0 { self.width } else { self.width * 3 / 5 }, self.height - foot)
    }

    /// What decides whether a QR label can be read.
    pub(super) fn qr_fit(&self, text: &str, lines: usize) -> Result<QrFit> {
        let plate = self.qr_plate()?;
        let foot = height_of(plate.1) + self.rim;
        let (level, module) = self.fitted(text, self.qr_room(foot, lines))?;
        Ok(QrFit { plate, foot, level, module })
    }

    /// A QR code: at the left with the lines beside it, or above them on a tall label.
    pub(super) fn with_qr(&self, text: &str) -> Result<Label> {
        let texts = self.texts();
        let QrFit { plate, foot, level, module } = self.qr_fit(text, texts.len())?;
        let symbol = symbol::qr(text, level)?;
        if self.is_tall() {
            let type_size = self.tall_type();
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
    pub(super) fn with_bars(&self) -> Result<Label> {
        let symbol = symbol::code128(&self.subject.plate)?;
        let dot = self.wanted.dot;
        let dots = (self.width / (symbol.columns + 2 * BAR_QUIET) / dot).min(LARGEST_BAR / dot);
        if dots < self.fewest_dots() {
            return Err(Code::LabelCodeDense.into());
        }
        let module = dots * dot;
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
