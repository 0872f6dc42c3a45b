//! Loans: a page of them, what a warehouse has free, and a loan that is made and approved. On a server and a centre of their own,
//! since a warehouse of this size would change what all other cases read.

use crate::load::{self, Client, Plan, Round};
use crate::process::Process;
use crate::table::{Row, about, median};
use crate::{Bench, ROUNDS, Result, centre, progress, writes};
use inventario::campus::loans::model::{LoanStatus, NewLoan};
use inventario::campus::loans::store;
use inventario::kit::clock;
use inventario::kit::sql;
use inventario::kit::wire::{Id, LocalTime};
use rusqlite::{Connection, named_params};
use serde_json::{Value, json};
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const TIME: Duration = Duration::from_millis(600);
const CLIENTS: usize = 8;
/// The days that availability is asked for.
const DAYS: i64 = 30;

/// Measures loans.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants("loans") {
        return Ok(Vec::new());
    }
    progress("lending half of a warehouse");
    let dir = bench.dir.join("lending");
    std::fs::create_dir(&dir)?;
    let path = dir.join("inventario.db");
    writes::copy(&bench.data_dir().join("inventario.db"), &path)?.close().map_err(|(_, error)| error)?;
    let lending = bench.runtime.block_on(centre::lend(&path))?;
    let server = Process::serve(&dir)?;
    let mut client = bench.runtime.block_on(Client::connect(server.address))?;
    let token = bench.runtime.block_on(client.sign_in(&centre::email(0), centre::PASSWORD))?;
    let case = Case { bench, address: server.address, token, lending };
    let mut rows = case.page()?;
    rows.extend(case.availability(&path)?);
    rows.extend(case.made_and_approved(&path, &dir)?);
    Ok(rows)
}

struct Case<'a> {
    bench: &'a Bench,
    address: SocketAddr,
    token: String,
    lending: centre::Lending,
}

impl Case<'_> {
    fn ask(&self, clients: usize, path: &str) -> Result<Round> {
        let plan = Plan { clients, time: TIME, pause: Duration::ZERO, status: 200 };
        let request = load::get(path, &self.token, "");
        self.bench.runtime.block_on(load::round(self.address, plan, move || request.clone()))
    }

    /// A page of ten, against one item.
    fn page(&self) -> Result<Vec<Row>> {
        progress("a page of loans");
        let item = format!("/api/inventory/{}", centre::first_item());
        let (mut pages, mut ratios) = (Vec::new(), Vec::new());
        for n in 0..=ROUNDS {
            let page = self.ask(CLIENTS, "/api/loans/?page=1&per_page=10")?;
            let other = self.ask(CLIENTS, &item)?.per_second;
            // The first round warms everything up and does not count.
            if n > 0 {
                ratios.push(page.per_second / other);
                pages.push(page);
            }
        }
        let compared = format!("{} × one item; wanted 0.6", about(median(ratios.into_iter())));
        let what = format!("page of 10 loans out of {}", centre::LOANS);
        Ok(vec![Row::of(what, CLIENTS, &pages, compared)])
    }

    /// What a warehouse has free, against the queries behind it.
    fn availability(&self, path: &Path) -> Result<Vec<Row>> {
        progress("what a warehouse has free");
        let today = clock::day_of(clock::now());
        let uri = format!(
            "/api/loans/availability?environment_id={}&start_date={today}&end_date={}",
            self.lending.warehouse,
            today + chrono::TimeDelta::days(DAYS - 1)
        );
        #[expect(clippy::disallowed_methods, reason = "the ceiling is SQLite without db.rs")]
        let db = Connection::open(path)?;
        sql::add_functions(&db)?;
        let (mut rounds, mut ratios) = (Vec::new(), Vec::new());
        for n in 0..=ROUNDS {
            let round = self.ask(1, &uri)?;
            let bare = bare_queries(&db, self.lending.warehouse)?;
            if n > 0 {
                ratios.push(round.p50.as_secs_f64() / bare.as_secs_f64());
                rounds.push(round);
            }
        }
        let compared =
            format!("{} × the time of the bare queries; wanted 1.5", about(median(ratios.into_iter())));
        let what = format!("what is free of {} items on {DAYS} days", centre::LENT_ITEMS);
        Ok(vec![Row::of(what, 1, &rounds, compared)])
    }

    /// A loan that is asked for and approved, against bare inserts of the same rows.
    fn made_and_approved(&self, path: &Path, dir: &Path) -> Result<Vec<Row>> {
        progress("loans made and approved");
        let mut bare =
            Bare { db: writes::copy(path, &dir.join("bare.db"))?, lending: &self.lending, next: 0 };
        let next = Arc::new(AtomicU32::new(0));
        let (mut rounds, mut ratios) = (Vec::new(), Vec::new());
        for n in 0..=ROUNDS {
            let round = self.bench.runtime.block_on(self.pairs(&next))?;
            let inserts = bare.round()?;
            if n > 0 {
                ratios.push(round.per_second / inserts);
                rounds.push(round);
            }
        }
        let compared =
            format!("{} × bare inserts of the same rows; wanted 0.8", about(median(ratios.into_iter())));
        Ok(vec![Row::of("loan made and approved", CLIENTS, &rounds, compared)])
    }

    /// Each client asks for a loan and approves it, again and again.
    async fn pairs(&self, next: &Arc<AtomicU32>) -> Result<Round> {
        let start = Instant::now();
        let mut tasks = JoinSet::new();
        for _ in 0..CLIENTS {
            let (address, token) = (self.address, self.token.clone());
            let (next, lending) = (Arc::clone(next), self.lending.clone());
            tasks.spawn(async move {
                let (mut client, mut times) = (Client::connect(address).await?, Vec::new());
                while start.elapsed() < TIME {
                    let wish = wish(&lending, next.fetch_add(1, Ordering::Relaxed));
                    let begun = Instant::now();
                    make_and_approve(&mut client, &token, &wish).await?;
                    times.push(begun.elapsed());
                }
                Ok::<_, crate::Failure>(times)
            });
        }
        let mut times = Vec::new();
        while let Some(own) = tasks.join_next().await {
            times.extend(own??);
        }
        Round::of(times, start.elapsed())
    }
}

