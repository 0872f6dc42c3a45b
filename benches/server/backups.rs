//! Adding items while a backup is taken: it must keep nobody waiting.
//!
//! Each round measures the same clients thrice: alone, beside plain backups taken one after another, and beside encrypted ones.

use crate::load::{self, Client, Plan, Round};
use crate::table::{Row, about, median};
use crate::{Bench, Failure, ROUNDS, Result, progress, writes};
use bytes::Bytes;
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::Duration;

const TIME: Duration = Duration::from_millis(1_500);
const CLIENTS: usize = 8;
/// The case for creating items counts from nought.
const FIRST: u32 = 5_000_000;

/// What goes on beside the clients.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Beside {
    Nothing,
    Plain,
    Encrypted,
}

/// A request without content.
fn delete(path: &str, token: &str) -> Bytes {
    format!("DELETE {path} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {token}\r\n\r\n").into()
}

async fn ask(client: &mut Client, request: &Bytes, status: u16) -> Result<Vec<u8>> {
    let answer = client.ask(request).await?;
    if answer.status == status {
        return Ok(answer.body.to_vec());
    }
    Err(format!("{} instead of {status}: {}", answer.status, String::from_utf8_lossy(answer.body)).into())
}

/// Removes all backups: the disk is not what is measured.
async fn clear(client: &mut Client, token: &str) -> Result<()> {
    let list: Vec<Value> =
        serde_json::from_slice(&ask(client, &load::get("/api/backups", token, ""), 200).await?)?;
    for id in list.iter().filter_map(|backup| backup.get("id")?.as_str()) {
        ask(client, &delete(&format!("/api/backups/{id}"), token), 200).await?;
    }
    Ok(())
}

async fn is_running(client: &mut Client, token: &str) -> Result<bool> {
    let status: Value =
        serde_json::from_slice(&ask(client, &load::get("/api/backups/status", token, ""), 200).await?)?;
    Ok(status.get("running").and_then(Value::as_bool).unwrap_or(false))
}

/// Takes one backup after another until it is told to stop, and finishes the last; answers how many.
async fn keep_taking(address: SocketAddr, token: String, stop: Arc<AtomicBool>) -> Result<u32> {
    let mut client = Client::connect(address).await?;
    let mut taken = 0;
    while !stop.load(Ordering::Relaxed) {
        ask(&mut client, &load::post("/api/backups", &token, &json!({})), 202).await?;
        // On a slow machine the server answers before it is done.
        while is_running(&mut client, &token).await? {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        taken += 1;
    }
    clear(&mut client, &token).await?;
    Ok(taken)
}

/// One round of the clients; answers how many backups were taken meanwhile.
async fn round(bench: &Bench, beside: Beside, next: &Arc<AtomicU32>) -> Result<(Round, u32)> {
    let mut client = Client::connect(bench.address()).await?;
    let passphrase = (beside == Beside::Encrypted).then_some("tres tristes tigres");
    let settings = json!({ "passphrase": passphrase });
    ask(&mut client, &load::put("/api/settings/backup", &bench.token, &settings), 200).await?;
    let stop = Arc::new(AtomicBool::new(beside == Beside::Nothing));
    let taker = tokio::spawn(keep_taking(bench.address(), bench.token.clone(), Arc::clone(&stop)));
    let plan = Plan { clients: CLIENTS, time: TIME, pause: Duration::ZERO, status: 201 };
    let (token, next) = (bench.token.clone(), Arc::clone(next));
    let make = move || writes::request(&token, next.fetch_add(1, Ordering::Relaxed));
    let round = load::round(bench.address(), plan, make).await;
    stop.store(true, Ordering::Relaxed);
    let taken = taker.await??;
    Ok::<_, Failure>((round?, taken))
}

/// Measures the creation of items without and with backups.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants("backup") {
        return Ok(Vec::new());
    }
    progress("creating items while backups are taken");
    let next = Arc::new(AtomicU32::new(FIRST));
    let cases = [Beside::Nothing, Beside::Plain, Beside::Encrypted];
    let mut rounds: [Vec<Round>; 3] = Default::default();
    let mut taken = [0, 0, 0];
    for n in 0..=ROUNDS {
        for ((beside, rounds), taken) in cases.into_iter().zip(&mut rounds).zip(&mut taken) {
            let (round, count) = bench.runtime.block_on(round(bench, beside, &next))?;
            // The first round warms everything up and does not count.
            if n > 0 {
                rounds.push(round);
                *taken += count;
            }
        }
    }
    let [alone, plain, encrypted] = rounds;
    let [_, of_plain, of_encrypted] = taken;
    let against = |rounds: &[Round]| {
        let ratio = |of: fn(&Round) -> Duration| {
            let pairs = rounds.iter().zip(&alone);
            about(median(pairs.map(|(round, other)| of(round).as_secs_f64() / of(other).as_secs_f64())))
        };
        format!("p50 {} ×, p99 {} × without a backup", ratio(|it| it.p50), ratio(|it| it.p99))
    };
    let named = |what: &str, count: u32| format!("new item while {count} {what} backups are taken");
    Ok(vec![
        Row::of("new item, no backup is taken", CLIENTS, &alone, String::new()),
        Row::of(named("plain", of_plain), CLIENTS, &plain, against(&plain)),
        Row::of(named("encrypted", of_encrypted), CLIENTS, &encrypted, against(&encrypted)),
    ])
}
