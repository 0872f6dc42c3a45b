//! What crosses the wire: the types of members and parameters, the payloads around them, and the records
//! that go from a database row to JSON.
//!
//! Three rules live here so that no handler can forget them: an empty text and the word `null` in a query mean
//! "not given" ([`Blank`]); in a change, absent means "leave" and null means "clear" ([`Keep`], [`Field`]); and
//! every refusal is one Spanish sentence that names the member.

mod answer;
mod conditional;
mod detail;
mod file;
mod host;
mod intake;
mod listed;
mod nit;
mod number;
mod object;
mod outgo;
mod parts;
mod payload;
mod quantity;
mod record;
mod shape;
mod text;
mod time;
mod words;

pub use answer::{Answer, Created, Gone, Listing, Message, Removal, Reply, Rows};
pub use conditional::{ByteRange, Conditions, IfMatch, Wanted};
pub use detail::Detail;
pub(crate) use file::file_kind;
pub use file::{File, FileKind, binary};
pub use host::Host;
pub use intake::{Arriving, Bounds, Intake, Sender, Sent};
pub use listed::{Listed, Several};
pub use nit::Nit;
pub use number::{Money, Number};
pub use object::{ObjectMember, object_schema};
pub use outgo::{Outgo, OutgoBounds, ReadSeat};
pub use parts::{InParts, PART, Part};
pub use payload::{Body, DocumentFile, JSON_LIMIT, Photo, PhotoForm, SpreadsheetFile};
pub use quantity::{Amount, Quantity};
pub use record::{Column, FromRow, Record, member, named, plain};
pub(crate) use record::{record, row};
pub(crate) use shape::shape;
pub use text::{Email, Id, Line, Password, Text, normal_line, same_key};
pub use time::{ClockTime, Day, EndTime, LocalTime};
pub(crate) use words::words;

use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromParameter, ParseResult, Type};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;

/// A value that can be read from the text of a query or path parameter.
pub trait FromText: Sized {
    /// Reads the value; the error is a Spanish predicate ("debe ser una fecha…") for the parameter's name.
    fn from_text(text: &str) -> Result<Self, String>;
}

impl FromText for bool {
    fn from_text(text: &str) -> Result<Self, String> {
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" | "on" => Ok(true),
            "false" | "0" | "no" | "off" => Ok(false),
            _ => Err("debe ser true o false".into()),
        }
    }
}

/// What poem-openapi's validators would look at, which ours don't need: a value is checked where it enters.
macro_rules! unvalidated {
    () => {
        type RawValueType = Self;
        type RawElementValueType = Self;
        fn as_raw_value(&self) -> Option<&Self> {
            Some(self)
        }
        fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
            Box::new(std::iter::once(self))
        }
    };
}

/// Gives a type its place in the OpenAPI document; values travel by serde.
macro_rules! wire_type {
    ([$($generics:tt)*] $ty:ty, $name:expr, $schema:expr) => {
        impl<$($generics)*> poem_openapi::types::Type for $ty {
            const IS_REQUIRED: bool = true;
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed($name)
            }
            fn schema_ref() -> poem_openapi::registry::MetaSchemaRef {
                poem_openapi::registry::MetaSchemaRef::Inline(Box::new($schema))
            }
            $crate::kit::wire::unvalidated!();
        }
    };
}

/// Lets a [`FromText`] type stand alone as a (required) parameter.
macro_rules! parameter {
    ([$($generics:tt)*] $ty:ty) => {
        impl<$($generics)*> poem_openapi::types::ParseFromParameter for $ty {
            fn parse_from_parameter(value: &str) -> poem_openapi::types::ParseResult<Self> {
                <Self as $crate::kit::wire::FromText>::from_text(value)
                    .map_err(poem_openapi::types::ParseError::custom)
            }
        }
    };
}

/// Lets a [`FromText`] type come in as a text: as a member, and alone as a parameter.
macro_rules! sent_as_text {
    ([$($generics:tt)*] $ty:ty) => {
        impl<'de, $($generics)*> serde::Deserialize<'de> for $ty {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <String as serde::Deserialize>::deserialize(from)?;
                <Self as $crate::kit::wire::FromText>::from_text(&text).map_err(serde::de::Error::custom)
            }
        }

        $crate::kit::wire::parameter!([$($generics)*] $ty);
    };
}

