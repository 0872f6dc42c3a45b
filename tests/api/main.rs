//! The server as its clients see it: every test asks over HTTP, in the process, over a database file of its own.

// Helpers are tests too, for clippy.
#![cfg(test)]

#[path = "../shared/levels.rs"]
mod levels;
mod support;

mod alert_settings;
mod alerts;
mod answers;
mod assets;
mod assignments;
mod audit;
mod auth;
mod backups;
mod bad_input;
mod bins;
mod bodies;
mod budgets;
mod categories;
mod centers;
mod checks;
mod clock_in_doubt;
mod contract;
mod counts;
mod dashboard;
mod database;
mod demo;
mod descriptions;
mod environments;
mod exports;
mod feedback;
mod feeds;
mod health;
mod holes;
mod house;
mod imports;
mod inductions;
mod inventory;
mod item_documents;
mod item_fields;
mod item_pictures;
mod jobs;
mod labels;
mod loans;
mod logos;
mod mail;
mod maintenance;
mod material_exports;
mod material_reports;
mod movements;
mod notifications;
mod openapi;
mod photos;
mod preferences;
mod products;
mod proxy;
mod qr;
mod recovery;
mod reports;
mod reservations;
mod roles;
mod schedules;
mod settings;
mod setup;
mod smoke;
mod stats;
mod stock;
mod suppliers;
mod suspensions;
mod time_zone;
mod tls;
mod transfers;
mod users;
mod versions;
mod warehouses;
mod web;

/// The list of resources: what each tells the tests that walk all operations; of each, a test that replays the app's calls and one
/// that sends its bodies with faults. Forgetting one leaves its RESOURCE unused, and its operations without a row in the table of
/// roles. The `mod` lines stand by themselves because rustfmt finds no file that only a macro names.
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

        mod one_fault_in_a_body {
            $(
                #[tokio::test]
                async fn $name() {
                    crate::bad_input::one_fault_at_a_time(&crate::$name::RESOURCE).await;
                }
            )+
        }
    };
}

resources! {
    alert_settings, alerts, assets, assignments, audit, auth, backups, bins, categories, centers, checks, counts, dashboard, descriptions,
    environments, exports, feedback, feeds,
    health,
    imports, inductions, inventory, item_documents, item_fields, item_pictures, jobs, labels, loans, mail, maintenance, movements, notifications, photos, preferences,
    products, qr, recovery, reports, reservations, schedules, settings, setup, stats, stock, suppliers, suspensions, time_zone, tls,
    transfers, users, warehouses,
}
