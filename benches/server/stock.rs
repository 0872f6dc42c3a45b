//! Materials: what comes in and goes out, which lot is next, how much there is, the ledger as it grows, the first page. On servers and
//! warehouses of their own: one with a year of 10,000 movements, one with a year of a million.

use crate::load::{self, Client, Plan, Round};
use crate::process::Process;
use crate::stock_written::{Kind, written};
use crate::table::{Row, about, median};
use crate::{Bench, ROUNDS, Result, centre, progress, writes};
use inventario::campus::users;
use inventario::kit::access::{Role, Scope};
use inventario::kit::page::Paging;
use inventario::kit::wire::{Day, Id};
use inventario::kit::{clock, sql};
use inventario::warehouse::stock::model::LevelQuery;
use inventario::warehouse::stock::store;
use rusqlite::{Connection, named_params};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

const TIME: Duration = Duration::from_millis(600);
/// As `stock.sql` makes them.
const BINS: u32 = 5_000;
/// As `stock.sql` makes them.
pub const PRODUCTS: u32 = 500;
const LOTS: u32 = 20_000;
const FEW: u32 = 10_000;
const MANY: u32 = 1_000_000;
/// What an answer is called that is served from memory.
const BODY: &str = "answer";

/// Measures materials.
pub fn measure(bench: &Bench) -> Result<Vec<Row>> {
    if !bench.wants("stock") {
        return Ok(Vec::new());
    }
    let few = Stocked::of(bench, "stock-few", FEW)?;
    let many = Stocked::of(bench, "stock-many", MANY)?;
    let mut rows = vec![
        few.recommendation(bench, "which of 36 lots to take, out of 20,000", product(7))?,
        few.recommendation(bench, "which of 2,036 lots to take, out of 20,000", product(0))?,
        few.levels(bench)?,
    ];
    rows.extend(ledger(bench, &few, &many)?);
    rows.push(many.first_page(bench)?);
    // Last what changes the data.
    rows.extend(written(bench, &few, Kind::Receipt)?);
    rows.extend(written(bench, &few, Kind::Issue)?);
    Ok(rows)
}

/// A row that `stock.sql` has made: a bin, a product, a lot.
fn made(kind: u32, n: u32) -> Id {
    let id = 0x018f_0000_0000_7000_8000_0000_0000_0000_u128 | (u128::from(kind) << 48);
    // Its figures are written, not counted: 12 is 0x12.
    let text = n.to_string();
    let digits = text.chars().filter_map(|digit| digit.to_digit(10));
    Id::from_bits(id | digits.fold(0, |sum, digit| (sum << 4) | u128::from(digit)))
}

/// A bin, counted from 0 again after the last.
pub fn bin(n: u32) -> Id {
    made(0xb0, n % BINS)
}

/// The product that lies in the bin of that number.
pub fn product(n: u32) -> Id {
    made(0xc0, n % PRODUCTS)
}

/// A server over a warehouse of materials.
pub struct Stocked {
    server: Process,
    /// The access token of the general administrator.
    pub token: String,
    /// The database.
    pub path: PathBuf,
    /// Where the server's data lies.
    pub dir: PathBuf,
    /// The warehouse.
    pub warehouse: Id,
    /// The general administrator.
    pub administrator: Id,
    /// Of each product the lot whose turn it is.
    pub first: Arc<Vec<Id>>,
}

/// A connection as the server's readers have, without the server.
fn open(path: &Path) -> Result<Connection> {
    #[expect(clippy::disallowed_methods, reason = "the ceiling is SQLite without db.rs")]
    let db = Connection::open(path)?;
    db.set_prepared_statement_cache_capacity(64);
    sql::add_functions(&db)?;
    Ok(db)
}

impl Stocked {
    fn of(bench: &Bench, name: &str, count: u32) -> Result<Self> {
        progress(&format!("a warehouse of {LOTS} lots and {count} movements"));
        let dir = bench.dir.join(name);
        std::fs::create_dir(&dir)?;
        let path = dir.join("inventario.db");
        let db = writes::copy(&bench.data_dir().join("inventario.db"), &path)?;
        sql::add_functions(&db)?;
        let warehouse =
            sql::one(&db, "select id\nfrom environments\nwhere is_warehouse = 1\norder by id\nlimit 1", &[])?
                .ok_or("no warehouse")?;
        let administrators: Vec<Id> = users::store::active(&db, Role::AdminGeneral)?;
        let administrator = *administrators.first().ok_or("nobody")?;
        db.pragma_update(None, "synchronous", "off")?;
        db.execute_batch(&filled(warehouse, administrator, count))?;
        let first = (0..PRODUCTS).map(|n| first_out(&db, product(n))).collect::<Result<Vec<Id>>>()?;
        db.close().map_err(|(_, error)| error)?;
        let server = Process::serve(&dir)?;
        let mut client = bench.runtime.block_on(Client::connect(server.address))?;
        let token = bench.runtime.block_on(client.sign_in(&centre::email(0), centre::PASSWORD))?;
        Ok(Self { server, token, path, dir, warehouse, administrator, first: Arc::new(first) })
    }

    /// Where the server listens.
    pub fn address(&self) -> SocketAddr {
        self.server.address
    }

    fn ask(&self, bench: &Bench, clients: usize, path: &str) -> Result<Round> {
        self.ask_at(bench, self.address(), clients, path)
    }

    fn ask_at(&self, bench: &Bench, address: SocketAddr, clients: usize, path: &str) -> Result<Round> {
        let plan = Plan { clients, time: TIME, pause: Duration::ZERO, status: 200 };
        let request = load::get(path, &self.token, "");
        bench.runtime.block_on(load::round(address, plan, move || request.clone()))
    }

