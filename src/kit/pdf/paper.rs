//! The paper: pages that fill up from top to bottom, and what can be put on them.

use super::content::{self, Used};
use super::font::{Face, Font, Fonts};
use super::picture::Picture;
use super::write::{self, Properties, Written};
use crate::kit::error::{Error, Result};

/// How large a sheet is and which way it lies; the named ones are a letter, which is the paper of Colombia's offices.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sheet {
    /// Upright.
    Portrait,
    /// On its side, for wide tables.
    Landscape,
    /// Of a size of its own, in micrometres: a label's.
    Exact {
        /// From left to right.
        width: i32,
        /// From top to bottom.
        height: i32,
    },
}

impl Sheet {
    /// Width and height in points.
    pub(super) fn size(self) -> (f32, f32) {
        match self {
            Self::Portrait => (612.0, 792.0),
            Self::Landscape => (792.0, 612.0),
            Self::Exact { width, height } => (points(width), points(height)),
        }
    }
}

/// Micrometres in points.
#[expect(clippy::cast_possible_truncation, reason = "a page's distances, to a ten-thousandth of a point")]
pub(super) fn points(micrometres: i32) -> f32 {
    (f64::from(micrometres) * 72.0 / 25_400.0) as f32
}

/// The colour of ink: red, green and blue, each from 0 to 255.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ink(pub u8, pub u8, pub u8);

impl Ink {
    /// Nothing but black, for what machines read.
    pub const FULL: Self = Self(0, 0, 0);
    /// For text.
    pub const BLACK: Self = Self(0x1a, 0x1d, 0x1b);
    /// For what explains, dark enough to be copied.
    pub const GREY: Self = Self(0x5b, 0x63, 0x5e);
    /// For lines between rows.
    pub const LIGHT: Self = Self(0xd3, 0xd8, 0xd5);
    /// Behind the head of a table.
    pub const TINT: Self = Self(0xee, 0xf4, 0xec);
    /// The green of the house, darkened for paper.
    pub const GREEN: Self = Self(0x2c, 0x7a, 0x10);
}

/// How a text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Style {
    /// Its face.
    pub face: Face,
    /// The size of its type, in points.
    pub size: f32,
    /// Its colour.
    pub ink: Ink,
}

impl Style {
    /// Running text.
    pub const TEXT: Self = Self { face: Face::Regular, size: 9.5, ink: Ink::BLACK };
    /// Names and what matters.
    pub const STRONG: Self = Self { face: Face::Bold, ..Self::TEXT };
    /// The title of a document.
    pub const TITLE: Self = Self { face: Face::Bold, size: 16.0, ink: Ink::BLACK };
    /// The heading of a part.
    pub const HEADING: Self = Self { face: Face::Bold, size: 11.0, ink: Ink::GREEN };
    /// Labels and explanations.
    pub const SMALL: Self = Self { face: Face::Regular, size: 8.0, ink: Ink::GREY };

    /// From one line to the next, in points.
    pub(super) fn leading(self) -> f32 {
        self.size * 1.36
    }
}

/// Where a text stands in the width that it has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// At the left edge.
    Left,
    /// In the middle.
    Middle,
    /// At the right edge.
    Right,
}

/// Something on a page, measured from its upper left corner.
#[derive(Debug, Clone)]
pub(super) enum Mark {
    /// A line of text; `y` is its base line.
    Text { x: f32, y: f32, style: Style, text: String },
    /// A rule from one point to another.
    Rule { from: (f32, f32), to: (f32, f32), width: f32, ink: Ink },
    /// A filled box.
    Fill { x: f32, y: f32, width: f32, height: f32, ink: Ink },
    /// Filled boxes, each as left and upper edge, width and height: one shape, so that no seam is seen where two meet.
    Boxes { boxes: Vec<[f32; 4]>, ink: Ink },
    /// One of the paper's pictures.
    Picture { place: usize, x: f32, y: f32, width: f32, height: f32 },
    /// A line that a pen drew.
    Stroke { points: Vec<(f32, f32)>, width: f32, ink: Ink },
}

/// The distance between text and the sheet's edges, in points.
const MARGIN: f32 = 46.0;
/// What the foot of a page takes of it, in points.
const FOOT: f32 = 26.0;

