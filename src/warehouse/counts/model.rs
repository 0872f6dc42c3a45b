//! The shapes of counts.

mod count;
mod due;
mod line;
mod sent;

pub use count::{Count, CountDetail, CountPage, CountQuery, CountScope, CountStatus};
pub use due::{Due, DueBin, DueKind, DuePage, DueQuery, DueWords};
pub use line::{ArrivedLot, CountLine, CountedLine, LineRow};
pub use sent::{
    Approval, CountCancellation, LineReason, NewCount, NewCountedLine, SendBack, Submission, TakenBack,
};
