//! The real binary in a process of its own: started, asked, stopped, killed.

// Helpers are tests too, for clippy.
#![cfg(test)]

#[path = "../shared/levels.rs"]
mod levels;
mod support;

mod backup;
mod clock;
mod commands;
mod crash;
mod discovery;
mod disk;
mod doctor;
mod ipv6;
mod manager;
mod named;
mod outside;
mod reports;
mod restored;
mod setup;
mod stop;
mod streams;
mod tls;
mod units;
mod unwritable;
mod upgrade;
mod zone;
