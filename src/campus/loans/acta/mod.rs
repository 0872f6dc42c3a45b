//! Actas: what a loan is signed with, at the desk when it goes out and when it comes back.
//!
//! Each is a text that is kept, its printed pages are made of it on demand, off the writer and off the runtime's threads: an approval
//! or a hand-over never waits for a PDF, nor fails because of one. Once somebody has signed, what they signed never changes; what
//! happens at the desk later makes another version, which is signed anew. The pages of what all have signed are kept.

pub mod api;
pub mod change;
pub mod content;
pub mod jobs;
pub mod mark;
pub mod model;
pub mod paper;
pub mod print;
pub mod reads;
pub mod rules;
pub mod store;
