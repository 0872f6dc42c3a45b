//! The fonts: what a text looks like, how wide it is, and the part of a font that a document needs.

use crate::kit::error::{Error, Result};
use allsorts::binary::read::ReadScope;
use allsorts::font_data::FontData;
use allsorts::subset::{CmapTarget, SubsetProfile, subset};
use printpdf::ParsedFont;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// A face of our fonts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Face {
    /// For running text.
    Regular,
    /// For titles and names.
    Bold,
}

/// Open Sans, semi-condensed, Latin, Greek and Cyrillic letters; how it was made of the original is in `scripts/fonts.py`.
const REGULAR: &[u8] = include_bytes!("fonts/OpenSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("fonts/OpenSans-Bold.ttf");

/// What stands for a letter that the fonts don't have.
const MISSING: char = '\u{FFFD}';

/// Both faces, read once: they are a part of the binary and the same for every document.
static FONTS: LazyLock<Option<Fonts>> =
    LazyLock::new(|| Some(Fonts { regular: Font::read(REGULAR)?, bold: Font::read(BOLD)? }));

/// The faces that texts are set in.
pub(super) struct Fonts {
    regular: Font,
    bold: Font,
}

impl Fonts {
    /// The fonts of the house.
    pub(super) fn of_house() -> Result<&'static Self> {
        FONTS.as_ref().ok_or_else(|| Error::internal("the fonts of printed pages can't be read"))
    }

    pub(super) fn of(&self, face: Face) -> &Font {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }
}

/// One face.
pub(super) struct Font {
    bytes: &'static [u8],
    parsed: ParsedFont,
}

impl Font {
    fn read(bytes: &'static [u8]) -> Option<Self> {
        Some(Self { bytes, parsed: ParsedFont::from_bytes(bytes, 0, &mut Vec::new())? })
    }

    fn glyph(&self, letter: char) -> Option<u16> {
        self.parsed.lookup_glyph_index(u32::from(letter))
    }

    /// The width of a letter in thousandths of the type size, cut as the document cuts it.
    fn advance(&self, letter: char) -> u32 {
        let width = self.glyph(letter).and_then(|glyph| self.parsed.get_glyph_width(glyph)).unwrap_or(0);
        u32::from(width) * 1000 / u32::from(self.parsed.units_per_em.max(1))
    }

    fn thousandths(&self, text: &str) -> u32 {
        text.chars().map(|letter| self.advance(letter)).sum()
    }

    /// How wide a text is, in points.
    pub(super) fn width(&self, text: &str, size: f32) -> f32 {
        points(self.thousandths(text), size)
    }

    /// A text as it can be printed: composed letters, no control characters but line breaks, what the font doesn't have replaced.
    pub(super) fn printable(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        for letter in text.nfc() {
            match letter {
                '\n' => out.push('\n'),
                '\t' | '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => out.push(' '),
                // Joiners, marks of direction, variants of emoji, the mark of a file's beginning, a hyphen for nothing.
                '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' => {}
                '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' => {}
                _ if letter.is_control() => {}
                _ if self.glyph(letter).is_some() => out.push(letter),
                _ => out.push(MISSING),
            }
        }
        out
    }

    /// The lines of a text that is already printable, none wider than `width` but for a single letter. A word that is wider is cut
    /// where it must be; a mark that takes no room stays with its letter.
    pub(super) fn lines(&self, text: &str, size: f32, width: f32) -> Vec<String> {
        let fits = |thousandths: u32| points(thousandths, size) <= width;
        let space = self.advance(' ');
        let mut lines = Vec::new();
        for paragraph in text.trim_end().split('\n') {
            let (mut line, mut taken) = (String::new(), 0);
            for word in paragraph.split_whitespace() {
                let own = self.thousandths(word);
                if !line.is_empty() && fits(taken + space + own) {
                    line.push(' ');
                    line.push_str(word);
                    taken += space + own;
                    continue;
                }
                if !line.is_empty() {
                    lines.push(std::mem::take(&mut line));
                    taken = 0;
                }
                for letter in word.chars() {
                    let advance = self.advance(letter);
                    if advance > 0 && !line.is_empty() && !fits(taken + advance) {
                        lines.push(std::mem::take(&mut line));
                        taken = 0;
                    }
                    line.push(letter);
                    taken += advance;
                }
            }
            lines.push(line);
        }
        lines
    }

