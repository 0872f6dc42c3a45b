//! Texts compared as people compare them, here and by functions that SQLite is taught.

use crate::kit::money::money_in;
use crate::kit::wire::{EndTime, same_key};
use rusqlite::Connection;
use rusqlite::functions::FunctionFlags;
use rusqlite::types::FromSql;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A text without case and accents, for comparing what people type: `ALMACÉN` and `almacen` are the same.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        text.to_ascii_lowercase()
    } else {
        text.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
    }
}

/// A text without accents, its capitals as they are: for readers that know plain letters only.
pub fn plain(text: &str) -> String {
    text.nfd().filter(|c| !is_combining_mark(*c)).collect()
}

/// The condition that a column has what a person takes for a value, in a query with `:least` ([`least`]), `:most` ([`most`]) and
/// `:value`. An index that compares `nocase` finds it. It is no `like`: SQLite looks into its pattern to choose an index, so that it
/// would plan the query anew for each value.
pub fn same(column: &str) -> String {
    format!("{column} collate nocase between :least and :most and is_same({column}, :value)")
}

/// The first text, as `nocase` sorts, that a person can take for a value: `nocase` knows the case of the letters of ASCII only, so it is
/// what stands before the first other one.
pub fn least(value: &str) -> String {
    let key = same_key(value);
    let plain = key.find(|c: char| !c.is_ascii()).unwrap_or(key.len());
    key.get(..plain).unwrap_or_default().to_owned()
}

/// The last text, as `nocase` sorts, that a person can take for a value.
pub fn most(value: &str) -> String {
    let key = same_key(value);
    if key.is_ascii() { key } else { most_beginning(&key) }
}

/// The last text, as `nocase` sorts, that begins with what a person takes for a value.
pub fn most_beginning(value: &str) -> String {
    let mut most = least(value);
    most.push(char::MAX);
    most
}

/// Whether each word of a search is in one of the texts, without regard to case and accents.
pub fn matches<'a>(
    search: &str,
    texts: impl IntoIterator<Item = &'a (impl AsRef<str> + ?Sized + 'a)>,
) -> bool {
    let mut hay = String::new();
    for text in texts {
        hay.push('\n');
        hay.push_str(&fold(text.as_ref()));
    }
    fold(search).split_whitespace().all(|word| hay.contains(word))
}

/// Teaches a connection `matches(search, text, …)`: true when each word of the search is in one of the texts, without
/// regard to case and accents. Unlike `like`, it gives no character a meaning of its own. `is_same(text, text)`: [`same_key`]. And
/// `clock(end_time)`: what the clock shows when a class ends, also past midnight. `money(currency, cents)`: an amount as people read it.
pub fn add_functions(db: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    db.create_scalar_function("matches", -1, flags, |context| {
        let search = context.get_raw(0).as_str()?.to_owned();
        Ok(matches(&search, (1..context.len()).filter_map(|n| context.get_raw(n).as_str().ok())))
    })?;
    db.create_scalar_function("is_same", 2, flags, |context| {
        // As with `=`, nothing is the same as null, nor other than it.
        let (one, other) = (context.get_raw(0).as_str_or_null()?, context.get_raw(1).as_str_or_null()?);
        Ok(one.zip(other).map(|(one, other)| same_key(one) == same_key(other)))
    })?;
    db.create_scalar_function("clock", 1, flags, |context| {
        let end = Option::<EndTime>::column_result(context.get_raw(0))?;
        Ok(end.map(|end| end.to_string()))
    })?;
    db.create_scalar_function("money", 2, flags, |context| {
        let (currency, cents) = (context.get_raw(0).as_str_or_null()?, context.get_raw(1).as_i64_or_null()?);
        Ok(currency.zip(cents).map(|(currency, cents)| money_in(currency, cents)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::sql::all;

    #[test]
    fn what_a_person_takes_for_the_same_is_found_by_an_index() {
        let db = Connection::open_in_memory().unwrap();
        add_functions(&db).unwrap();
        db.execute_batch(
            "create table t (code text not null) strict;
             create unique index t_code on t (code collate nocase);
             insert into t values ('CAÑÓN-1'), ('CANON-1'), ('50%_\\'), ('50 1');",
        )
        .unwrap();
        let text = format!("select code\nfrom t\nwhere {}", same("code"));
        let found = |value: &str| -> Vec<String> {
            all(&db, &text, &[(":least", &least(value)), (":most", &most(value)), (":value", &value)])
                .unwrap()
        };
        assert_eq!(found("cañón-1"), ["CAÑÓN-1"]);
        assert_eq!(found("can\u{303}o\u{301}n-1\u{200B}"), ["CAÑÓN-1"]);
        assert_eq!(found("Canon-1"), ["CANON-1"]);
        assert_eq!(found("50%_\\"), ["50%_\\"]);
        assert_eq!(found("c%"), [""; 0]);
        let amount = "select money('USD', 123450) || money('COP', 5)";
        assert_eq!(all::<String>(&db, amount, &[]).unwrap(), ["USD 1.234,50$ 0,05"]);
        for nothing in ["is_same(null, 'a')", "is_same('a', null)", "money('COP', null)", "money(null, 1)"] {
            let is_null = format!("select {nothing} is null");
            assert!(db.query_row(&is_null, [], |row| row.get::<_, bool>(0)).unwrap(), "{nothing}");
        }
        // Of no value: one plan serves them all.
        let mut plan = db.prepare(&format!("explain query plan {text}")).unwrap();
        let none = [(":least", ""), (":most", ""), (":value", "")];
        let steps: Vec<String> =
            plan.query_map(&none, |row| row.get(3)).unwrap().collect::<rusqlite::Result<_>>().unwrap();
        assert!(steps.iter().all(|step| step.starts_with("SEARCH")), "{steps:?}");
    }

    #[test]
    fn search_forgets_case_and_accents_and_gives_no_character_a_meaning() {
        let db = Connection::open_in_memory().unwrap();
        add_functions(&db).unwrap();
        let found = |search: &str| -> bool {
            db.query_row("select matches(?1, 'Almacén Ñariño', null, '100%_x')", [search], |row| {
                row.get(0)
            })
            .unwrap()
        };
        for yes in ["", "ALMACEN", "almacén", "nariño alma", "NARINO", "100%", "_"] {
            assert!(found(yes), "{yes:?}");
        }
        for no in ["bodega", "almacen bodega", "1%x", "a_m"] {
            assert!(!found(no), "{no:?}");
        }
    }
}
