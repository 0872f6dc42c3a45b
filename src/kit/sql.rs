//! SQL without an ORM: a few ways to run a statement, and two builders for the parts that vary.
//!
//! rusqlite binds a forgotten name to NULL in silence, so every statement goes through [`all`], [`one`], [`values`], [`each`], [`run`]
//! or [`rows`], which refuse when the number of values differs from the number of names in the text.
//!
//! A bound limit is written `limit +:name`: SQLite (3.53) looks into a bare `limit :name` when it plans, and so plans the statement anew
//! whenever it gets its values, which takes longer than reading a page.

use crate::kit::error::{Error, Result};
use crate::kit::page::Paging;
use crate::kit::wire::{FromRow, Id, Record, Rows};
use rusqlite::{CachedStatement, Connection, ToSql};
use std::fmt::Write;

mod compare;
mod selection;

pub use compare::{add_functions, fold, least, matches, most, most_beginning, plain, same};
pub use selection::Selection;

/// What a list is expected to take, in bytes: most rooms' lists fit without growing.
const LIST: usize = 32 << 10;

/// Named values for a statement.
pub type Params<'a> = [(&'a str, &'a dyn ToSql)];

fn prepare<'a>(db: &'a Connection, text: &str, params: &Params<'_>) -> Result<CachedStatement<'a>> {
    let statement = db.prepare_cached(text)?;
    if statement.parameter_count() == params.len() {
        Ok(statement)
    } else {
        Err(Error::internal(format!(
            "{} values for {} parameters in: {text}",
            params.len(),
            statement.parameter_count()
        )))
    }
}

/// How SQLite goes about a statement, step by step, whatever its values are.
#[cfg(test)]
pub fn plan(db: &Connection, text: &str) -> Result<Vec<String>> {
    let mut plan = db.prepare(&format!("explain query plan {text}"))?;
    let mut rows = plan.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next()? {
        steps.push(row.get("detail")?);
    }
    Ok(steps)
}

/// All rows of a query.
pub fn all<T: FromRow>(db: &Connection, text: &str, params: &Params<'_>) -> Result<Vec<T>> {
    values(db, text, params, T::read)
}

/// The first row of a query, if there is one.
pub fn one<T: FromRow>(db: &Connection, text: &str, params: &Params<'_>) -> Result<Option<T>> {
    value(db, text, params, T::read)
}

