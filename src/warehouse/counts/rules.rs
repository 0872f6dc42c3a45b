//! What may happen to a count. Pure.

pub mod course;
pub mod due;
pub mod lines;
pub mod settle;
