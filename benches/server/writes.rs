//! Adding items: every answer means that item and audit entry are on disk.

use crate::load::{self, Plan, Round};
use crate::table::{Row, about, median};
use crate::{Bench, ROUNDS, Result, centre, progress};
use bytes::Bytes;
use inventario::campus::inventory::model::Item;
use inventario::campus::inventory::store;
use rusqlite::Connection;
use serde_json::json;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

const TIME: Duration = Duration::from_millis(800);
const CLIENTS: [usize; 3] = [1, 8, 64];

/// The most basic way to keep a row: one transaction each, on a plain connection beside the server's database.
struct Bare {
    db: Connection,
    /// An item of the centre, after which the others are made.
    item: Item,
    batch: u32,
}

/// A plain connection over a copy of the server's database, so that tables and indexes are as full.
pub fn copy(original: &Path, path: &Path) -> Result<Connection> {
    #[expect(clippy::disallowed_methods, reason = "the ceiling is SQLite without db.rs")]
    let (source, mut db) = (Connection::open(original)?, Connection::open(path)?);
    rusqlite::backup::Backup::new(&source, &mut db)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "full")?;
    db.pragma_update(None, "foreign_keys", true)?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

impl Bare {
    fn over_copy(original: &Path, path: &Path) -> Result<Self> {
        let db = copy(original, path)?;
        Ok(Self { item: store::get(&db, centre::first_item())?, db, batch: 0 })
    }

    /// Inserts for a while; answers how many in a second.
    fn round(&mut self) -> Result<f64> {
        self.batch += 1;
        let (mut count, start) = (0, Instant::now());
        while start.elapsed() < TIME {
            store::insert(&self.db, &centre::another(&self.item, self.batch, count).row())?;
            count += 1;
        }
        Ok(f64::from(count) / start.elapsed().as_secs_f64())
    }
}

/// A request for an item that nobody has asked for before.
pub fn request(token: &str, n: u32) -> Bytes {
    let item = json!({
        "environment_id": centre::room(n % 20),
        "name": "Portátil de prueba",
        "serial_number": format!("B{n:07}"),
        "internal_code": format!("B-{n:07}"),
        "category": "computer",
        "brand": "HP",
        "model": "ProBook 440 G9",
        "purchase_date": "2025-02-03",
        "notes": "Registrado por la medición",
    });
    load::post("/api/inventory/", token, &item)
}

/// Measures the creation of items.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants("create") {
        return Ok(Vec::new());
    }
    progress("creating items");
    let original = bench.data_dir().join("inventario.db");
    let mut bare = Bare::over_copy(&original, &bench.data_dir().join("bare.db"))?;
    let next = Arc::new(AtomicU32::new(0));
    let mut rounds: [Vec<Round>; 3] = Default::default();
    let mut inserts = Vec::new();
    for n in 0..=ROUNDS {
        let keep = n > 0;
        for (clients, rounds) in CLIENTS.into_iter().zip(&mut rounds) {
            let plan = Plan { clients, time: TIME, pause: Duration::ZERO, status: 201 };
            let (next, token) = (Arc::clone(&next), bench.token.clone());
            let make = move || request(&token, next.fetch_add(1, Ordering::Relaxed));
            let round = bench.runtime.block_on(load::round(bench.address(), plan, make))?;
            if keep {
                rounds.push(round);
            }
        }
        let insert = bare.round()?;
        // The first round warms everything up and does not count.
        if keep {
            inserts.push(insert);
        }
    }
    let against = |rounds: &[Round], others: &[f64]| {
        about(median(rounds.iter().zip(others).map(|(round, other)| round.per_second / other)))
    };
    let first: Vec<f64> = rounds.iter().take(1).flatten().map(|round| round.per_second).collect();
    let mut rows: Vec<Row> = CLIENTS
        .into_iter()
        .zip(&rounds)
        .map(|(clients, rounds)| {
            let compared = format!(
                "{} × one client, {} × bare inserts",
                against(rounds, &first),
                against(rounds, &inserts)
            );
            Row::of("new item, on disk with its audit entry", clients, rounds, compared)
        })
        .collect();
    rows.push(Row {
        what: "bare inserts, one transaction each, without audit".into(),
        clients: None,
        per_second: Some(median(inserts.into_iter())),
        p50: None,
        p99: None,
        compared: String::new(),
    });
    Ok(rows)
}
