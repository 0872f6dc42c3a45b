//! The real binary in a process of its own: started, asked, stopped, killed.

mod support;

mod commands;
mod crash;
mod stop;
