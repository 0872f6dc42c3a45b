//! What people work with, a directory a resource.

pub mod alerts;
pub mod audit;
pub mod auth;
pub mod centers;
pub mod checks;
pub mod environments;
pub mod inductions;
pub mod inventory;
pub mod loans;
pub mod maintenance;
pub mod notifications;
pub mod photos;
pub mod preferences;
pub mod qr;
pub mod schedules;
pub mod suspensions;
pub mod users;
