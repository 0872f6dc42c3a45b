//! The first start: what a server answers before it is set up, who sets it up, and that it happens once.

mod backup;
mod closed;
mod fresh;
mod once;
mod refused;
mod started;

pub(crate) use fresh::{Fresh, setup};
