//! Records: structs that are read from a row by column name, and written from a row straight to JSON.
//!
//! Long lists never become Rust values: [`Record::write`] copies each column from SQLite's buffer into the answer.

use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ValueRef};

/// A type of column: how its value in the database looks in JSON.
pub trait Column: FromSql {
    /// Whether lists have it too, and not only the answer of one row.
    const IN_LISTS: bool = true;

    /// Writes the value as JSON: the text that it is, escaped, unless a type says otherwise.
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        serde_json::to_writer(out, value.as_str()?).map_err(FromSqlError::other)
    }
}

impl Column for String {}

impl Column for i64 {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        serde_json::to_writer(out, &value.as_i64()?).map_err(FromSqlError::other)
    }
}

impl Column for bool {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        out.extend_from_slice(if value.as_i64()? == 0 { b"false" } else { b"true" });
        Ok(())
    }
}

impl<T: Column> Column for Option<T> {
    const IN_LISTS: bool = T::IN_LISTS;

    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        if matches!(value, ValueRef::Null) {
            out.extend_from_slice(b"null");
            Ok(())
        } else {
            T::json(value, out)
        }
    }
}

/// What a row is read as: a struct by the names of its columns, or its first column alone.
pub trait FromRow: Sized {
    /// Reads the value.
    fn read(row: &Row<'_>) -> rusqlite::Result<Self>;
}

impl<T: Column> FromRow for T {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        row.get(0)
    }
}

/// A struct whose members are the columns of a query, by name.
pub trait Record: FromRow {
    /// The names of the columns, in the order of the members.
    const COLUMNS: &'static [&'static str];
    /// Which of them lists have.
    const IN_LISTS: &'static [bool];

    /// Writes the row as a JSON object. `at` holds the place of each of [`Self::COLUMNS`] in the row.
    fn write(row: &Row<'_>, at: &[usize], out: &mut Vec<u8>) -> rusqlite::Result<()>;
}

/// The name of a member as the wire and the database have it: `r#type` is `type` there.
pub const fn plain(name: &'static str) -> &'static str {
    match name.split_at_checked(2) {
        Some((prefix, rest)) if matches!(prefix.as_bytes(), b"r#") => rest,
        _ => name,
    }
}

/// The value of the column that a member is named after, sought at `next` first, where it is as long as a query names its columns in the
/// order of the members: by its name alone rusqlite compares it with one column after the other, which takes longer than the query for a
/// page of broad rows.
pub fn named<T: FromSql>(row: &Row<'_>, next: &mut usize, name: &'static str) -> rusqlite::Result<T> {
    let columns = row.as_ref();
    let at = match columns.column_name(*next) {
        Ok(here) if here == name => *next,
        _ => columns.column_index(name)?,
    };
    *next = at + 1;
    row.get(at)
}

/// Writes one member, if lists have it: comma, name, value.
pub fn member<T: Column>(
    row: &Row<'_>,
    at: &mut std::slice::Iter<'_, usize>,
    key: &'static str,
    out: &mut Vec<u8>,
) -> rusqlite::Result<()> {
    let &index = at.next().ok_or_else(|| rusqlite::Error::InvalidColumnName(key.to_owned()))?;
    if !T::IN_LISTS {
        return Ok(());
    }
    // Names are identifiers of ours and need no escaping.
    if out.last() != Some(&b'{') {
        out.push(b',');
    }
    out.push(b'"');
    out.extend_from_slice(key.as_bytes());
    out.extend_from_slice(b"\":");
    let value = row.get_ref(index)?;
    T::json(value, out)
        .map_err(|error| rusqlite::Error::FromSqlConversionFailure(index, value.data_type(), Box::new(error)))
}

/// Declares a struct that is read from a row by the names of its members.
macro_rules! row {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$doc:meta])* pub $field:ident: $ty:ty,)+ }) => {
        $(#[$meta])*
        pub struct $name { $($(#[$doc])* pub $field: $ty,)+ }

        impl $crate::kit::wire::FromRow for $name {
            fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
                let mut next = 0;
                Ok(Self {
                    $($field: $crate::kit::wire::named(
                        row,
                        &mut next,
                        const { $crate::kit::wire::plain(stringify!($field)) },
                    )?,)+
                })
            }
        }
    };
}

/// Declares a struct as a [`Record`] that is also described in the OpenAPI document.
macro_rules! record {
    ($(#[$meta:meta])* pub struct $name:ident { $($(#[$doc:meta])* pub $field:ident: $ty:ty,)+ }) => {
        $crate::kit::wire::row! {
            $(#[$meta])*
            #[derive(Debug, Clone, inventario_derive::Object, serde::Serialize)]
            pub struct $name { $($(#[$doc])* pub $field: $ty,)+ }
        }

        impl $crate::kit::wire::Record for $name {
            const COLUMNS: &'static [&'static str] = &[$($crate::kit::wire::plain(stringify!($field)),)+];
            const IN_LISTS: &'static [bool] = &[$(<$ty as $crate::kit::wire::Column>::IN_LISTS,)+];

            fn write(row: &rusqlite::Row<'_>, at: &[usize], out: &mut Vec<u8>) -> rusqlite::Result<()> {
                let mut at = at.iter();
                out.push(b'{');
                $($crate::kit::wire::member::<$ty>(row, &mut at, const { $crate::kit::wire::plain(stringify!($field)) }, out)?;)+
                out.push(b'}');
                Ok(())
            }
        }
    };
}

pub(crate) use {record, row};
