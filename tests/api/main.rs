//! The server as its clients see it: every test asks over HTTP, in the process, over a database file of its own.

// Helpers are tests too, for clippy.
#![cfg(test)]

#[path = "../shared/levels.rs"]
mod levels;
mod support;

mod alerts;
mod audit;
mod auth;
mod backups;
mod bad_input;
mod centers;
mod checks;
mod contract;
mod database;
mod demo;
mod environments;
mod health;
mod holes;
mod house;
mod inventory;
mod logos;
mod maintenance;
mod notifications;
mod openapi;
mod photos;
mod proxy;
mod qr;
mod roles;
mod schedules;
mod setup;
mod smoke;
mod time_zone;
mod tls;
mod users;
mod web;
