//! The real binary in a process of its own: started, asked, stopped, killed.

// Helpers are tests too, for clippy.
#![cfg(test)]

mod support;

mod backup;
mod commands;
mod crash;
mod discovery;
mod doctor;
mod manager;
mod restored;
mod setup;
mod stop;
mod streams;
mod units;
mod upgrade;
mod zone;
