//! Scheduled reports: what somebody wants again every week or month. A job asks for each when its time has come, as the person would,
//! with the rights that they have by then; the [maker](super::Maker) makes it, and they are told.

pub mod api;
pub mod change;
pub mod job;
pub mod model;
pub mod rules;
pub mod store;