/// What `read` makes of the first row of a query, if there is one.
pub fn value<T>(
    db: &Connection,
    text: &str,
    params: &Params<'_>,
    read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>> {
    let mut statement = prepare(db, text, params)?;
    let mut rows = statement.query(params)?;
    Ok(rows.next()?.map(read).transpose()?)
}

/// What `read` makes of each row of a query.
pub fn values<T>(
    db: &Connection,
    text: &str,
    params: &Params<'_>,
    read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>> {
    let mut statement = prepare(db, text, params)?;
    let values = statement.query_map(params, read)?.collect::<rusqlite::Result<_>>()?;
    Ok(values)
}

/// Hands each row of a query to `take`, one after the other, and keeps none; what `take` answers as an error ends it.
pub fn each(
    db: &Connection,
    text: &str,
    params: &Params<'_>,
    mut take: impl FnMut(&rusqlite::Row<'_>) -> Result<()>,
) -> Result<()> {
    let mut statement = prepare(db, text, params)?;
    let mut rows = statement.query(params)?;
    while let Some(row) = rows.next()? {
        take(row)?;
    }
    Ok(())
}

/// The number that a query counts.
pub fn count(db: &Connection, text: &str, params: &Params<'_>) -> Result<i64> {
    Ok(one(db, text, params)?.unwrap_or(0))
}

/// Whether a query has a row.
pub fn exists(db: &Connection, text: &str, params: &Params<'_>) -> Result<bool> {
    Ok(value(db, text, params, |_| Ok(()))?.is_some())
}

/// Runs a statement.
pub fn run(db: &Connection, text: &str, params: &Params<'_>) -> Result<()> {
    changed(db, text, params).map(|_| ())
}

/// How many rows a statement changes.
pub fn changed(db: &Connection, text: &str, params: &Params<'_>) -> Result<usize> {
    Ok(prepare(db, text, params)?.execute(params)?)
}

/// Adds a row; `fields` are its columns, by the macro `fields!`.
pub fn insert(db: &Connection, table: &'static str, fields: &Params<'_>) -> Result<()> {
    let columns: Vec<&str> = fields.iter().map(|(name, _)| column(name)).collect();
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let text = format!("insert into {table} ({})\nvalues ({})", columns.join(", "), names.join(", "));
    run(db, &text, fields)
}

/// Stores a row again under its `id`, which is one of the `fields`.
pub fn save(db: &Connection, table: &'static str, fields: &Params<'_>) -> Result<()> {
    let others = fields.iter().filter(|(name, _)| *name != ":id");
    let columns: Vec<String> = others.map(|(name, _)| format!("{} = {name}", column(name))).collect();
    let text = format!("update {table}\nset {}\nwhere id = :id", columns.join(",\n    "));
    run(db, &text, fields)
}

/// Deletes a row by its `id`, unless another row refers to it; answers whether it is gone.
///
/// SQLite's foreign keys decide, so that no list of tables has to be kept: what refers without an action keeps the row, and a
/// refused statement changes nothing, neither what a cascade took before it was refused. None of our references is deferred,
/// which would be found out at the commit only.
pub fn delete_unless_mentioned(db: &Connection, table: &'static str, id: Id) -> Result<bool> {
    match run(db, &format!("delete from {table}\nwhere id = :id"), &[(":id", &id)]) {
        Ok(_) => Ok(true),
        Err(Error::Db(rusqlite::Error::SqliteFailure(cause, _)))
            if cause.extended_code == rusqlite::ffi::SQLITE_CONSTRAINT_FOREIGNKEY =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// The column that a parameter is named after.
fn column(name: &str) -> &str {
    name.trim_start_matches(':')
}

/// The members of a record that a table keeps, each as a parameter of its own name.
macro_rules! fields {
    ($record:expr; $($field:ident),+ $(,)?) => {
        vec![$((concat!(":", stringify!($field)), &$record.$field as &dyn rusqlite::ToSql)),+]
    };
}

pub(crate) use fields;

/// The records of a query as JSON, written straight from the rows. The total is counted only when a page was asked for.
pub fn rows<T: Record>(db: &Connection, text: &str, params: &Params<'_>, paging: Paging) -> Result<Rows<T>> {
    let (bytes, written) = page::<T>(db, text, params, paging)?;
    let total = match paging.limit() {
        Some(_) => count(db, &format!("select count(*) from ({text})"), params)?,
        None => written,
    };
    Ok(Rows::new(bytes, total))
}

/// The records of a page of a query as a JSON array, and how many they are.
fn page<T: Record>(
    db: &Connection,
    text: &str,
    params: &Params<'_>,
    paging: Paging,
) -> Result<(Vec<u8>, i64)> {
    let Some(limit) = paging.limit() else { return written::<T>(db, text, params) };
    let skip = paging.skip();
    let mut params = params.to_vec();
    params.push((":limit", &limit));
    params.push((":skip", &skip));
    written::<T>(db, &format!("{text} limit +:limit offset :skip"), &params)
}

/// The records of a query as a JSON array, written straight from the rows, and how many they are.
fn written<T: Record>(db: &Connection, text: &str, params: &Params<'_>) -> Result<(Vec<u8>, i64)> {
    let mut statement = prepare(db, text, params)?;
    let at = T::COLUMNS
        .iter()
        .map(|name| statement.column_index(name))
        .collect::<rusqlite::Result<Vec<usize>>>()?;
    let mut rows = statement.query(params)?;
    let mut out = Vec::with_capacity(LIST);
    let mut written = 0;
    out.push(b'[');
    while let Some(row) = rows.next()? {
        if written > 0 {
            out.push(b',');
        }
        T::write(row, &at, &mut out)?;
        written += 1;
    }
    out.push(b']');
    Ok((out, written))
}

/// The `where` of a query, condition by condition. Conditions are our own text; what people send is only ever a value.
#[derive(Default)]
pub struct Filter<'a> {
    conditions: Vec<&'static str>,
    values: Vec<(&'static str, Box<dyn ToSql + 'a>)>,
}

impl<'a> Filter<'a> {
    /// A condition without a value.
    pub fn always(mut self, condition: &'static str) -> Self {
        self.conditions.push(condition);
        self
    }

    /// A condition without a value, if `wanted`.
    pub fn only_if(self, wanted: bool, condition: &'static str) -> Self {
        if wanted { self.always(condition) } else { self }
    }

    /// A condition with one value, if there is a value.
    pub fn when(
        mut self,
        condition: &'static str,
        name: &'static str,
        value: Option<impl ToSql + 'a>,
    ) -> Self {
        if let Some(value) = value {
            self.conditions.push(condition);
            self.values.push((name, Box::new(value)));
        }
        self
    }

    /// A value that some condition names.
    pub fn bind(mut self, name: &'static str, value: impl ToSql + 'a) -> Self {
        self.values.push((name, Box::new(value)));
        self
    }

    /// A value that a condition before names too, if there is a value.
    pub fn also(self, name: &'static str, value: Option<impl ToSql + 'a>) -> Self {
        match value {
            Some(value) => self.bind(name, value),
            None => self,
        }
    }

    /// The text `where … and …`, or nothing.
    pub fn clause(&self) -> String {
        let mut text = String::new();
        for (n, condition) in self.conditions.iter().enumerate() {
            let _ = write!(text, "\n{} ({condition})", if n == 0 { "where" } else { "and" });
        }
        text
    }

    /// The values, for [`all`] and the others.
    pub fn params(&self) -> Vec<(&str, &dyn ToSql)> {
        self.values.iter().map(|(name, value)| (*name, value.as_ref() as &dyn ToSql)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::StatementStatus;

    #[test]
    fn a_page_is_planned_once_whatever_its_limit() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "create table t (id integer primary key, name text) strict; create index t_name on t (name);",
        )
        .unwrap();
        let planned_again = |limit: &str| {
            let text = format!("select id\nfrom t\norder by name\nlimit {limit}");
            for n in 1..=3 {
                all::<i64>(&db, &text, &[(":limit", &n)]).unwrap();
            }
            db.prepare_cached(&text).unwrap().get_status(StatementStatus::RePrepare)
        };
        assert_eq!(planned_again("+:limit"), 0);
        // What the plus is for; where this is 0, it can go.
        assert!(planned_again(":limit") > 0);
    }

    #[test]
    fn a_forgotten_value_is_refused_instead_of_bound_to_null() {
        let db = Connection::open_in_memory().unwrap();
        let answer = exists(&db, "select 1 where :a is null and :b is null", &[(":a", &1)]);
        assert!(answer.unwrap_err().to_string().contains("1 values for 2 parameters"));
    }

    #[test]
    fn a_record_is_added_and_stored_again_by_its_fields() {
        struct Pet {
            id: i64,
            name: &'static str,
        }
        fn pet(pet: &Pet) -> Vec<(&'static str, &dyn ToSql)> {
            fields![pet; id, name]
        }
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch("create table pets (id integer primary key, name text)").unwrap();
        insert(&db, "pets", &pet(&Pet { id: 1, name: "Luna" })).unwrap();
        insert(&db, "pets", &pet(&Pet { id: 2, name: "Sol" })).unwrap();
        save(&db, "pets", &pet(&Pet { id: 2, name: "Nube" })).unwrap();
        let names: String =
            db.query_row("select group_concat(name) from pets", [], |row| row.get(0)).unwrap();
        assert_eq!(names, "Luna,Nube");
    }

    #[test]
    fn a_row_that_another_refers_to_stays_with_everything_that_hangs_on_it() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "pragma foreign_keys = on;
             create table rooms (id text primary key);
             create table pictures (room text references rooms (id) on delete cascade);
             create table guests (room text references rooms (id) on delete set null);
             create table keys (room text references rooms (id));",
        )
        .unwrap();
        let count = |text: &str| -> i64 { db.query_row(text, [], |row| row.get(0)).unwrap() };
        for (n, mentioned) in [(1, true), (2, false)] {
            let id = Id::from_bits(n);
            for table in ["rooms", "pictures", "guests"] {
                db.execute(&format!("insert into {table} values (?1)"), [id]).unwrap();
            }
            if mentioned {
                db.execute("insert into keys values (?1)", [id]).unwrap();
            }
            assert_eq!(delete_unless_mentioned(&db, "rooms", id).unwrap(), !mentioned);
        }
        assert_eq!(count("select count(*) from rooms"), 1);
        assert_eq!(count("select count(*) from pictures"), 1);
        assert_eq!(count("select count(*) from guests where room is null"), 1);
        assert!(delete_unless_mentioned(&db, "nothing", Id::from_bits(1)).is_err());
    }

    #[test]
    fn a_filter_joins_its_conditions() {
        let filter =
            Filter::default().when("a = :a", ":a", Some(1)).when("b = :b", ":b", None::<i64>).always("c");
        assert_eq!(filter.clause(), "\nwhere (a = :a)\nand (c)");
        assert_eq!(filter.params().len(), 1);
    }
}
