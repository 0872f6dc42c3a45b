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

/// The list of resources: what each tells the tests that walk all operations, and a test for the app's calls of each. Forgetting
/// one leaves its RESOURCE unused, and its operations without a row in the table of roles. The `mod` lines stand by themselves
/// because rustfmt finds no file that only a macro names.
macro_rules! resources {
    ($($name:ident),+ $(,)?) => {
        pub(crate) const RESOURCES: &[support::Resource] = &[$($name::RESOURCE),+];

        mod replayed {
            $(
                #[tokio::test]
                async fn $name() {
                    crate::contract::replay(&crate::$name::RESOURCE).await;
                }
            )+
        }
    };
}

resources! {
    alerts, audit, auth, backups, centers, checks, environments, health, inventory, maintenance, notifications, photos, qr,
    schedules, setup, time_zone, tls, users,
}
