//! The holes of the original server (reference, section 6), each tried again under its number and found closed.

mod accounts;
mod audit;
mod checks;
mod data;
mod doors;
mod notices;
