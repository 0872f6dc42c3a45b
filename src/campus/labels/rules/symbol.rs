//! Symbols: a QR code or a Code 128 as dark and light modules. Pure.
//!
//! A QR code is written in byte mode only. The shortest way of writing takes halves of UTF-8 letters for Kanji, which one of our two
//! readers turns back and others show as Chinese.

use crate::kit::{Code, Error, Result};
use barcoders::sym::code128::Code128;
use qrcode::bits::Bits;
use qrcode::{Color, EcLevel, QrCode, Version};
use std::fmt::Write;

/// A symbol without its quiet zone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Symbol {
    /// Modules from left to right.
    pub columns: i32,
    /// Modules from top to bottom; one, if it is bars.
    pub rows: i32,
    /// Runs of dark modules, row by row: first column, row, how many.
    pub runs: Vec<(i32, i32, i32)>,
}

impl Symbol {
    /// Of modules, row by row; true is dark.
    fn of(columns: usize, modules: &[bool]) -> Self {
        let number = |n: usize| i32::try_from(n).unwrap_or(i32::MAX);
        let mut runs: Vec<(i32, i32, i32)> = Vec::new();
        for (n, _) in modules.iter().enumerate().filter(|(_, dark)| **dark) {
            let (column, row) = (number(n % columns.max(1)), number(n / columns.max(1)));
            match runs.last_mut() {
                Some((first, last_row, length)) if *last_row == row && *first + *length == column => {
                    *length += 1;
                }
                _ => runs.push((column, row, 1)),
            }
        }
        Self { columns: number(columns), rows: number(modules.len() / columns.max(1)), runs }
    }

    /// The runs as strokes of an SVG path, a module thick.
    pub fn path(&self) -> String {
        let mut path = String::with_capacity(self.runs.len() * 9);
        for (column, row, length) in &self.runs {
            let _ = write!(path, "M{column} {row}.5h{length}");
        }
        path
    }
}

/// How much of a QR code may be scratched: a quarter, a seventh, a fourteenth.
pub const LEVELS: [EcLevel; 3] = [EcLevel::Q, EcLevel::M, EcLevel::L];

/// A text as it is written in the smallest QR code that takes it, before it is drawn: choosing the best of eight masks is what costs.
fn bits(text: &str, level: EcLevel) -> Result<Bits> {
    for version in (1..=40).map(Version::Normal) {
        let mut bits = Bits::new(version);
        if bits.push_byte_data(text.as_bytes()).and_then(|()| bits.push_terminator(level)).is_ok() {
            return Ok(bits);
        }
    }
    Err(Code::LabelCodeDense.into())
}

/// How many modules wide the QR code of a text is.
///
/// # Errors
/// [`Code::LabelCodeDense`] of what no code takes.
pub fn qr_columns(text: &str, level: EcLevel) -> Result<i32> {
    bits(text, level).map(|bits| bits.version().width().into())
}

/// A text as a QR code, the smallest that takes it.
///
/// # Errors
/// [`Code::LabelCodeDense`] of what no code takes.
pub fn qr(text: &str, level: EcLevel) -> Result<Symbol> {
    let code = QrCode::with_bits(bits(text, level)?, level);
    let code = code.map_err(|error| Error::internal(error.to_string()))?;
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    Ok(Symbol::of(code.width(), &dark))
}

/// Digits that are worth changing to pairs for.
const PAIRS: usize = 4;

/// A plate as Code 128, digits in pairs where that is shorter.
///
/// # Errors
/// [`Code::LabelCodeLetters`] of letters that it doesn't have.
pub fn code128(text: &str) -> Result<Symbol> {
    if text.is_empty() || !text.chars().all(|letter| letter == ' ' || letter.is_ascii_graphic()) {
        return Err(Code::LabelCodeLetters.into());
    }
    let code = Code128::new(switched(text)).map_err(|error| Error::internal(error.to_string()))?;
    let dark: Vec<bool> = code.encode().into_iter().map(|module| module == 1).collect();
    Ok(Symbol::of(dark.len(), &dark))
}

