//! The audit: an entry for every change and every refusal, without secrets, found by filters and summed up.

mod entries;
mod questions;
mod secrets;
