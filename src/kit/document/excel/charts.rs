//! Charts in a workbook: Excel draws them of the very cells of the table beside which they stand.

use super::{Excel, at, failed};
use crate::kit::error::{Error, Result};
use crate::kit::pdf::{CHART_INKS, ChartShape, Ink};
use rust_xlsxwriter::{Chart, ChartFormat, ChartLegendPosition, ChartSolidFill, ChartType, Color};

impl Excel<'_> {
    /// Draws the charts of the table beside it; `end` is the row below its last.
    pub(super) fn draw(&mut self, end: u32) -> Result<()> {
        let (charts, columns) = (std::mem::take(&mut self.charts), &self.columns);
        if end < 2 {
            return Ok(());
        }
        let right = at(columns.len())?.saturating_add(1);
        let rows = usize::try_from(end - 1).map_err(Error::internal)?;
        let sheet = self.workbook.worksheet_from_index(self.sheet).map_err(failed)?;
        let name = sheet.name();
        let mut top = 0;
        for of in charts {
            let shown = of.shown(rows);
            // Above them stands the head.
            let first = u32::try_from(shown.start).map_err(Error::internal)? + 1;
            let last = u32::try_from(shown.end).map_err(Error::internal)?;
            let mut chart = Chart::new(match (of.shape, of.values.len()) {
                (ChartShape::Columns, _) => ChartType::Column,
                (ChartShape::Bars, 1) => ChartType::Bar,
                (ChartShape::Bars, _) => ChartType::BarStacked,
            });
            let labels = at(of.labels)?;
            for (column, ink) in of.values.iter().zip(CHART_INKS) {
                let title = columns.get(*column).map_or("", |it| &*it.title);
                let column = at(*column)?;
                let fill = ChartSolidFill::new().set_color(colour(ink)).clone();
                chart
                    .add_series()
                    .set_name(title)
                    .set_categories((name.as_str(), first, labels, last, labels))
                    .set_values((name.as_str(), first, column, last, column))
                    .set_format(ChartFormat::new().set_solid_fill(&fill));
            }
            chart.title().set_name(&of.heading(rows));
            if of.values.len() > 1 {
                chart.legend().set_position(ChartLegendPosition::Bottom);
            } else {
                chart.legend().set_hidden();
            }
            let height = match of.shape {
                ChartShape::Columns => {
                    // Along days Excel would draw a column for each day: those of months would be thin as hairs.
                    chart.x_axis().set_text_axis(true);
                    300
                }
                // The first stands above, as in the table.
                ChartShape::Bars => {
                    chart.x_axis().set_reverse();
                    140 + 22 * last
                }
            };
            chart.set_width(640).set_height(height);
            sheet.insert_chart(top, right, &chart).map_err(failed)?;
            // A row is twenty pixels high.
            top += height / 20 + 2;
        }
        Ok(())
    }
}

fn colour(ink: Ink) -> Color {
    Color::RGB(u32::from(ink.0) << 16 | u32::from(ink.1) << 8 | u32::from(ink.2))
}
