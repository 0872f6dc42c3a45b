//! A class signs in: nobody else may wait for the password hashes.

use crate::load::{self, Plan, Round};
use crate::process::Process;
use crate::table::{Row, middle, time};
use crate::{Bench, ROUNDS, Result, centre, progress};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

const TIME: Duration = Duration::from_millis(1_200);
const STORM: usize = 8;
const ME: &str = "/api/auth/me";

/// One who uses the app meanwhile: some 200 requests in a second.
const CALM: Plan = Plan { clients: 1, time: TIME, pause: Duration::from_millis(5), status: 200 };

/// Measures sign-ins, and `GET /api/auth/me` with and without them. The same bytes from memory in the same storm tell how
/// much of it is the cores being busy, and nothing that a server could do better.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants("sign-in") {
        return Ok(Vec::new());
    }
    progress("sign-in storm");
    let bodies = bench.dir.join("me");
    std::fs::create_dir(&bodies)?;
    let me = load::get(ME, &bench.token, "");
    let body = bench.runtime.block_on(async {
        let mut client = load::Client::connect(bench.address()).await?;
        Result::Ok(client.ask(&me).await?.body.to_vec())
    })?;
    std::fs::write(bodies.join("me"), body)?;
    let memory = Process::memory(&bodies)?;

    let calm = |address, path: &str| {
        let request = load::get(path, &bench.token, "");
        load::round(address, CALM, move || request.clone())
    };
    let person = Arc::new(AtomicU32::new(0));
    let storm = || {
        let plan = Plan { clients: STORM, time: TIME, pause: Duration::ZERO, status: 200 };
        let person = Arc::clone(&person);
        load::round(bench.address(), plan, move || {
            let n = 1 + person.fetch_add(1, Ordering::Relaxed) % (centre::PEOPLE - 1);
            load::sign_in_request(&centre::email(n), centre::PASSWORD)
        })
    };

    let (mut alone, mut beside, mut sign_ins) = (Vec::new(), Vec::new(), Vec::new());
    let (mut memory_alone, mut memory_beside) = (Vec::new(), Vec::new());
    for n in 0..=ROUNDS {
        let rounds = bench.runtime.block_on(async {
            let alone = calm(bench.address(), ME).await?;
            let memory_alone = calm(memory.address, "/me").await?;
            let (signed_in, beside) = tokio::try_join!(storm(), calm(bench.address(), ME))?;
            let (_, memory_beside) = tokio::try_join!(storm(), calm(memory.address, "/me"))?;
            Result::Ok((alone, memory_alone, signed_in, beside, memory_beside))
        })?;
        // The first round warms everything up and does not count.
        if n > 0 {
            alone.push(rounds.0);
            memory_alone.push(rounds.1);
            sign_ins.push(rounds.2);
            beside.push(rounds.3);
            memory_beside.push(rounds.4);
        }
    }
    let against = |memory: &[Round]| {
        let p50 = middle(memory.iter().map(|round| round.p50));
        let p99 = middle(memory.iter().map(|round| round.p99));
        format!("from memory {} and {}", time(p50), time(p99))
    };
    let row = |what: &str, rounds: &[Round], compared| Row {
        // The pause decides how many there are.
        per_second: None,
        ..Row::of(what, 1, rounds, compared)
    };
    let alone = row("own account, nobody signing in", &alone, against(&memory_alone));
    let what = format!("own account while {STORM} clients sign in");
    Ok(vec![
        Row::of("sign-in", STORM, &sign_ins, "two password hashes at once".into()),
        alone,
        row(&what, &beside, against(&memory_beside)),
    ])
}
