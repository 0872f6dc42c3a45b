//! Charts on paper: columns and bars, drawn by plotters as the lines, boxes and letters that every other thing here is made of.
//!
//! plotters reckons where an axis has its marks and where a value stands; it draws on a [`Canvas`] of ours, so that no second writer of
//! PDF comes in, and letters are of our fonts.

mod canvas;

use self::canvas::{Canvas, units};
use super::font::Face;
use super::paper::{Align, Ink, Mark, Paper, Style};
use crate::kit::error::{Error, Result};
use plotters::chart::{ChartBuilder, ChartContext, LabelAreaPosition};
use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::types::RangedCoordf64;
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::Rectangle;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters::style::{Color, IntoFont, RGBColor, ShapeStyle, TextStyle};

/// What the values of a chart stand as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChartShape {
    /// Columns beside each other, along a time.
    Columns,
    /// Bars with the parts of a whole after each other, one thing below the other.
    Bars,
}

/// A row of values in a chart.
#[derive(Debug, Clone)]
pub struct ChartSeries {
    /// What they are.
    pub name: String,
    /// A value for each label; none is below zero.
    pub values: Vec<f64>,
}

/// A chart.
#[derive(Debug, Clone)]
pub struct Chart {
    /// What it shows.
    pub title: String,
    /// How.
    pub shape: ChartShape,
    /// What the values are of.
    pub labels: Vec<String>,
    /// The values: three rows of them at most, which can be told apart.
    pub series: Vec<ChartSeries>,
    /// A value as people write it.
    pub written: fn(f64) -> String,
}

/// What rows of values are filled with: each is lighter than the one before, so that a copy in grey tells them apart too.
pub const CHART_INKS: [Ink; 3] = [Ink(0x23, 0x61, 0x0d), Ink(0xe0, 0x8a, 0x1e), Ink(0xf2, 0xd7, 0xa6)];

const TITLE: Style = Style { face: Face::Bold, size: 9.5, ink: Ink::BLACK };
const LABEL: Style = Style { face: Face::Regular, size: 7.5, ink: Ink::GREY };
/// The height of columns with the marks of their axis, in points.
const COLUMNS: f32 = 128.0;
/// What a bar takes of the height, with the distance to the next, in points.
const BAR: f32 = 16.0;
/// The most that the names beside bars take of the width.
const NAMES: f32 = 0.34;

/// What labels are written in: plotters keeps a reference to it.
static LABEL_COLOUR: RGBColor = RGBColor(Ink::GREY.0, Ink::GREY.1, Ink::GREY.2);

type Area<'a> = DrawingArea<Canvas<'a>, Shift>;
type Plane<'a> = ChartContext<'a, Canvas<'a>, Cartesian2d<RangedCoordf64, RangedCoordf64>>;

impl Chart {
    /// Whether there is anything to see.
    fn is_empty(&self) -> bool {
        !self.series.iter().any(|series| series.values.iter().any(|value| *value > 0.0))
    }

    /// The height of what is drawn, in points.
    fn height(&self) -> f32 {
        #[expect(clippy::cast_precision_loss, reason = "a page has some dozens of bars")]
        let bars = self.labels.len() as f32;
        match self.shape {
            ChartShape::Columns => COLUMNS,
            ChartShape::Bars => BAR * bars + 4.0,
        }
    }

    /// The height of all of it: its title, what its inks mean, and what is drawn.
    fn height_of_all(&self) -> f32 {
        TITLE.leading() + 3.0 * LABEL.leading() + if self.is_empty() { 0.0 } else { self.height() }
    }

    /// The values of a label after each other.
    fn of(&self, label: usize) -> impl Iterator<Item = f64> {
        self.series.iter().map(move |series| series.values.get(label).copied().unwrap_or(0.0).max(0.0))
    }

    fn sum(&self, label: usize) -> f64 {
        self.of(label).sum()
    }
}

impl Paper {
    /// Writes the heading of a part that begins with a chart, on the page of the chart.
    pub fn heading_of_chart(&mut self, text: &str, chart: &Chart) {
        self.need(10.0 + Style::HEADING.leading() + 8.0 + chart.height_of_all());
        self.heading(text);
    }

