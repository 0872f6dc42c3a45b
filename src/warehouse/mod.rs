//! The warehouse of materials: what is used up, not lent ("materiales de formación"). A directory a resource.
//!
//! Beside `campus`, which it knows nothing of: what it needs of rooms and people it joins in SQL.

pub mod movements;
pub mod stock;
pub mod unit;
