//! Letters, handed to a real mail server on this machine: aiosmtpd, of Debian's `python3-aiosmtpd` or of PyPI. Where it is missing
//! these tests fail; `.ci/run` installs it.

// Helpers are tests too, for clippy.
#![cfg(test)]

mod support;

mod arrived;
mod binary;
mod refused;
mod secured;