    /// Draws a chart over the whole width, on one page with its title; of nothing but zeros it says that there is nothing to see.
    ///
    /// # Errors
    /// When plotters can't draw it.
    pub fn chart(&mut self, chart: &Chart) -> Result<()> {
        let height = chart.height();
        self.space(6.0);
        self.need(chart.height_of_all());
        self.text(&chart.title, TITLE);
        if chart.is_empty() {
            self.text("No hay cifras para una gráfica.", Style::SMALL);
            self.space(8.0);
            return Ok(());
        }
        if chart.series.len() > 1 {
            self.legend(chart);
        }
        self.space(2.0);
        let (left, top, width) = (self.left(), self.y, self.width());
        let mut marks = Vec::new();
        let canvas = Canvas { marks: &mut marks, paper: self, at: (left, top), size: (width, height) };
        match chart.shape {
            ChartShape::Columns => columns(chart, canvas)?,
            ChartShape::Bars => bars(chart, canvas)?,
        }
        for mark in marks {
            self.put(mark);
        }
        self.y = top + height;
        self.space(8.0);
        Ok(())
    }

    /// Which ink is what, in a line or several.
    fn legend(&mut self, chart: &Chart) {
        let (left, right) = (self.left(), self.left() + self.width());
        let mut x = left;
        for (series, ink) in chart.series.iter().zip(CHART_INKS) {
            let font = self.font(LABEL.face);
            let name = font.printable(&series.name);
            let width = 12.0 + font.width(&name, LABEL.size);
            if x > left && x + width > right {
                x = left;
                self.y += LABEL.leading();
            }
            let y = self.y;
            self.put(Mark::Fill { x, y: y + 2.0, width: 7.0, height: 7.0, ink });
            self.put_line(&name, LABEL, (x + 11.0, y, width), Align::Left);
            x += width + 14.0;
        }
        self.y += LABEL.leading();
    }
}

#[expect(clippy::cast_precision_loss, reason = "a chart has some dozens of labels")]
fn number(count: usize) -> f64 {
    count as f64
}

fn colour(ink: Ink) -> RGBColor {
    RGBColor(ink.0, ink.1, ink.2)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::internal(format!("a chart can't be drawn: {error}"))
}

fn label_style(across: HPos, down: VPos) -> TextStyle<'static> {
    TextStyle::from(("sans-serif", LABEL.size * canvas::UNITS).into_font())
        .color(&LABEL_COLOUR)
        .pos(Pos::new(across, down))
}

fn filled(place: usize) -> ShapeStyle {
    colour(CHART_INKS.get(place).copied().unwrap_or(Ink::GREY)).filled()
}

/// Columns of one label beside each other, along the labels.
fn columns<'a>(chart: &Chart, canvas: Canvas<'a>) -> Result<()> {
    let paper = canvas.paper;
    let (width, _) = canvas.size;
    let labels: Vec<String> =
        chart.labels.iter().map(|label| paper.cut_to_width(label, width * NAMES)).collect();
    let count = labels.len();
    let most = (0..count).flat_map(|label| chart.of(label)).fold(0.0, f64::max);
    let top = most * 1.06;
    let written = |value: &f64| (chart.written)(*value);
    // Marks that fall between whole numbers would be written as the same whole number twice.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between one and five")]
    let marks = (most.floor().clamp(1.0, 4.0) as usize) + 1;
    let axis = paper.width_of(&(chart.written)(most)).max(paper.width_of(&(chart.written)(top))) + 8.0;
    let area: Area<'a> = canvas.into_drawing_area();
    let mut plane: Plane<'a> = ChartBuilder::on(&area)
        .margin_top(units(LABEL.size / 2.0))
        .set_label_area_size(LabelAreaPosition::Left, units(axis))
        .set_label_area_size(LabelAreaPosition::Bottom, units(LABEL.leading() + 3.0))
        .build_cartesian_2d(0.0..number(count), 0.0..top)
        .map_err(failed)?;
    plane
        .configure_mesh()
        .disable_x_mesh()
        .disable_x_axis()
        .y_labels(marks)
        .y_label_formatter(&written)
        .label_style(label_style(HPos::Right, VPos::Center))
        .light_line_style(colour(Ink::LIGHT).mix(0.0))
        .bold_line_style(colour(Ink::LIGHT).stroke_width(5))
        .axis_style(colour(Ink::LIGHT).stroke_width(5))
        .draw()
        .map_err(failed)?;
    let parts = number(chart.series.len().max(1));
    let boxes = (0..count).flat_map(|label| {
        chart.of(label).enumerate().map(move |(place, value)| {
            let from = number(label) + 0.14 + 0.72 * number(place) / parts;
            Rectangle::new([(from, 0.0), (from + 0.72 / parts, value)], filled(place))
        })
    });
    plane.draw_series(boxes).map_err(failed)?;
    // As many labels as have room beside each other.
    let widest = labels.iter().map(|label| paper.width_of(label)).fold(1.0, f32::max) + 6.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a page has some dozens of labels"
    )]
    let room = (((width - axis) / widest).floor().max(1.0)) as usize;
    let step = count.div_ceil(room).max(1);
    let style = label_style(HPos::Center, VPos::Top);
    for (place, label) in labels.iter().enumerate().step_by(step) {
        let (x, y) = plane.plotting_area().map_coordinate(&(number(place) + 0.5, 0.0));
        // The first and the last stay on the page, whatever their width.
        let half = units(paper.width_of(label) / 2.0);
        let x = x.clamp(half.min(units(width) / 2), (units(width) - half).max(units(width) / 2));
        area.draw_text(label, &style, (x, y + units(3.0))).map_err(failed)?;
    }
    Ok(())
}

