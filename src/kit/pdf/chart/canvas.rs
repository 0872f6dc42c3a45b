//! A part of a page as plotters knows it. It counts in whole units: one is a tenth of a point.

use super::LABEL;
use crate::kit::pdf::paper::{Ink, Mark, Paper, Style};
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;

/// Units in a point.
pub(super) const UNITS: f32 = 10.0;

/// Units of a length in points.
#[expect(clippy::cast_possible_truncation, reason = "a page is some thousand units wide")]
pub(super) fn units(points: f32) -> i32 {
    (points * UNITS).round() as i32
}

#[expect(clippy::cast_precision_loss, reason = "a page is some thousand units wide")]
fn points(units: i32) -> f32 {
    units as f32 / UNITS
}

/// A part of a page that plotters draws on.
pub(super) struct Canvas<'a> {
    pub(super) marks: &'a mut Vec<Mark>,
    pub(super) paper: &'a Paper,
    /// Its upper left corner, in points.
    pub(super) at: (f32, f32),
    /// Width and height in points.
    pub(super) size: (f32, f32),
}

type Drawn = std::result::Result<(), DrawingErrorKind<Infallible>>;

/// The ink of a colour on white paper; none of what isn't seen.
fn ink(colour: BackendColor) -> Option<Ink> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 255")]
    let mixed = |part: u8| (255.0 - colour.alpha.clamp(0.0, 1.0) * (255.0 - f64::from(part))).round() as u8;
    let (red, green, blue) = colour.rgb;
    (colour.alpha > 0.0).then(|| Ink(mixed(red), mixed(green), mixed(blue)))
}

impl Canvas<'_> {
    fn place(&self, (x, y): BackendCoord) -> (f32, f32) {
        (self.at.0 + points(x), self.at.1 + points(y))
    }
}

impl DrawingBackend for Canvas<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (units(self.size.0).unsigned_abs(), units(self.size.1).unsigned_abs())
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let (x, y) = self.place(point);
        if let Some(ink) = ink(color) {
            self.marks.push(Mark::Fill { x, y, width: 1.0 / UNITS, height: 1.0 / UNITS, ink });
        }
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        if let Some(ink) = ink(style.color()) {
            #[expect(clippy::cast_precision_loss, reason = "a line is some units wide")]
            let width = style.stroke_width() as f32 / UNITS;
            let points = path.into_iter().map(|point| self.place(point)).collect();
            self.marks.push(Mark::Stroke { points, width, ink });
        }
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        upper_left: BackendCoord,
        bottom_right: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Drawn {
        let ((x, y), (right, bottom)) = (self.place(upper_left), self.place(bottom_right));
        if !fill {
            let corners = [(x, y), (right, y), (right, bottom), (x, bottom), (x, y)];
            if let Some(ink) = ink(style.color()) {
                self.marks.push(Mark::Stroke { points: corners.to_vec(), width: 0.5, ink });
            }
        } else if let Some(ink) = ink(style.color())
            && right > x
            && bottom > y
        {
            self.marks.push(Mark::Fill { x, y, width: right - x, height: bottom - y, ink });
        }
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, pos: BackendCoord) -> Drawn {
        let Some(ink) = ink(style.color()) else { return Ok(()) };
        let font = self.paper.font(LABEL.face);
        let text = font.printable(text);
        #[expect(clippy::cast_possible_truncation, reason = "a size of type is below a hundred points")]
        let size = style.size() as f32 / UNITS;
        let (x, y) = self.place(pos);
        let x = match style.anchor().h_pos {
            HPos::Left => x,
            HPos::Center => x - font.width(&text, size) / 2.0,
            HPos::Right => x - font.width(&text, size),
        };
        // From where it is held to the line that its letters stand on.
        let y = y + size
            * match style.anchor().v_pos {
                VPos::Top => 0.8,
                VPos::Center => 0.35,
                VPos::Bottom => -0.2,
            };
        self.marks.push(Mark::Text { x, y, style: Style { size, ink, ..LABEL }, text });
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> std::result::Result<(u32, u32), DrawingErrorKind<Infallible>> {
        #[expect(clippy::cast_possible_truncation, reason = "a size of type is below a hundred points")]
        let size = style.size() as f32 / UNITS;
        let font = self.paper.font(LABEL.face);
        let width = font.width(&font.printable(text), size);
        Ok((units(width).unsigned_abs(), units(size).unsigned_abs()))
    }
}