async fn make_and_approve(client: &mut Client, token: &str, wish: &Value) -> Result<()> {
    let answer = client.ask(&load::post("/api/loans/", token, wish)).await?;
    let loan: Value = serde_json::from_slice(answer.body)?;
    let id = loan.get("id").and_then(Value::as_str).ok_or_else(|| format!("no loan: {loan}"))?;
    let answer =
        client.ask(&load::put(&format!("/api/loans/{id}"), token, &json!({ "status": "approved" }))).await?;
    if answer.status == 200 { Ok(()) } else { Err(String::from_utf8_lossy(answer.body).into()) }
}

/// A wish that nobody has had before: each item in turn, and far ahead on another day each time that all have had theirs.
fn wish(lending: &centre::Lending, n: u32) -> Value {
    let items = lending.items.len().max(1);
    let (turn, place) = (n as usize / items, n as usize % items);
    let item = lending.items.get(place);
    let ahead = 400 + i64::try_from(turn).unwrap_or(i64::MAX);
    let day = clock::day_of(clock::now()) + chrono::TimeDelta::days(ahead);
    json!({
        "program": "ADSO", "purpose": "Prácticas de la medición", "start_date": day, "end_date": day,
        "priority": "media", "quantity_requested": 1, "environment_id": lending.warehouse, "item_id": item,
    })
}

/// What is behind the availability of a warehouse, without what follows from it and without HTTP: the quickest of some.
fn bare_queries(db: &Connection, warehouse: Id) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..10 {
        let start = Instant::now();
        std::hint::black_box((store::stock(db, warehouse)?, store::holds(db, warehouse)?));
        best = best.min(start.elapsed());
    }
    Ok(best)
}

/// The most basic way to keep the rows of a loan that is made and approved: its own row and then its new state, each with an entry
/// of the audit and a notification, one transaction each.
struct Bare<'a> {
    db: Connection,
    lending: &'a centre::Lending,
    next: u32,
}

impl Bare<'_> {
    fn round(&mut self) -> Result<f64> {
        load::one_by_one(TIME, || self.one())
    }

    fn one(&mut self) -> Result<()> {
        self.next += 1;
        let (id, who, now) = (Id::new(), self.lending.administrator, LocalTime(clock::now()));
        let new: NewLoan = serde_json::from_value(wish(self.lending, self.next))?;
        let made = self.db.transaction()?;
        store::insert(&made, id, who, &new, "Portátil", now)?;
        self.lending.tell(&made, id, now)?;
        made.commit()?;
        let approved = self.db.transaction()?;
        store::set_status(&approved, id, LoanStatus::Approved, who, None, now)?;
        self.lending.audit(&approved, id, now)?;
        approved.commit()?;
        Ok(())
    }
}

impl centre::Lending {
    /// An entry of the audit, about as long as those of loans.
    fn audit(&self, db: &Connection, id: Id, now: LocalTime) -> Result<()> {
        let values = json!({ "description": "Préstamo", "after": "x".repeat(900) }).to_string();
        sql::run(
            db,
            "insert into audit_logs (id, created_at, user_id, user_name, user_email, action, entity_type, entity_id,
                 new_values, seq, prev_hash, hash)
             select :id, :now, :who, 'Ana', 'ana@sena.edu.co', 'UPDATE_LOAN', 'loan', :entity, :values,
                 coalesce(max(seq), 0) + 1, lower(hex(randomblob(32))), lower(hex(randomblob(32)))
             from audit_logs",
            named_params! {
                ":id": Id::new(), ":now": now, ":who": self.administrator, ":entity": id, ":values": values,
            },
        )?;
        Ok(())
    }

    /// That somebody is told of a wish, and its entry of the audit.
    fn tell(&self, db: &Connection, id: Id, now: LocalTime) -> Result<()> {
        self.audit(db, id, now)?;
        for keeper in &self.keepers {
            sql::run(
                db,
                "insert into notifications (id, user_id, type, title, message, is_read, priority, action_url,
                     created_at, updated_at)
                 values (:id, :keeper, 'loan_pending', 'Nueva solicitud de préstamo', 'Alguien pide algo.', 0, 'medium',
                     '/prestamos', :now, :now)",
                named_params! { ":id": Id::new(), ":keeper": keeper, ":now": now },
            )?;
        }
        Ok(())
    }
}
