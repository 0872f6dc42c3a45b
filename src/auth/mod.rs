//! Sign-in: passwords, access tokens, refresh tokens, throttling and the caller's own account.

pub mod api;
pub mod model;
pub mod store;
pub mod tokens;

mod keys;
mod passwords;
mod throttle;

pub use keys::{Keys, load, load_or_make, secret_file};
pub(crate) use keys::{hex, random_bytes, sha256_hex};
pub use passwords::{Hasher, hash};
pub use throttle::Throttle;
