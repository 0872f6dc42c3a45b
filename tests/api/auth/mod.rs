//! Accounts and sessions: who gets in, who stays in, and who is put out at once.

mod password;
mod registration;
mod session;
mod sign_in;
mod throttle;
mod token;
