//! A filled database of every level of the migrations, for the tests of upgrades.
//!
//! Two are kept as a version left them. The others are made of the newer one's rows: refinery refuses a migration that was
//! changed after it was released, so the tables of a level are what they were then.

use refinery::Target;
use rusqlite::Connection;
use std::path::Path;

mod embedded {
    refinery::embed_migrations!("migrations");
}

/// What versions left, as SQL, the newest first.
const KEPT: [(i32, &str); 2] = [
    (9, include_str!("../api/fixtures/released/v9.sql")),
    (5, include_str!("../api/fixtures/released/v5.sql")),
];

/// Rows of tables that came after the newest that is kept, by the level of their table, the oldest first.
const SINCE: [(i32, &str); 9] = [
    (14, include_str!("../api/fixtures/released/since_v14.sql")),
    (15, include_str!("../api/fixtures/released/since_v15.sql")),
    (16, include_str!("../api/fixtures/released/since_v16.sql")),
    (17, include_str!("../api/fixtures/released/since_v17.sql")),
    (18, include_str!("../api/fixtures/released/since_v18.sql")),
    (19, include_str!("../api/fixtures/released/since_v19.sql")),
    (20, include_str!("../api/fixtures/released/since_v20.sql")),
    (21, include_str!("../api/fixtures/released/since_v21.sql")),
    (22, include_str!("../api/fixtures/released/since_v22.sql")),
];

/// The newest level whose tables have rows here.
pub const FILLED: i32 = SINCE[SINCE.len() - 1].0;

/// Every level that a database may have: one after each migration, in their order.
pub fn all() -> Vec<i32> {
    let mut levels: Vec<_> =
        embedded::migrations::runner().get_migrations().iter().map(|it| it.version()).collect();
    levels.sort_unstable();
    levels
}

/// The last migration that there is.
pub fn latest() -> i32 {
    all().pop().unwrap()
}

#[expect(
    clippy::disallowed_methods,
    reason = "these tests look at the file from outside, as another program would"
)]
pub fn open(path: &Path) -> Connection {
    Connection::open(path).unwrap()
}

/// Makes a filled database as a version of `level` left it.
pub fn make(path: &Path, level: i32) -> Connection {
    assert!(FILLED <= latest(), "rows of a level that there isn't");
    let mut db = open(path);
    let run = |db: &mut Connection, level: i32| {
        embedded::migrations::runner().set_target(Target::Version(level)).run(db).unwrap();
    };
    if let Some((_, dump)) = KEPT.iter().find(|(kept, _)| *kept == level) {
        db.execute_batch(dump).unwrap();
        return db;
    }
    let (newest, dump) = KEPT[0];
    if level > newest {
        db.execute_batch(dump).unwrap();
        // Each row is written at its own level, and carried over by the migrations after it.
        for (since, rows) in SINCE.iter().filter(|(since, _)| *since <= level) {
            run(&mut db, *since);
            db.execute_batch(rows).unwrap();
        }
        run(&mut db, level);
        return db;
    }
    run(&mut db, level);
    let other = tempfile::tempdir().unwrap();
    let other = other.path().join("newer.db");
    open(&other).execute_batch(dump).unwrap();
    db.execute("attach ?1 as newer", [other.to_str().unwrap()]).unwrap();
    db.pragma_update(None, "foreign_keys", false).unwrap();
    for table in texts(&db, "select name from main.sqlite_schema where type = 'table'") {
        if !table.starts_with("refinery") {
            let names = texts(&db, &format!("select name from pragma_table_info('{table}')")).join(", ");
            let copy = format!("insert into main.{table} ({names}) select {names} from newer.{table}");
            db.execute(&copy, []).unwrap();
        }
    }
    db.execute("detach newer", []).unwrap();
    db
}

fn texts(db: &Connection, query: &str) -> Vec<String> {
    let mut statement = db.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}
