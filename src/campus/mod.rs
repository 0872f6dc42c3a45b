//! What people work with, a directory a resource.

pub mod alert_settings;
pub mod alerts;
pub mod assets; assignments;
pub mod audit;
pub mod auth;
pub mod centers;
pub mod checks;
pub mod environments;
pub mod exports;
pub mod feedback;
pub mod feeds;
pub mod imports;
pub mod inductions;
pub mod inventory;
pub mod labels;
pub mod loans;
pub mod maintenance;
pub mod notifications;
pub mod photos;
pub mod preferences;
pub mod qr;
pub mod recovery;
pub mod reports;
pub mod schedules;
pub mod stats;
pub mod suspensions;
pub mod users;
