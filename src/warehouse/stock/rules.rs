//! What may happen to stock. Pure.

pub mod expiry;
pub mod fefo;
pub mod issue;
pub mod receipt;
