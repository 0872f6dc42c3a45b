//! The real binary in a process of its own: started, asked, stopped, killed.

// Helpers are tests too, for clippy.
#![cfg(test)]

mod support;

mod commands;
mod crash;
mod stop;
mod streams;
