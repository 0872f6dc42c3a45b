//! The inventory of a vocational training centre, in one binary.
//!
//! # Layout
//!
//! A directory is a word of the domain, a file is machinery. Every directory holds the same names: `api.rs` (HTTP),
//! `model.rs` (shapes), `rules.rs` (decisions, pure), `store.rs` (SQL). Arrows point one way: `api → rules → model` and
//! `api → store → model`; only handlers touch [`db`].
//!
//! # One request
//!
//! `PUT /api/inventory//7f…/`: [`app`] collapses the slashes, gives the request an id and knows its origin →
//! [`caller::Allow`] answers 401 or 403 before the body is read → [`wire::Body`] decodes the body, or answers 422 with a
//! Spanish sentence → [`db::Db::write`] runs the handler's closure on the writer: the row is read within the caller's
//! [`caller::Scope`] (404 outside it), `inventory::rules` decides (400), `inventory::store` saves, and the
//! [`audit::Event`] goes into the same savepoint → the batch is committed to disk → JSON.

pub mod app;
pub mod appliance;
pub mod campus;
pub mod cli;
pub mod demo;
pub mod kit;
pub mod serve;
