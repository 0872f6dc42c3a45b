//! Printed pages: text in our own fonts, tables that go on over pages, pictures and signatures, written as PDF.
//!
//! A [`Paper`] is filled from top to bottom, as one fills in a form; what doesn't fit goes on overleaf. Distances are points, a 72nd of
//! an inch, and run down from the upper edge. The same marks give the same bytes: identifiers and dates come from what is written and
//! from the [`Properties`], never from chance or the clock.
//!
//! The fonts are embedded, cut down to the letters that a document uses, so that it looks the same everywhere and its text can be
//! searched and copied. What the fonts don't have is shown as `�` and never lost in silence.

mod chart;
mod content;
mod exact;
mod font;
mod letterhead;
mod paper;
mod picture;
mod signature;
mod table;
mod write;

use super::error::Result;
use super::seat::Seat;

pub use chart::{CHART_INKS, Chart, ChartSeries, ChartShape};
pub use exact::{Exact, Letters};
pub use font::Face;
pub use letterhead::Letterhead;
pub use paper::{Align, Ink, Paper, Sheet, Style};
pub use picture::Picture;
pub use signature::{Drawn, SignatureBox, SignatureMark};
pub use table::{Column, OpenTable, Table};
pub use write::Properties;

/// One document is laid out at a time, whoever asked for it: the processor is the machine's.
static SEAT: Seat = Seat::new();

/// Runs work on a document off the runtime's threads, one at a time.
///
/// # Errors
/// Whatever `job` answers; `Internal` when it panics.
pub async fn one_at_a_time<T: Send + 'static>(job: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    SEAT.take(job).await
}

#[cfg(test)]
mod tests;
