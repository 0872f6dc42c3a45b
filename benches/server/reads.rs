//! Reading: a room, all items, one item. Each round runs the server, poem from memory, and SQLite without HTTP.

use crate::load::{self, Client, Plan, Round};
use crate::process::Process;
use crate::table::{Row, about, median, percent};
use crate::{Bench, ROUNDS, Result, centre, progress};
use flate2::Compression;
use inventario::app::compress;
use inventario::campus::checks::model::{Check, CheckQuery};
use inventario::campus::checks::store as checks;
use inventario::campus::inventory::model::{Item, ItemQuery, Prices};
use inventario::campus::inventory::store;
use inventario::kit::access::Scope;
use inventario::kit::page::Paging;
use inventario::kit::sql;
use rusqlite::Connection;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

/// How long each of the three runs in a round.
const TIME: Duration = Duration::from_millis(500);
const CLIENTS: [usize; 2] = [1, 8];
/// How many threads the bare work gets at most: as many as the server has readers.
const READERS: usize = 4;

/// Something that is read.
struct Case {
    name: &'static str,
    what: String,
    path: String,
    headers: &'static str,
    /// The same work without HTTP; answers the length of the body.
    bare: fn(&Connection) -> Result<usize>,
}

fn cases() -> Vec<Case> {
    let room = format!("/api/inventory/environment/{}", centre::room(0));
    vec![
        Case {
            name: "room",
            what: format!("room, {} items", centre::ROOM_ITEMS),
            path: room.clone(),
            headers: "",
            bare: room_rows,
        },
        Case {
            name: "room-gzip",
            what: "the same room, gzip as the app asks".into(),
            path: room,
            headers: "Accept-Encoding: gzip\r\n",
            bare: room_gzip,
        },
        Case {
            name: "all",
            what: format!("all {} items", about(f64::from(centre::ITEMS))),
            path: "/api/inventory/".into(),
            headers: "",
            bare: all_rows,
        },
        Case {
            name: "item",
            what: "one item".into(),
            path: format!("/api/inventory/{}", centre::first_item()),
            headers: "",
            bare: one_item,
        },
        Case {
            name: "year",
            what: format!("a room's checks of a year, {} × {} items", centre::CHECKS, centre::CHECKED_ITEMS),
            path: format!("/api/inventory-checks/?environment_id={}", centre::room(centre::CHECKED_ROOM)),
            headers: "",
            bare: year,
        },
    ]
}

fn list(db: &Connection, query: ItemQuery) -> Result<Vec<u8>> {
    let selection = store::list(Scope::Everything, Prices::Told, query);
    Ok(selection.rows::<Item>(db, Paging::ALL)?.into_parts().0)
}

fn room(db: &Connection) -> Result<Vec<u8>> {
    list(db, ItemQuery { environment_id: Some(centre::room(0)), ..ItemQuery::default() })
}

fn room_rows(db: &Connection) -> Result<usize> {
    Ok(room(db)?.len())
}

fn room_gzip(db: &Connection) -> Result<usize> {
    let bytes = compress::compressed(&room(db)?, Compression::fast()).ok_or("gzip failed")?;
    Ok(bytes.len())
}

fn all_rows(db: &Connection) -> Result<usize> {
    Ok(list(db, ItemQuery::default())?.len())
}

fn one_item(db: &Connection) -> Result<usize> {
    Ok(serde_json::to_vec(&store::get(db, centre::first_item())?)?.len())
}

fn year(db: &Connection) -> Result<usize> {
    let query =
        CheckQuery { environment_id: Some(centre::room(centre::CHECKED_ROOM)), ..CheckQuery::default() };
    let reach = checks::CheckReach::Rooms(Scope::Everything);
    Ok(checks::list(db, reach, &query)?.rows::<Check>(db, Paging::ALL)?.into_parts().0.len())
}

/// A connection as the server's readers have, without the server.
fn connect(path: &Path) -> Result<Connection> {
    #[expect(clippy::disallowed_methods, reason = "the ceiling is SQLite without db.rs")]
    let db = Connection::open(path)?;
    db.set_prepared_statement_cache_capacity(64);
    sql::add_functions(&db)?;
    Ok(db)
}

