//! Scheduled work: what a job is, when it is due, how it ended. Who does it is `appliance::jobs`.

mod log;
pub mod schedule;
mod trouble;

pub use log::{JobCause, JobLog, JobRun, JobState, KnownJob};
pub use schedule::Schedule;
pub use trouble::{Trouble, Troubles};

use crate::kit::error::Result;
use futures_util::future::BoxFuture;

/// Something that the server does without being asked.
///
/// It must bear to be done too often: a run that was cut short by the end of the process is done again, and so is one whose time
/// comes twice because somebody has set the clock back.
pub trait Job: Send + Sync + 'static {
    /// What it is called in the log and in its address; never changed.
    fn name(&self) -> &'static str;

    /// What people call it, in Spanish.
    fn title(&self) -> &'static str;

    /// What it does, in a Spanish sentence for people.
    fn purpose(&self) -> &'static str;

    /// When it is done.
    fn schedule(&self) -> Schedule;

    /// Does it; answers how much there was to do.
    fn run(&self) -> BoxFuture<'_, Result<usize>>;
}
