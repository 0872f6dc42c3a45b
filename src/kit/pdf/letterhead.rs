//! The head of a page that a house signs: its logo, its name, where it is, and what the page is.

use super::paper::{Align, Ink, Paper, Style};
use super::picture::Picture;

/// How wide and high a logo is at most, and how far what stands beside it keeps away, in points.
const LOGO: (f32, f32) = (120.0, 46.0);
const GAP: f32 = 12.0;

/// What stands above everything.
#[derive(Debug, Clone, Copy)]
pub struct Letterhead<'a> {
    /// The house's logo, as PNG; one that can't be read is left out.
    pub logo: Option<&'a [u8]>,
    /// The house.
    pub name: &'a str,
    /// Where it is, in a line.
    pub place: &'a str,
    /// What the page is.
    pub title: &'a str,
    /// Its number, version and date, in a line.
    pub number: &'a str,
}

impl Paper {
    /// Writes the head of the first page.
    pub fn letterhead(&mut self, head: Letterhead<'_>) {
        let logo = head.logo.and_then(|png| Picture::decode(png).ok());
        let indent = logo.map_or(0.0, |logo| self.picture(logo, LOGO.0, LOGO.1) + GAP);
        let width = self.width() - indent;
        let room = self.room();
        let name = Style { size: 11.0, ..Style::STRONG };
        self.text_in(head.name, name, (indent, width), Align::Left);
        self.text_in(head.place, Style::SMALL, (indent, width), Align::Left);
        // The rule stands below the logo too.
        let written = room - self.room();
        self.space(if indent > 0.0 { (LOGO.1 - written).max(0.0) + 6.0 } else { 6.0 });
        self.rule(1.4, Ink::GREEN);
        self.space(10.0);
        self.text(head.title, Style::TITLE);
        self.text(head.number, Style::SMALL);
        self.space(8.0);
    }
}