/// Runs the bare work on some threads for a while; answers how often in a second.
fn bare(path: &Path, work: fn(&Connection) -> Result<usize>, threads: usize) -> Result<f64> {
    let run = || -> Result<f64> {
        let db = connect(path)?;
        work(&db)?;
        let (mut count, start) = (0.0, Instant::now());
        while start.elapsed() < TIME {
            std::hint::black_box(work(&db)?);
            count += 1.0;
        }
        Ok(count / start.elapsed().as_secs_f64())
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        threads.into_iter().map(|thread| thread.join().map_err(|_| "a thread panicked")?).sum()
    })
}

/// What one case gave with one number of clients.
#[derive(Default)]
struct Figures {
    server: Vec<Round>,
    of_memory: Vec<f64>,
    of_bare: Vec<f64>,
    of_both: Vec<f64>,
}

/// Measures the cases that are wanted.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    let cases: Vec<Case> = cases().into_iter().filter(|case| bench.wants(case.name)).collect();
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let bodies = bench.dir.join("bodies");
    std::fs::create_dir(&bodies)?;
    let path = bench.data_dir().join("inventario.db");
    let plain = connect(&path)?;
    let mut sizes = Vec::new();
    for case in &cases {
        let size = keep_body(bench, case, &bodies)?;
        if size != (case.bare)(&plain)? {
            return Err(format!("{}: server and store disagree about the body", case.name).into());
        }
        sizes.push(size);
    }
    let memory = Process::memory(&bodies)?;

    let mut rows = Vec::new();
    for (case, size) in cases.iter().zip(sizes) {
        for clients in CLIENTS {
            progress(&format!("{}, clients: {clients}", case.what));
            let figures = run_case(bench, case, &memory, &path, clients)?;
            let compared = format!(
                "{} of memory, {} of SQLite, {} of both together",
                percent(median(figures.of_memory.into_iter())),
                percent(median(figures.of_bare.into_iter())),
                percent(median(figures.of_both.into_iter()))
            );
            let what = format!("{} ({} kB)", case.what, about(size as f64 / 1e3));
            rows.push(Row::of(what, clients, &figures.server, compared));
        }
    }
    Ok(rows)
}

/// Keeps the server's answer for the ceiling; answers its length.
fn keep_body(bench: &Bench, case: &Case, bodies: &Path) -> Result<usize> {
    bench.runtime.block_on(async {
        let mut client = Client::connect(bench.address()).await?;
        let answer = client.ask(&load::get(&case.path, &bench.token, case.headers)).await?;
        if answer.status != 200 {
            return Err(format!("{} answered {}", case.path, answer.status).into());
        }
        std::fs::write(bodies.join(case.name), answer.body)?;
        Ok(answer.body.len())
    })
}

fn run_case(bench: &Bench, case: &Case, memory: &Process, path: &Path, clients: usize) -> Result<Figures> {
    let plan = Plan { clients, time: TIME, pause: Duration::ZERO, status: 200 };
    let ask = |address, path: &str| {
        let request = load::get(path, &bench.token, case.headers);
        bench.runtime.block_on(load::round(address, plan, move || request.clone()))
    };
    let from_memory = format!("/{}", case.name);
    let mut figures = Figures::default();
    // The first round warms everything up and does not count.
    for n in 0..=ROUNDS {
        let server = ask(bench.address(), &case.path)?;
        let memory = ask(memory.address, &from_memory)?.per_second;
        let bare = bare(path, case.bare, clients.min(READERS))?;
        if n == 0 {
            continue;
        }
        figures.of_memory.push(server.per_second / memory);
        figures.of_bare.push(server.per_second / bare);
        // What would be left if HTTP and SQLite cost what they cost alone, and nothing else cost anything.
        figures.of_both.push(server.per_second * (1.0 / memory + 1.0 / bare));
        figures.server.push(server);
    }
    Ok(figures)
}