/// A text with the marks that say which of its parts are written in pairs of digits, as the encoder wants them.
fn switched(text: &str) -> String {
    const LETTERS: char = '\u{181}';
    const DIGITS: char = '\u{106}';
    let mut out = String::new();
    let mut rest = text;
    let mut set = None;
    while let Some(first) = rest.chars().next() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (taken, wanted) = if digits >= PAIRS {
            (digits - digits % 2, DIGITS)
        } else {
            (digits.max(first.len_utf8()), LETTERS)
        };
        if set != Some(wanted) {
            out.push(wanted);
            set = Some(wanted);
        }
        let (part, after) = rest.split_at_checked(taken).unwrap_or((rest, ""));
        out.push_str(part);
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What our reader of photos sees of it, drawn with three pixels a module.
    fn seen(symbol: &Symbol) -> Option<String> {
        let side = usize::try_from((symbol.columns + 8) * 3).unwrap();
        let mut pixels = vec![255u8; side * side];
        for (column, row, length) in &symbol.runs {
            for y in (row + 4) * 3..(row + 5) * 3 {
                for x in (column + 4) * 3..(column + 4 + length) * 3 {
                    pixels[usize::try_from(y).unwrap() * side + usize::try_from(x).unwrap()] = 0;
                }
            }
        }
        let mut picture =
            rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| pixels[y * side + x]);
        picture.detect_grids().iter().find_map(|grid| Some(grid.decode().ok()?.1))
    }

    #[test]
    fn a_code_is_bytes_and_never_kanji() {
        // In Kanji mode this would be shorter, and another text to most readers.
        let text = "ÁÉÍÓÚÑÜ ✓✓✓✓✓✓";
        let symbol = qr(text, EcLevel::M).unwrap();
        assert_eq!(symbol.columns, 17 + 4 * 3, "33 bytes take the third size");
        assert_eq!(seen(&symbol).unwrap(), text);
    }

    #[test]
    fn code_128_is_its_table() {
        // Start, two letters and the check take eleven modules each, the stop thirteen.
        let symbol = code128("AB").unwrap();
        assert_eq!((symbol.columns, symbol.rows), (11 * 4 + 13, 1));
        // Start B, A, B, the check (104 + 33 + 2 × 34) % 103 = 102, stop: widths of bars by the standard.
        let bars: Vec<i32> = symbol.runs.iter().map(|(_, _, length)| *length).collect();
        assert_eq!(bars, [2, 1, 1, 1, 1, 2, 1, 1, 2, 4, 1, 3, 2, 3, 1, 2]);
        // Pairs of digits take half.
        assert_eq!(code128("9205123456").unwrap().columns, 11 * 7 + 13);
        assert_eq!(switched("PC-0001"), "\u{181}PC-\u{106}0001");
        assert_eq!(switched("12345A1"), "\u{106}1234\u{181}5A1");
        assert_eq!(switched("A12"), "\u{181}A12");
        for wrong in ["", "Ñ-1", "A\tB", "🎉"] {
            assert_eq!(code128(wrong).unwrap_err().code(), Code::LabelCodeLetters, "{wrong:?}");
        }
    }

    #[test]
    fn a_path_draws_each_run_once() {
        let symbol = Symbol::of(3, &[true, true, false, false, false, true]);
        assert_eq!(symbol.runs, [(0, 0, 2), (2, 1, 1)]);
        assert_eq!(symbol.path(), "M0 0.5h2M2 1.5h1");
        assert_eq!((symbol.columns, symbol.rows), (3, 2));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]

        #[test]
        fn what_is_written_is_read(text in "[ -~]{1,120}|\\PC{1,40}") {
            for level in LEVELS {
                prop_assert_eq!(seen(&qr(&text, level).unwrap()), Some(text.clone()));
            }
        }

        #[test]
        fn every_plate_of_ascii_has_bars(text in "[ -~]{1,40}") {
            let symbol = code128(&text).unwrap();
            // Whole symbols of eleven modules and the stop of thirteen.
            prop_assert_eq!((symbol.columns - 13) % 11, 0);
            prop_assert!(symbol.columns <= 13 + 11 * (2 + 2 * i32::try_from(text.len()).unwrap()));
        }
    }
}
