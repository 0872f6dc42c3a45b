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
pub mod caller;
pub mod cli;
pub mod clock;
pub mod config;
pub mod db;
pub mod demo;
pub mod document;
pub mod error;
pub mod idempotency;
pub mod jobs;
pub mod lock;
pub mod log;
pub mod mdns;
pub mod page;
pub mod serve;
pub mod settings;
pub mod sql;
pub mod web;
pub mod wire;

pub mod alerts;
pub mod audit;
pub mod auth;
pub mod backup;
pub mod centers;
pub mod checks;
pub mod environments;
pub mod health;
pub mod inventory;
pub mod maintenance;
pub mod notifications;
pub mod photos;
pub mod qr;
pub mod schedules;
pub mod setup;
pub mod time_zone;
pub mod tls;
pub mod users;
