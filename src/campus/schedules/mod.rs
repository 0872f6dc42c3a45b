//! Schedules: the timetable. A class meets in a room on one day of the week, between two dates.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;