    /// The server's answer to a request served from memory by the same HTTP stack: what the least that a request can cost is.
    fn kept_answer(&self, bench: &Bench, name: &str, uri: &str) -> Result<Process> {
        let bodies = self.dir.join(name);
        std::fs::create_dir(&bodies)?;
        let mut client = bench.runtime.block_on(Client::connect(self.address()))?;
        let answer = bench.runtime.block_on(client.ask(&load::get(uri, &self.token, "")))?;
        std::fs::write(bodies.join(BODY), answer.body)?;
        Process::memory(&bodies)
    }

    /// A read of one client against its bare query and the same bytes from memory.
    fn against(
        &self,
        bench: &Bench,
        what: &str,
        uri: &str,
        bare: impl Fn(&Connection) -> Result<()>,
    ) -> Result<Row> {
        progress(what);
        let db = open(&self.path)?;
        let memory = self.kept_answer(bench, &what.replace(' ', "-"), uri)?;
        let (mut rounds, mut of_query, mut of_both) = (Vec::new(), Vec::new(), Vec::new());
        for n in 0..=ROUNDS {
            let round = self.ask(bench, 1, uri)?;
            let bytes = self.ask_at(bench, memory.address, 1, &format!("/{BODY}"))?.p50.as_secs_f64();
            let query = quickest(&db, &bare)?.as_secs_f64();
            // The first round warms everything up and does not count.
            if n > 0 {
                of_query.push(round.p50.as_secs_f64() / query);
                of_both.push(round.p50.as_secs_f64() / (query + bytes));
                rounds.push(round);
            }
        }
        let compared = format!(
            "{} × the time of the bare query, {} × of it and of the same bytes from memory; wanted 1.5",
            about(median(of_query.into_iter())),
            about(median(of_both.into_iter()))
        );
        Ok(Row::of(what, 1, &rounds, compared))
    }

    fn recommendation(&self, bench: &Bench, what: &str, asked: Id) -> Result<Row> {
        let warehouse = self.warehouse;
        let uri = format!(
            "/api/stock/fefo-recommendation?product_id={asked}&quantity=2500&warehouse_id={warehouse}"
        );
        self.against(bench, what, &uri, |db| {
            let product = store::product(db, None, asked)?;
            std::hint::black_box((
                product,
                store::candidates(db, Scope::Everything, asked, Some(warehouse))?,
            ));
            Ok(())
        })
    }

    fn levels(&self, bench: &Bench) -> Result<Row> {
        self.against(bench, "how much there is of 500 products in 20,000 lots", "/api/stock/levels", |db| {
            let today = Day(clock::today());
            let rows = store::levels(db, Scope::Everything, LevelQuery::default(), Paging::ALL, today)?;
            std::hint::black_box(rows.into_parts());
            Ok(())
        })
    }

    fn first_page(&self, bench: &Bench) -> Result<Row> {
        progress("the first page of the materials");
        let rounds: Result<Vec<Round>> =
            (0..ROUNDS).map(|_| self.ask(bench, 1, "/api/stock/dashboard")).collect();
        let what = format!("the figures of {LOTS} lots and {MANY} movements");
        Ok(Row::of(what, 1, &rounds?, "budget 5 ms".into()))
    }
}

/// The statements of `stock.sql` for a warehouse.
fn filled(warehouse: Id, person: Id, count: u32) -> String {
    include_str!("stock.sql")
        .replace("{warehouse}", &warehouse.to_string())
        .replace("{person}", &person.to_string())
        .replace("{movements}", &count.to_string())
        .replace("{now}", &clock::now().format("%Y-%m-%dT%H:%M:%S%.6fZ").to_string())
        .replace("{today}", &clock::today().to_string())
}

/// The lot of a product whose turn it is.
fn first_out(db: &Connection, product: Id) -> Result<Id> {
    let text = "select id
                from lots
                where product_id = :product
                and quantity > 0
                order by use_by_date, batch_number, received_at
                limit 1";
    Ok(sql::one(db, text, named_params! { ":product": product })?.ok_or("no lot")?)
}

/// The quickest of some.
fn quickest(db: &Connection, work: impl Fn(&Connection) -> Result<()>) -> Result<Duration> {
    let mut best = Duration::MAX;
    for _ in 0..10 {
        let start = Instant::now();
        work(db)?;
        best = best.min(start.elapsed());
    }
    Ok(best)
}

/// Pages of the ledger: the same on a hundred times the movements.
fn ledger(bench: &Bench, few: &Stocked, many: &Stocked) -> Result<Vec<Row>> {
    let month = clock::today() - chrono::TimeDelta::days(30);
    let pages = [
        ("the first page of a million movements", "/api/movements?page=1".to_owned()),
        // Ten, as the smaller ledger has no fifty of a product.
        ("ten of those of a product", format!("/api/movements?page_size=10&product_id={}", product(7))),
        ("those of a type since a month", format!("/api/movements?movement_type=issue&start_date={month}")),
    ];
    let mut rows = Vec::new();
    for (what, uri) in pages {
        progress(what);
        let (mut rounds, mut slower) = (Vec::new(), Vec::new());
        for n in 0..=ROUNDS {
            let (small, large) = (few.ask(bench, 8, &uri)?, many.ask(bench, 8, &uri)?);
            if n > 0 {
                slower.push(small.per_second / large.per_second);
                rounds.push(large);
            }
        }
        let compared = format!("{:.2} × as long as of 10,000; budget 1.2 ×", median(slower.into_iter()));
        rows.push(Row::of(what, 8, &rounds, compared));
    }
    Ok(rows)
}
