//! The dashboard's figures beside one item, on a centre with a year of checks, loans and repairs, and on the same with ten.

use crate::load::{self, Plan, Round};
use crate::process::Process;
use crate::table::{Row, median, percent};
use crate::{Bench, ROUNDS, Result, centre, progress};
use inventario::kit::{clock, sql};
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

const TIME: Duration = Duration::from_millis(500);
const CLIENTS: usize = 8;
const DASHBOARD: &str = "/api/stats/dashboard";

/// Figures over a year of ten, each asked for by one client: their budget is 20 ms.
const YEAR: [(&str, &str); 4] = [
    ("compliance of a year", "/api/stats/compliance"),
    ("state and value over a year", "/api/stats/inventory"),
    ("maintenance of a year", "/api/stats/maintenance"),
    ("loans of a year", "/api/stats/loans"),
];

/// Measures the dashboard, if it is wanted.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants("dashboard") {
        return Ok(Vec::new());
    }
    progress("living ten years");
    let (young, old) = (bench.dir.join("one-year"), bench.dir.join("ten-years"));
    copy(&bench.data_dir(), &old, "")?;
    copy(&bench.data_dir(), &young, include_str!("one_year.sql"))?;
    let (young, old) = (Process::serve(&young)?, Process::serve(&old)?);
    let item = format!("/api/inventory/{}", centre::first_item());
    let ask = |address, path: &str, clients| {
        let plan = Plan { clients, time: TIME, pause: Duration::ZERO, status: 200 };
        let request = load::get(path, &bench.token, "");
        bench.runtime.block_on(load::round(address, plan, move || request.clone()))
    };
    let (mut now, mut then): (Vec<Round>, Vec<Round>) = (Vec::new(), Vec::new());
    let (mut of_item, mut slower) = (Vec::new(), Vec::new());
    // The first round warms everything up and does not count.
    for n in 0..=ROUNDS {
        progress(&format!("the dashboard, round {n}"));
        let one = ask(young.address, &item, CLIENTS)?.per_second;
        let early = ask(young.address, DASHBOARD, CLIENTS)?;
        let late = ask(old.address, DASHBOARD, CLIENTS)?;
        if n > 0 {
            of_item.push(early.per_second / one);
            slower.push(early.per_second / late.per_second);
            now.push(early);
            then.push(late);
        }
    }
    let compared = format!("{} of one item; budget 30 %", percent(median(of_item.into_iter())));
    let mut rows = vec![Row::of("the dashboard's figures, after a year", CLIENTS, &now, compared)];
    let compared = format!("{:.2} × as long as after one; budget 1.2 ×", median(slower.into_iter()));
    rows.push(Row::of("the same after ten years", CLIENTS, &then, compared));
    for (what, path) in YEAR {
        let today = clock::today();
        let path = format!("{path}?start_date={}&end_date={today}", today - chrono::TimeDelta::days(364));
        let rounds: Result<Vec<Round>> = (0..ROUNDS).map(|_| ask(old.address, &path, 1)).collect();
        rows.push(Row::of(format!("{what}, of ten"), 1, &rounds?, "budget 20 ms".into()));
    }
    Ok(rows)
}

/// Copies a data directory that is in use, adds ten years to its database, and runs what is to be done after them.
fn copy(from: &Path, to: &Path, after: &str) -> Result<()> {
    std::fs::create_dir(to)?;
    for entry in from.read_dir()? {
        let entry = entry?;
        let name = entry.file_name();
        let is_database = name.to_string_lossy().starts_with("inventario.db");
        if entry.file_type()?.is_file() && !is_database {
            std::fs::copy(entry.path(), to.join(name))?;
        }
    }
    let database = to.join("inventario.db");
    open(&from.join("inventario.db"))?
        .execute("vacuum into ?1", [database.to_string_lossy().into_owned()])?;
    let aged = open(&database)?;
    aged.execute_batch(include_str!("ten_years.sql"))?;
    aged.execute_batch(after)?;
    Ok(())
}

fn open(path: &Path) -> Result<Connection> {
    #[expect(clippy::disallowed_methods, reason = "what a person has done in ten years is put in at once")]
    let db = Connection::open(path)?;
    sql::add_functions(&db)?;
    Ok(db)
}