/// Bars with the parts of a label after each other, the first label above; what they sum up to stands behind them.
fn bars<'a>(chart: &Chart, canvas: Canvas<'a>) -> Result<()> {
    let paper = canvas.paper;
    let (width, _) = canvas.size;
    let count = chart.labels.len();
    let names: Vec<String> =
        chart.labels.iter().map(|label| paper.cut_to_width(label, width * NAMES)).collect();
    let before = names.iter().map(|name| paper.width_of(name)).fold(0.0, f32::max) + 6.0;
    let sums: Vec<String> = (0..count).map(|label| (chart.written)(chart.sum(label))).collect();
    let behind = sums.iter().map(|sum| paper.width_of(sum)).fold(0.0, f32::max) + 6.0;
    let most = (0..count).map(|label| chart.sum(label)).fold(f64::MIN_POSITIVE, f64::max);
    let plot = (width - before).max(1.0);
    // What stands behind the longest bar has room there.
    let top = most * f64::from(plot / (plot - behind).max(plot / 4.0));
    let area: Area<'a> = canvas.into_drawing_area();
    let mut plane: Plane<'a> = ChartBuilder::on(&area)
        .set_label_area_size(LabelAreaPosition::Left, units(before))
        .build_cartesian_2d(0.0..top, 0.0..number(count))
        .map_err(failed)?;
    let down = |label: usize, part: f64| number(count - label) - part;
    let boxes = (0..count).flat_map(|label| {
        let mut from = 0.0;
        chart.of(label).enumerate().map(move |(place, value)| {
            let (begin, end) = (from, from + value);
            from = end;
            Rectangle::new([(begin, down(label, 0.84)), (end, down(label, 0.16))], filled(place))
        })
    });
    plane.draw_series(boxes).map_err(failed)?;
    for (label, (name, sum)) in names.iter().zip(&sums).enumerate() {
        let middle = down(label, 0.5);
        let (x, y) = plane.plotting_area().map_coordinate(&(0.0, middle));
        let beside = (x - units(5.0), y);
        area.draw_text(name, &label_style(HPos::Right, VPos::Center), beside).map_err(failed)?;
        let (x, y) = plane.plotting_area().map_coordinate(&(chart.sum(label), middle));
        let style = label_style(HPos::Left, VPos::Center);
        area.draw_text(sum, &style, (x + units(4.0), y)).map_err(failed)?;
    }
    Ok(())
}

impl Paper {
    /// How wide a label is, in points.
    fn width_of(&self, label: &str) -> f32 {
        let font = self.font(LABEL.face);
        font.width(&font.printable(label), LABEL.size)
    }

    /// As much of a label as a width bears; what is left out shows as dots.
    fn cut_to_width(&self, label: &str, width: f32) -> String {
        if self.width_of(label) <= width {
            return label.to_owned();
        }
        let mut cut = label.to_owned();
        while cut.pop().is_some() && self.width_of(&format!("{}…", cut.trim_end())) > width {}
        format!("{}…", cut.trim_end())
    }
}

#[cfg(test)]
mod tests;
