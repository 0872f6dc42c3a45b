//! Checks: the daily look at a room's equipment in three stages, apprentice, instructor and supervisor.
//!
//! [`rules::next`] is the whole state machine. A check keeps the state in which each item was found, so an old one reads as it
//! was; the counts also become the items' own, but never change how many pieces there are (contract D47).

pub mod api;
pub mod change;
pub mod model;
pub mod reminders;
pub mod rules;
pub mod store;

mod place;
mod reach;
