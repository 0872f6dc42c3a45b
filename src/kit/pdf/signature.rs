//! Signatures: what a finger drew on a screen, or a name that was typed, over a line that can be signed by pen as well.

use super::paper::{Align, Ink, Mark, Paper, Style};

/// What a finger or a mouse drew: lines of points in a box of [`Drawn::WIDTH`] by [`Drawn::HEIGHT`] units, from its upper left corner.
#[derive(Debug, Clone, Default)]
pub struct Drawn(pub Vec<Vec<(i64, i64)>>);

impl Drawn {
    /// The box's width in units.
    pub const WIDTH: i64 = 1000;
    /// The box's height in units.
    pub const HEIGHT: i64 = 400;
}

/// How somebody signed.
#[derive(Debug, Clone, Default)]
pub enum SignatureMark {
    /// Not at all, or with a pen later.
    #[default]
    None,
    /// With a finger or a mouse.
    Drawn(Drawn),
    /// By typing their name.
    Typed(String),
}

/// A place for a signature.
#[derive(Debug, Clone)]
pub struct SignatureBox {
    /// As what somebody signs.
    pub title: String,
    /// Who.
    pub name: String,
    /// How.
    pub mark: SignatureMark,
    /// When and how, in small print.
    pub notes: Vec<String>,
}

/// The room above the line, and how wide a place is at most, in points.
const ROOM: f32 = 62.0;
const WIDTH: f32 = 230.0;
const TYPED: Style = Style { size: 17.0, ..Style::TEXT };

impl Paper {
    /// Draws places for signatures beside each other, all on one page.
    pub fn signatures(&mut self, boxes: &[SignatureBox]) {
        #[expect(clippy::cast_precision_loss, reason = "a handful of people sign")]
        let column = self.width() / boxes.len().max(1) as f32;
        let width = WIDTH.min(column - 16.0);
        let notes: Vec<Vec<String>> = boxes
            .iter()
            .map(|it| it.notes.iter().flat_map(|note| self.lines(note, Style::SMALL, width)).collect())
            .collect();
        let names: Vec<Vec<String>> =
            boxes.iter().map(|it| self.lines(&it.name, Style::STRONG, width)).collect();
        let most = |lines: &[Vec<String>]| lines.iter().map(Vec::len).max().unwrap_or(0);
        let below = super::paper::height_of(most(&names), Style::STRONG)
            + super::paper::height_of(most(&notes) + 1, Style::SMALL);
        self.need(ROOM + below + 8.0);
        let top = self.y;
        let mut x = self.left();
        for ((it, names), notes) in boxes.iter().zip(names).zip(notes) {
            self.signature_mark(&it.mark, (x, top, width));
            let mut y = top + ROOM;
            self.put(Mark::Rule { from: (x, y), to: (x + width, y), width: 0.7, ink: Ink::BLACK });
            y += 3.0;
            let title = self.font(Style::SMALL.face).printable(&it.title);
            let lines = names.into_iter().map(|line| (line, Style::STRONG));
            let lines = lines.chain([(title, Style::SMALL)]);
            for (line, style) in lines.chain(notes.into_iter().map(|line| (line, Style::SMALL))) {
                self.put_line(&line, style, (x, y, width), Align::Left);
                y += style.leading();
            }
            x += column;
        }
        self.y = top + ROOM + below + 8.0;
    }

    fn signature_mark(&mut self, mark: &SignatureMark, (x, y, width): (f32, f32, f32)) {
        match mark {
            SignatureMark::None => {}
            SignatureMark::Typed(name) => {
                let font = self.font(TYPED.face);
                let name = font.printable(name);
                // As large as the line bears.
                let size = TYPED.size.min(TYPED.size * width / font.width(&name, TYPED.size).max(1.0));
                self.put_line(&name, Style { size, ..TYPED }, (x, y + ROOM - 28.0, width), Align::Left);
            }
            SignatureMark::Drawn(drawn) => {
                #[expect(clippy::cast_precision_loss, reason = "the box is a thousand units wide")]
                let scale = ((ROOM - 4.0) / Drawn::HEIGHT as f32).min(width / Drawn::WIDTH as f32);
                #[expect(clippy::cast_precision_loss, reason = "the box is a thousand units wide")]
                let place =
                    |point: &(i64, i64)| (x + point.0 as f32 * scale, y + 2.0 + point.1 as f32 * scale);
                for line in &drawn.0 {
                    let points = line.iter().map(place).collect();
                    self.put(Mark::Stroke { points, width: 1.1, ink: Ink(0x16, 0x2c, 0x6b) });
                }
            }
        }
    }
}
