//! Labels in ZPL II, the language of Zebra's printers and of many others. Pure.
//!
//! Codes are sent as pictures, dot by dot, since what a printer makes of a text (version, level, mask) differs from what was laid out
//! and may not fit. Texts are set in the printer's own type, which is narrower than ours. All is ASCII: what isn't, and what means
//! something to the printer, is written as the bytes of its UTF-8.

use super::layout::{DOT, Label, Line, Placed, above};
use crate::campus::labels::model::PrinterDots;
use crate::kit::pdf::Face;
use std::fmt::Write;

impl PrinterDots {
    /// Micrometres in dots, to the nearest.
    fn dots(self, micrometres: i32) -> i32 {
        let (dots, of) = self.scale();
        (micrometres * dots + of / 2).div_euclid(of)
    }

    /// So many dots are so many micrometres. What is called 203 dpi is 8 dots a millimetre, 300 dpi is 11.8.
    fn scale(self) -> (i32, i32) {
        match self {
            Self::Dpi203 => (8, 1_000),
            Self::Dpi300 => (118, 10_000),
        }
    }

    /// A dot in micrometres, as labels are laid out for it: at 300 dpi it is a hair less.
    pub fn dot(self) -> i32 {
        match self {
            Self::Dpi203 => DOT,
            Self::Dpi300 => 85,
        }
    }

    /// A module in dots: those that it was laid out with.
    fn module(self, micrometres: i32) -> i32 {
        (micrometres / self.dot()).max(1)
    }

    /// The height of bars in dots, never more than it was laid out.
    fn height(self, micrometres: i32) -> i32 {
        let (dots, of) = self.scale();
        (micrometres * dots / of).max(1)
    }
}

/// Writes a label as one format.
pub fn write(
    out: &mut String,
    label: &Label,
    (width, height): (i32, i32),
    offset: (i32, i32),
    of: PrinterDots,
) {
    let _ = write!(out, "^XA\n^CI28\n^PW{}\n^LL{}\n^LH0,0\n", of.dots(width), of.dots(height));
    picture(out, &label.code, offset, of);
    for line in &label.lines {
        text(out, line, offset, of);
    }
    out.push_str("^XZ\n");
}

/// A place that a printer takes: it knows no negative ones.
fn place(out: &mut String, (x, y): (i32, i32), of: PrinterDots) {
    let _ = write!(out, "^FO{},{}", of.dots(x).max(0), of.dots(y).max(0));
}

fn text(out: &mut String, line: &Line, (right, down): (i32, i32), of: PrinterDots) {
    // Its height is that of capitals with what hangs below; the type's is measured from line to line.
    let height = of.dots(line.size).max(1);
    let width = if line.face == Face::Bold { height } else { height * 9 / 10 };
    place(out, (line.x + right, line.y - above(line.size) + down), of);
    let _ = write!(out, "^A0N,{height},{}^FH^FD", width.max(1));
    for byte in line.text.bytes() {
        match byte {
            b'^' | b'~' | b'_' | b'\\' | ..=0x1f | 0x7f.. => {
                let _ = write!(out, "_{byte:02X}");
            }
            _ => out.push(char::from(byte)),
        }
    }
    out.push_str("^FS\n");
}

/// A code as a picture of dots: its rows in hexadecimal digits, a row that is like the one above as a colon, light to its end as a comma.
fn picture(out: &mut String, code: &Placed, (right, down): (i32, i32), of: PrinterDots) {
    let module = of.module(code.module.0);
    let lines = if code.symbol.rows == 1 { of.height(code.module.1) } else { module };
    let width = usize::try_from(code.symbol.columns * module).unwrap_or(0);
    let bytes = width.div_ceil(8);
    let height = usize::try_from(code.symbol.rows * lines).unwrap_or(0);
    // What is lost by whole dots is shared out, so that the code stays where it was laid out.
    let lost =
        code.symbol.columns * code.module.0 - code.symbol.columns * module * of.scale().1 / of.scale().0;
    place(out, (code.x + right + lost / 2, code.y + down + if lines == module { lost / 2 } else { 0 }), of);
    let _ = write!(out, "^GFA,{0},{0},{bytes},", bytes * height);
    for row in 0..code.symbol.rows {
        let mut dots = vec![0u8; bytes];
        for (column, _, length) in code.symbol.runs.iter().filter(|(_, its, _)| *its == row) {
            for dot in column * module..(column + length) * module {
                let dot = usize::try_from(dot).unwrap_or(0);
                if let Some(byte) = dots.get_mut(dot / 8) {
                    *byte |= 0x80 >> (dot % 8);
                }
            }
        }
        let dark = dots.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
        for byte in dots.iter().take(dark) {
            let _ = write!(out, "{byte:02X}");
        }
        if dark < bytes {
            out.push(',');
        }
        for _ in 1..lines {
            out.push(':');
        }
    }
    out.push_str("^FS\n");
}

#[cfg(test)]
mod tests;
