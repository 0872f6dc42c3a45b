//! The pages as people use them: a real Chromium against the real binary. Needs chromium and chromedriver.

// Helpers are tests too, for clippy.
#![cfg(test)]

mod support;

mod accessible;
mod acta;
mod assignments;
mod categories;
mod certificate;
mod check_day;
mod check_looks;
mod check_pages;
mod check_safe;
mod counts;
mod descriptions;
mod equipment;
mod exports;
mod feedback;
mod imports;
mod labels;
mod loans;
mod maintenance;
mod materials;
mod meanwhile;
mod notices;
mod people;
mod pictures;
mod places;
mod recovery;
mod reports;
mod reservations;
mod scanning;
mod session;
mod settings;
mod setup;
mod stats;
mod stock;
mod timetable;
mod transfers;