/// A document while it is written.
pub struct Paper {
    fonts: &'static Fonts,
    pub(super) sheet: Sheet,
    /// What the pages say that are full.
    full: Vec<lopdf::Stream>,
    /// What stands on the page that is filled.
    page: Vec<Mark>,
    used: Used,
    /// The first thing that went wrong, which [`Paper::finish`] answers.
    error: Option<Error>,
    pub(super) pictures: Vec<Picture>,
    /// Where the next thing goes.
    pub(super) y: f32,
}

impl Paper {
    /// An empty sheet.
    ///
    /// # Errors
    /// When the fonts in the binary can't be read.
    pub fn new(sheet: Sheet) -> Result<Self> {
        let fonts = Fonts::of_house()?;
        let (full, page, pictures) = (Vec::new(), Vec::new(), Vec::new());
        Ok(Self { fonts, sheet, full, page, used: Used::default(), error: None, pictures, y: MARGIN })
    }

    pub(super) fn font(&self, face: Face) -> &'static Font {
        self.fonts.of(face)
    }

    /// The left edge of what is written, in points.
    pub fn left(&self) -> f32 {
        MARGIN
    }

    /// The width of what is written, in points.
    pub fn width(&self) -> f32 {
        self.sheet.size().0 - 2.0 * MARGIN
    }

    /// How much room is left on the page, in points.
    pub fn room(&self) -> f32 {
        self.sheet.size().1 - MARGIN - FOOT - self.y
    }

    /// The room on an empty page, in points.
    pub(super) fn whole_room(&self) -> f32 {
        self.sheet.size().1 - 2.0 * MARGIN - FOOT
    }

    /// Turns to the next page. What stands on this one is written out, and only that is kept.
    pub fn turn(&mut self) {
        let marks = std::mem::take(&mut self.page);
        match self.written(&marks) {
            Ok(stream) => self.full.push(stream),
            Err(error) => self.error = self.error.take().or(Some(error)),
        }
        self.y = MARGIN;
    }

    pub(super) fn written(&mut self, marks: &[Mark]) -> Result<lopdf::Stream> {
        content::stream(marks, self.sheet.size().1, self.fonts, &mut self.used)
    }

    /// Turns the page unless so much room is left; on an empty page there is no more to be had.
    pub fn need(&mut self, height: f32) {
        if self.room() < height && self.y > MARGIN {
            self.turn();
        }
    }

    /// Leaves a distance, but not at the top of a page.
    pub fn space(&mut self, height: f32) {
        if self.y > MARGIN {
            self.y += height;
        }
    }

    /// What stands on the page that is filled.
    #[cfg(test)]
    pub(super) fn marks(&self) -> Vec<Mark> {
        self.page.clone()
    }

    pub(super) fn put(&mut self, mark: Mark) {
        self.page.push(mark);
    }

    /// Puts a line of printable text whose upper edge is at `y`.
    pub(super) fn put_line(
        &mut self,
        text: &str,
        style: Style,
        (x, y, width): (f32, f32, f32),
        align: Align,
    ) {
        if text.is_empty() {
            return;
        }
        let free = width - self.font(style.face).width(text, style.size);
        let x = match align {
            Align::Left => x,
            Align::Middle => x + free / 2.0,
            Align::Right => x + free,
        };
        // The letters stand in the middle of their line.
        let y = y + (style.leading() + style.size * 0.7) / 2.0;
        self.put(Mark::Text { x, y, style, text: text.to_owned() });
    }

    /// The lines of a text in a width.
    pub(super) fn lines(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let font = self.font(style.face);
        font.lines(&font.printable(text), style.size, width)
    }

    /// Writes text over the whole width, as many lines as it takes.
    pub fn text(&mut self, text: &str, style: Style) {
        self.text_in(text, style, (0.0, self.width()), Align::Left);
    }

    /// Writes text from an indent on, in a width; answers nothing, the next thing stands below.
    pub fn text_in(&mut self, text: &str, style: Style, (indent, width): (f32, f32), align: Align) {
        for line in self.lines(text, style, width) {
            self.need(style.leading());
            self.put_line(&line, style, (MARGIN + indent, self.y, width), align);
            self.y += style.leading();
        }
    }

    /// Writes the heading of a part, which is never the last line of a page.
    pub fn heading(&mut self, text: &str) {
        self.space(10.0);
        self.need(Style::HEADING.leading() + 4.0 * Style::TEXT.leading());
        self.text(text, Style::HEADING);
        self.space(2.0);
    }

    /// Draws a rule over the whole width.
    pub fn rule(&mut self, width: f32, ink: Ink) {
        let (left, right, y) = (MARGIN, MARGIN + self.width(), self.y);
        self.put(Mark::Rule { from: (left, y), to: (right, y), width, ink });
        self.y += width;
    }

    /// Puts a picture at the left edge, at most so wide and high; answers how wide it became. What follows stands beside it.
    pub fn picture(&mut self, picture: Picture, width: f32, height: f32) -> f32 {
        let (width, height) = picture.within(width, height);
        let place = self.pictures.len();
        self.pictures.push(picture);
        self.put(Mark::Picture { place, x: MARGIN, y: self.y, width, height });
        width
    }

    /// Writes label and value pairs in columns beside each other, row by row.
    pub fn facts(&mut self, facts: &[(&str, String)], columns: usize) {
        #[expect(clippy::cast_precision_loss, reason = "a handful of columns")]
        let column = self.width() / columns.max(1) as f32;
        let inner = column - 12.0;
        for row in facts.chunks(columns.max(1)) {
            let cells: Vec<_> =
                row.iter().map(|(label, value)| (*label, self.lines(value, Style::TEXT, inner))).collect();
            let most = cells.iter().map(|(_, lines)| lines.len()).max().unwrap_or(0);
            self.need(Style::SMALL.leading() + height_of(most.min(30), Style::TEXT));
            let mut x = MARGIN;
            let top = self.y;
            for (label, _) in &cells {
                let font = self.font(Style::SMALL.face);
                let label = font.printable(label);
                self.put_line(&label, Style::SMALL, (x, top, inner), Align::Left);
                x += column;
            }
            self.y += Style::SMALL.leading();
            for n in 0..most {
                self.need(Style::TEXT.leading());
                let mut x = MARGIN;
                for (_, lines) in &cells {
                    if let Some(line) = lines.get(n) {
                        self.put_line(line, Style::TEXT, (x, self.y, inner), Align::Left);
                    }
                    x += column;
                }
                self.y += Style::TEXT.leading();
            }
            self.space(4.0);
        }
    }

    /// Writes the document: on every page's foot `foot` at the left, and which page of how many at the right.
    ///
    /// # Errors
    /// When a font can't be cut, or printpdf can't write what it was given.
    pub fn finish(mut self, properties: &Properties, foot: &str) -> Result<Vec<u8>> {
        self.turn();
        let full = self.take_full()?;
        let count = full.len();
        let style = Style { size: 7.5, ..Style::SMALL };
        let (width, y) = (self.width(), self.sheet.size().1 - MARGIN - style.leading());
        let foot = self.lines(foot, style, width - 90.0).into_iter().next().unwrap_or_default();
        let mut pages: Vec<Written> = Vec::with_capacity(count);
        for (n, full) in full.into_iter().enumerate() {
            let from = (MARGIN, y - 5.0);
            self.put(Mark::Rule { from, to: (MARGIN + width, y - 5.0), width: 0.5, ink: Ink::LIGHT });
            self.put_line(&foot, style, (MARGIN, y, width), Align::Left);
            let number = format!("Página {} de {count}", n + 1);
            self.put_line(&number, style, (MARGIN, y, width), Align::Right);
            let marks = std::mem::take(&mut self.page);
            pages.push([full, self.written(&marks)?]);
        }
        self.write(pages, properties)
    }

    /// What the full pages say.
    pub(super) fn take_full(&mut self) -> Result<Vec<lopdf::Stream>> {
        self.error.take().map_or_else(|| Ok(std::mem::take(&mut self.full)), Err)
    }

    /// Writes pages with all that they use.
    pub(super) fn write(self, pages: Vec<Written>, properties: &Properties) -> Result<Vec<u8>> {
        write::document(self.fonts, &self.used, self.sheet, pages, self.pictures, properties)
    }
}

/// The height of so many lines, in points.
#[expect(clippy::cast_precision_loss, reason = "nobody prints a million lines")]
pub(super) fn height_of(lines: usize, style: Style) -> f32 {
    lines as f32 * style.leading()
}
