//! From marks to what a PDF's page says: its content stream, written when the page is full, so that a long document is never held
//! as marks.
//!
//! Letters are numbered in the order in which a document first uses them, and its fonts are cut to just these glyphs in just this
//! order at the end. So a page can be written before it is known what the others need.

use super::font::{Face, Fonts, Glyphs};
use super::paper::{Ink, Mark, Style};
use crate::kit::error::{Error, Result};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Object, Stream, StringFormat};

/// What the fonts and pictures are called on the pages.
pub(super) fn font_name(face: Face) -> &'static str {
    match face {
        Face::Regular => "Regular",
        Face::Bold => "Bold",
    }
}

/// What a picture is called on the pages.
pub(super) fn picture_name(place: usize) -> String {
    format!("Picture{place}")
}

/// The glyphs that a document uses so far.
#[derive(Default)]
pub(super) struct Used {
    regular: Glyphs,
    bold: Glyphs,
}

impl Used {
    /// Those of a face.
    pub(super) fn of(&self, face: Face) -> &Glyphs {
        match face {
            Face::Regular => &self.regular,
            Face::Bold => &self.bold,
        }
    }

    fn of_mut(&mut self, face: Face) -> &mut Glyphs {
        match face {
            Face::Regular => &mut self.regular,
            Face::Bold => &mut self.bold,
        }
    }
}

/// Writes marks as a content stream, compressed; `height` is the page's, in points.
pub(super) fn stream(marks: &[Mark], height: f32, fonts: &Fonts, used: &mut Used) -> Result<Stream> {
    let mut page = Page { height, fonts, used, operations: Vec::new() };
    for mark in marks {
        page.mark(mark);
    }
    let bytes = Content { operations: page.operations }.encode().map_err(Error::internal)?;
    let mut stream = Stream::new(Dictionary::new(), bytes);
    stream.compress().map_err(Error::internal)?;
    Ok(stream)
}

/// A page while it is written.
struct Page<'a> {
    height: f32,
    fonts: &'a Fonts,
    used: &'a mut Used,
    operations: Vec<Operation>,
}

impl Page<'_> {
    fn op(&mut self, operator: &str, operands: Vec<Object>) {
        self.operations.push(Operation::new(operator, operands));
    }

    /// Numbers as operands.
    fn numbers(&mut self, operator: &str, numbers: &[f32]) {
        self.op(operator, numbers.iter().map(|number| Object::Real(*number)).collect());
    }

    fn ink(&mut self, operator: &str, ink: Ink) {
        let part = |value: u8| f32::from(value) / 255.0;
        self.numbers(operator, &[part(ink.0), part(ink.1), part(ink.2)]);
    }

    fn mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Text { x, y, style, text } => self.text(text, *style, (*x, *y)),
            Mark::Rule { from, to, width, ink } => self.line(&[*from, *to], *width, *ink, 0),
            Mark::Stroke { points, width, ink } => self.line(points, *width, *ink, 1),
            Mark::Fill { x, y, width, height, ink } => {
                self.ink("rg", *ink);
                self.numbers("re", &[*x, self.height - y - height, *width, *height]);
                self.op("f", Vec::new());
            }
            Mark::Boxes { boxes, ink } => {
                self.ink("rg", *ink);
                for [x, y, width, height] in boxes {
                    self.numbers("re", &[*x, self.height - y - height, *width, *height]);
                }
                self.op("f", Vec::new());
            }
            Mark::Picture { place, x, y, width, height } => {
                self.op("q", Vec::new());
                self.numbers("cm", &[*width, 0.0, 0.0, *height, *x, self.height - y - height]);
                self.op("Do", vec![Object::Name(picture_name(*place).into_bytes())]);
                self.op("Q", Vec::new());
            }
        }
    }

    fn text(&mut self, text: &str, style: Style, (x, y): (f32, f32)) {
        let font = self.fonts.of(style.face);
        let glyphs = self.used.of_mut(style.face);
        let codes: Vec<u8> =
            text.chars().flat_map(|letter| glyphs.code(font, letter).to_be_bytes()).collect();
        let name = Object::Name(font_name(style.face).into());
        self.op("BT", Vec::new());
        self.op("Tf", vec![name, Object::Real(style.size)]);
        self.ink("rg", style.ink);
        self.numbers("Td", &[x, self.height - y]);
        self.op("Tj", vec![Object::String(codes, StringFormat::Hexadecimal)]);
        self.op("ET", Vec::new());
    }

    /// `cap` is how the ends of the line look: 0 cut off, 1 round.
    fn line(&mut self, points: &[(f32, f32)], width: f32, ink: Ink, cap: i64) {
        self.ink("RG", ink);
        self.numbers("w", &[width]);
        self.op("J", vec![cap.into()]);
        self.op("j", vec![1.into()]);
        for (n, (x, y)) in points.iter().enumerate() {
            self.numbers(if n == 0 { "m" } else { "l" }, &[*x, self.height - y]);
        }
        self.op("S", Vec::new());
    }
}
