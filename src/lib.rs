//! The inventory of a vocational training centre, in one binary.
//!
//! # Layout
//!
//! Floors; arrows run down only, and `tests/api/house.rs` refuses one that doesn't:
//! `main → cli → serve → app → {appliance, demo} → {campus, warehouse} → kit`.
//!
//! - [`kit`] knows no domain: the database, access, the wire, the network.
//! - [`campus`] is what people work with, a directory a resource.
//! - [`warehouse`] is the materials that are used up, beside the campus and without knowledge of it.
//! - [`demo`] is an invented centre; [`appliance`] is the box itself: set-up, backups, certificates, health.
//! - [`app`] puts all together: the list of resources, the way of a request, the document, the web UI, scheduled work.
//! - [`serve`] listens and stops; [`cli`] has the commands.
//!
//! A resource always has the same names: `mod.rs` (a sentence, its error codes, its entry for the list), `api.rs` (HTTP: extract,
//! call, answer), `change.rs` (what a write does), `rules.rs` (decisions, pure), `store.rs` (SQL), `model.rs` (shapes). Arrows
//! point one way: `api → change → {rules, store} → model`; only handlers and jobs touch [`kit::db`]'s lanes.
//!
//! # One request
//!
//! `PUT /api/inventory//7f…/`: [`app`] collapses the slashes, gives the request an id and knows its origin →
//! [`kit::access::Allow`] answers 401 or 403 before the body is read → [`kit::wire::Body`] decodes the body, or answers 422 with
//! a Spanish sentence → [`kit::db::Db::write`] runs the change on the writer as `tx`, which knows who acts:
//! `inventory::change::edit` reads the row within `tx.who`'s [`kit::access::Scope`] (404 outside it), `inventory::rules` decides
//! (400), `inventory::store` saves, and the [`kit::db::Event`] goes into the same savepoint → the batch is committed to disk →
//! JSON.
//!
//! # How to add a resource
//!
//! Its own directory, a migration and a page; and a line each in `campus/mod.rs` or `warehouse/mod.rs` (the module), `app/resources.rs` (the list),
//! `web-dist/js/routes.js` (its place in the UI) and `tests/api/main.rs` (its tests). Whatever else must know of it asks the list:
//! see [`kit::resource::Resource`].

pub mod app;
pub mod appliance;
pub mod campus;
pub mod cli;
pub mod demo;
pub mod kit;
pub mod serve;
pub mod warehouse;
