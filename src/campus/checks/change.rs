//! What a write does to a check: beginning, counting, deciding, and what follows from each.

mod consequences;
mod count;
mod decide;
mod findings;
mod items;
mod start;
mod step;

pub use decide::{approve, confirm, pass_on, reopen, review};
pub use findings::resolve;
pub use items::note;
pub use start::{create, save};
