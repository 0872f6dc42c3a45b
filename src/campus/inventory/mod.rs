//! Inventory: the equipment, machine by machine or in groups of alike pieces.
//!
//! `quantity` is the total everywhere; what can be used is the total less what is damaged and what is missing. The status
//! follows the figures only when a figure changes, so that a chosen status stays (contract D46–D49).

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;