/// Writes a value by its `Display`, in JSON and in the database; its [`FromText`] reads it where it comes in.
macro_rules! shown_as_text {
    ($ty:ty) => {
        impl serde::Serialize for $ty {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl rusqlite::types::ToSql for $ty {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> {
                Ok(rusqlite::types::ToSqlOutput::from(self.to_string()))
            }
        }

        impl $crate::kit::wire::Column for $ty {}
        $crate::kit::wire::sent_as_text!([] $ty);
    };
}

pub(crate) use {parameter, sent_as_text, shown_as_text, unvalidated, wire_type};

/// A value that may be missing, null or blank, which all mean "not given".
///
/// In a query: absent, `x=` and `x=null`. In a body: absent, `null`, and a text of blanks only. A member needs no
/// `#[serde(default)]`: serde asks for what is missing as it asks for an `Option`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Blank<T>(pub Option<T>);

impl<T> Default for Blank<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Blank<T> {
    /// The value, when one was given.
    pub fn value(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Blank<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Option::<serde_json::Value>::deserialize(from)? {
            None | Some(serde_json::Value::Null) => Ok(Self(None)),
            Some(serde_json::Value::String(text)) if text.trim().is_empty() => Ok(Self(None)),
            Some(value) => {
                T::deserialize(value).map(|value| Self(Some(value))).map_err(serde::de::Error::custom)
            }
        }
    }
}

/// A filter in a body: like [`Blank`], and `all` is everything as well, as the lists of the app call it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Choice<T>(pub Option<T>);

impl<T> Default for Choice<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Choice<T> {
    /// What was chosen, unless it is everything.
    pub fn value(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Choice<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Blank::<serde_json::Value>::deserialize(from)?.0 {
            Some(serde_json::Value::String(text)) if text.trim().eq_ignore_ascii_case("all") => {
                Ok(Self(None))
            }
            Some(value) => {
                T::deserialize(value).map(|value| Self(Some(value))).map_err(serde::de::Error::custom)
            }
            None => Ok(Self(None)),
        }
    }
}

/// A member of a change that may be left out, but can't be cleared: it is never null in the database.
///
/// Its struct says `#[serde(default)]`, and so does that of a [`Field`]: as an `Option`, serde can't tell absent from null.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Keep<T>(pub Option<T>);

impl<T> Default for Keep<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Keep<T> {
    /// The value, when one was given.
    pub fn value(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Keep<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        T::deserialize(from).map(|value| Self(Some(value)))
    }
}

/// A member of a change with three states: absent (leave it), null or blank (clear it), a value (set it).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Field<T> {
    /// The member was not sent: the stored value stays.
    #[default]
    Absent,
    /// The member was null or blank: the stored value is cleared.
    Clear,
    /// The member has a value: it replaces the stored one.
    Set(T),
}

impl<T> Field<T> {
    /// The value to set, when there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Absent | Self::Clear => None,
        }
    }

    /// What the value becomes, given what it was.
    pub fn or(self, stored: Option<T>) -> Option<T> {
        match self {
            Self::Absent => stored,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }

    /// The same three states around another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Field<U> {
        match self {
            Self::Absent => Field::Absent,
            Self::Clear => Field::Clear,
            Self::Set(value) => Field::Set(f(value)),
        }
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(match Blank::<T>::deserialize(from)?.0 {
            Some(value) => Self::Set(value),
            None => Self::Clear,
        })
    }
}

/// An optional wrapper is described by the schema of what it wraps.
macro_rules! optional_type {
    ($wrapper:ident, $nullable:expr) => {
        impl<T: Type> Type for $wrapper<T> {
            const IS_REQUIRED: bool = false;
            fn name() -> Cow<'static, str> {
                Cow::Owned(format!("optional_{}", T::name()))
            }
            fn schema_ref() -> MetaSchemaRef {
                let mut schema = T::schema_ref();
                if let MetaSchemaRef::Inline(schema) = &mut schema
                    && $nullable
                {
                    schema.nullable = true;
                    schema.min_length = None;
                }
                schema
            }
            fn register(registry: &mut Registry) {
                T::register(registry);
            }
            unvalidated!();
        }
    };
}

optional_type!(Blank, true);
optional_type!(Choice, true);
optional_type!(Keep, false);
optional_type!(Field, true);

impl<T: FromText + Type> ParseFromParameter for Blank<T> {
    fn parse_from_parameter(value: &str) -> ParseResult<Self> {
        let value = value.trim();
        if value.is_empty() || value == "null" {
            return Ok(Self(None));
        }
        T::from_text(value).map(|value| Self(Some(value))).map_err(ParseError::custom)
    }

    /// Of a repeated parameter the last value counts, as on the original server.
    fn parse_from_parameters<I: IntoIterator<Item = A>, A: AsRef<str>>(values: I) -> ParseResult<Self> {
        match values.into_iter().last() {
            Some(value) => Self::parse_from_parameter(value.as_ref()),
            None => Ok(Self(None)),
        }
    }
}