    /// The font with nothing but these glyphs in it.
    ///
    /// printpdf embeds a font whole unless its layout engine is compiled in, which is five times its size; so the font is cut by
    /// the same crate that it reads fonts with.
    pub(super) fn cut_to(&self, glyphs: &Glyphs) -> Result<ParsedFont> {
        let font = ReadScope::new(self.bytes).read::<FontData<'_>>().map_err(Error::internal)?;
        let tables = font.table_provider(0).map_err(Error::internal)?;
        // What comes out is numbered in the order of what goes in: the glyph of what is missing, and then as the pages do.
        let kept: Vec<u16> = std::iter::once(0).chain(glyphs.kept.iter().copied()).collect();
        let bytes =
            subset(&tables, &kept, &SubsetProfile::Pdf, CmapTarget::Unicode).map_err(Error::internal)?;
        let mut cut = self.parsed.clone();
        cut.original_bytes = bytes;
        cut.codepoint_to_glyph =
            glyphs.codes.iter().map(|(letter, code)| (u32::from(*letter), *code)).collect();
        cut.glyph_widths = (0..)
            .zip(&kept)
            .filter_map(|(code, glyph)| Some((code, self.parsed.get_glyph_width(*glyph)?)))
            .collect();
        Ok(cut)
    }
}

/// Thousandths of a type size in points.
fn points(thousandths: u32, size: f32) -> f32 {
    #[expect(clippy::cast_precision_loss, reason = "a line is some thousand thousandths wide")]
    let width = thousandths as f32;
    width * size / 1000.0
}

/// The glyphs of a face that a document uses, numbered from 1 in the order of their first use; 0 is what is missing.
#[derive(Default)]
pub(super) struct Glyphs {
    codes: BTreeMap<char, u16>,
    /// Glyphs of the whole font; the first has the number 1. None stands twice, though two letters may share one.
    kept: Vec<u16>,
}

impl Glyphs {
    /// The number of a letter's glyph on the pages.
    pub(super) fn code(&mut self, font: &Font, letter: char) -> u16 {
        if let Some(code) = self.codes.get(&letter) {
            return *code;
        }
        let code = font.glyph(letter).filter(|glyph| *glyph != 0).map_or(0, |glyph| {
            let place = self.kept.iter().position(|kept| *kept == glyph).unwrap_or_else(|| {
                self.kept.push(glyph);
                self.kept.len() - 1
            });
            // A font has no more glyphs than that.
            u16::try_from(place + 1).unwrap_or(0)
        });
        self.codes.insert(letter, code);
        code
    }

    /// The letters that are used, in the order of the alphabet.
    pub(super) fn letters(&self) -> String {
        self.codes.keys().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn regular() -> &'static Font {
        Fonts::of_house().unwrap().of(Face::Regular)
    }

    #[test]
    fn letters_are_composed_and_what_is_missing_is_seen() {
        let font = regular();
        assert_eq!(font.printable("n\u{303}o\tA\r\nB\u{0}"), "ño A\nB");
        assert_eq!(font.printable("«Ñandú» ¿½? 中🎉\u{200D}\u{FE0F}"), "«Ñandú» ¿½? \u{FFFD}\u{FFFD}");
        assert_eq!(font.printable("Ōtomo Łódź Αθήνα Москва Nguyễn"), "Ōtomo Łódź Αθήνα Москва Nguyễn");
    }

    #[test]
    fn a_word_that_is_too_wide_is_cut() {
        let lines = regular().lines("PORTATILMUYLARGO de prueba", 10.0, 40.0);
        assert!(lines.len() > 3, "{lines:?}");
        assert_eq!(lines.concat().replace(' ', ""), "PORTATILMUYLARGOdeprueba");
    }

    #[test]
    fn marks_stay_with_their_letter() {
        let font = regular();
        // Nothing composes these two.
        let text = "x\u{323}".repeat(40);
        assert_eq!((font.printable(&text), font.advance('\u{323}')), (text.clone(), 0));
        for width in [0.1, 40.0] {
            let lines = font.lines(&text, 9.0, width);
            assert!(lines.len() > 3 && lines.iter().all(|line| line.starts_with('x')), "{lines:?}");
            assert_eq!(lines.concat(), text);
        }
    }

    proptest! {
        /// No letter is lost, none is invented, and no line is too wide.
        #[test]
        fn lines_hold_the_text(text in "[a-zñáéA-Z0-9 ./\u{300}\u{303}\u{323}\u{489}-]{0,200}", width in 2.0f32..300.0) {
            let font = regular();
            let text = font.printable(&text);
            let lines = font.lines(&text, 9.0, width);
            let letters = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(letters(&lines.concat()), letters(&text));
            for line in lines {
                let wide = line.chars().filter(|letter| font.advance(*letter) > 0).count();
                prop_assert!(font.width(&line, 9.0) <= width || wide == 1, "{line}");
            }
        }
    }
}
