//! Beginning a check: the room's 40 items counted, with its story, its notification and its audit entry on disk.

use crate::load::{self, Client, Plan, Round};
use crate::table::{Row, about, median};
use crate::{Bench, ROUNDS, Result, centre, progress};
use bytes::Bytes;
use rusqlite::Connection;
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

const TIME: Duration = Duration::from_millis(800);
const CLIENTS: [usize; 2] = [1, 8];

/// What a phone sends: every item of the room looked at.
fn counted(bench: &Bench) -> Result<Vec<Value>> {
    let path = format!("/api/inventory-checks/sheet?environment_id={}", centre::room(centre::CHECKED_ROOM));
    let body = bench.runtime.block_on(async {
        let mut client = Client::connect(bench.address()).await?;
        Ok::<_, crate::Failure>(client.ask(&load::get(&path, &bench.token, "")).await?.body.to_vec())
    })?;
    let sheet: Value = serde_json::from_slice(&body)?;
    let items = sheet.get("items").and_then(Value::as_array).ok_or("a sheet without items")?;
    let good = |item: &Value| {
        let number = |name: &str| item.get(name).and_then(Value::as_i64).unwrap_or(0);
        let damaged = number("quantity_damaged");
        json!({
            "item_id": item.get("item_id"),
            "quantity_found": number("quantity") - damaged,
            "quantity_damaged": damaged,
            "method": "list",
        })
    };
    Ok(items.iter().map(good).collect())
}

fn request(token: &str, class: u32, items: &[Value]) -> Bytes {
    let check = json!({
        "environment_id": centre::room(centre::CHECKED_ROOM),
        "schedule_id": centre::class(class),
        "comments": "Todo en orden",
        "items": items,
    });
    load::post("/api/inventory-checks/by-schedule", token, &check)
}

/// The least that has to be written: the check and a line an item, one transaction each, on a plain connection.
fn bare(db: &mut Connection, class: &mut u32) -> Result<f64> {
    let (mut count, start) = (0.0, Instant::now());
    while start.elapsed() < TIME {
        let tx = db.transaction()?;
        centre::add_check(&tx, centre::class(*class))?;
        tx.commit()?;
        *class += 1;
        count += 1.0;
    }
    Ok(count / start.elapsed().as_secs_f64())
}

/// Measures the beginning of checks.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants("start-check") {
        return Ok(Vec::new());
    }
    progress("beginning checks");
    let items = Arc::new(counted(bench)?);
    let original = bench.data_dir().join("inventario.db");
    let mut plain = crate::writes::copy(&original, &bench.data_dir().join("bare-checks.db"))?;
    let (next, mut next_bare) = (Arc::new(AtomicU32::new(0)), 0);
    let mut rounds: [Vec<Round>; 2] = Default::default();
    let mut bares = Vec::new();
    for n in 0..=ROUNDS {
        for (clients, rounds) in CLIENTS.into_iter().zip(&mut rounds) {
            let plan = Plan { clients, time: TIME, pause: Duration::ZERO, status: 201 };
            let (next, token, items) = (Arc::clone(&next), bench.token.clone(), Arc::clone(&items));
            let make = move || request(&token, next.fetch_add(1, Ordering::Relaxed), &items);
            let round = bench.runtime.block_on(load::round(bench.address(), plan, make))?;
            // The first round warms everything up and does not count.
            if n > 0 {
                rounds.push(round);
            }
        }
        let per_second = bare(&mut plain, &mut next_bare)?;
        if n > 0 {
            bares.push(per_second);
        }
    }
    let mut rows: Vec<Row> = CLIENTS
        .into_iter()
        .zip(&rounds)
        .map(|(clients, rounds)| {
            let ratio = median(rounds.iter().zip(&bares).map(|(round, bare)| round.per_second / bare));
            let what = format!("start a check with {} items", centre::CHECKED_ITEMS);
            Row::of(what, clients, rounds, format!("{} × bare inserts", about(ratio)))
        })
        .collect();
    rows.push(Row {
        what: format!("bare inserts of a check with {} lines, one transaction each", centre::CHECKED_ITEMS),
        clients: None,
        per_second: Some(median(bares.into_iter())),
        p50: None,
        p99: None,
        compared: String::new(),
    });
    Ok(rows)
}
