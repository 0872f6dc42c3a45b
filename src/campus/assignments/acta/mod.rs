//! Actas of equipment in charge: what is signed when somebody gets it, and when they hand it back.
//!
//! As those of loans: each is a text that is kept, its pages are made of it on demand, and what was signed never changes. What is put
//! right after a signature makes another version, which is signed anew.

pub mod api;
pub mod change;
pub mod content;
pub mod model;
mod paper;
mod print;
mod reads;
pub mod rules;
pub mod store;
