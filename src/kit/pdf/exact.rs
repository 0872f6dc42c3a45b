//! Pages on which everything has its place, to the micrometre: labels, which must lie where the sheet is cut.
//!
//! Distances are micrometres, a thousandth of a millimetre, from the upper left corner; a type size too.

use super::font::{Face, Fonts};
use super::paper::{Ink, Mark, Paper, Sheet, Style, points};
use super::write::{Properties, Written};
use crate::kit::error::Result;

/// How wide our letters are, for who lays out before there is a page. Cheap to copy.
#[derive(Clone, Copy)]
pub struct Letters(&'static Fonts);

impl Letters {
    /// Those of the fonts in the binary.
    ///
    /// # Errors
    /// When they can't be read.
    pub fn of_house() -> Result<Self> {
        Fonts::of_house().map(Self)
    }

    /// A text as it can be printed in one line: composed letters, `�` for what the fonts don't have, no line breaks.
    pub fn printable(self, text: &str, face: Face) -> String {
        self.0.of(face).printable(text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// How wide a printable text is, in micrometres, rounded up; `size` is that of its type, in micrometres.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_precision_loss,
        reason = "a line of some centimetres"
    )]
    pub fn width(self, text: &str, face: Face, size: i32) -> i32 {
        self.0.of(face).width(text, size as f32).ceil() as i32
    }

    /// The lines of a printable text, none wider than `width` but for a single letter.
    #[expect(clippy::cast_precision_loss, reason = "a line of some centimetres")]
    pub fn lines(self, text: &str, face: Face, size: i32, width: i32) -> Vec<String> {
        self.0.of(face).lines(text, size as f32, width as f32)
    }
}

/// A document of pages of one size.
pub struct Exact(Paper);

impl Exact {
    /// An empty page of a size.
    ///
    /// # Errors
    /// When the fonts in the binary can't be read.
    pub fn new(width: i32, height: i32) -> Result<Self> {
        Paper::new(Sheet::Exact { width, height }).map(Self)
    }

    /// Puts a printable line with its base line at a place.
    pub fn text(&mut self, text: &str, face: Face, size: i32, (x, y): (i32, i32)) {
        let style = Style { face, size: points(size), ink: Ink::FULL };
        self.0.put(Mark::Text { x: points(x), y: points(y), style, text: text.to_owned() });
    }

    /// Fills boxes with black, each given by its left and upper edge, width and height.
    pub fn boxes(&mut self, boxes: impl IntoIterator<Item = [i32; 4]>) {
        let boxes = boxes.into_iter().map(|sides| sides.map(points)).collect();
        self.0.put(Mark::Boxes { boxes, ink: Ink::FULL });
    }

    /// Draws the outline of a box in light grey, for scissors.
    pub fn outline(&mut self, [x, y, width, height]: [i32; 4]) {
        let (left, top, right, bottom) = (points(x), points(y), points(x + width), points(y + height));
        let points = vec![(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
        self.0.put(Mark::Stroke { points, width: 0.25, ink: Ink::LIGHT });
    }

    /// Turns to the next page.
    pub fn turn(&mut self) {
        self.0.turn();
    }

    /// Writes the document, whose last page is the one that is open.
    ///
    /// # Errors
    /// When a font can't be cut, or printpdf can't write what it was given.
    pub fn finish(mut self, properties: &Properties) -> Result<Vec<u8>> {
        self.0.turn();
        let mut pages: Vec<Written> = Vec::new();
        for full in self.0.take_full()? {
            pages.push([full, self.0.written(&[])?]);
        }
        self.0.write(pages, properties)
    }
}
