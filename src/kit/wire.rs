//! What crosses the wire: the types of members and parameters, the payloads around them, and the records
//! that go from a database row to JSON.
//!
//! Three rules live here so that no handler can forget them: an empty text and the word `null` in a query mean
//! "not given" ([`Blank`]); in a change, absent means "leave" and null means "clear" ([`Keep`], [`Field`]); and
//! every refusal is one Spanish sentence that names the member.

mod answer;
mod file;
mod money;
mod number;
mod object;
mod outcome;
mod payload;
mod record;
mod shape;
mod tag;
mod text;
mod time;
mod words;

pub use answer::{Answer, Created, Reply, Rows};
pub(crate) use file::file_kind;
pub use file::{File, FileKind, binary};
pub use money::Money;
pub use number::Number;
pub use object::{ObjectMember, object_schema};
pub use outcome::{Message, Removal};
pub use payload::{Body, JSON_LIMIT, Photo, megabytes};
pub use record::{Column, FromRow, Record, json_text, member, plain};
pub(crate) use record::{record, row};
pub(crate) use shape::shape;
pub(crate) use tag::tag;
pub use text::{Email, Id, Line, Password, Text};
pub use time::{ClockTime, Day, LocalTime};
pub(crate) use words::words;

use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::{ParseError, ParseFromParameter, ParseResult, Type};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
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

/// Gives a type its place in the OpenAPI document; values travel by serde.
macro_rules! wire_type {
    ([$($generics:tt)*] $ty:ty, $name:expr, $schema:expr) => {
        impl<$($generics)*> poem_openapi::types::Type for $ty {
            const IS_REQUIRED: bool = true;
            type RawValueType = Self;
            type RawElementValueType = Self;
            fn name() -> std::borrow::Cow<'static, str> {
                std::borrow::Cow::Borrowed($name)
            }
            fn schema_ref() -> poem_openapi::registry::MetaSchemaRef {
                poem_openapi::registry::MetaSchemaRef::Inline(Box::new($schema))
            }
            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(self.as_raw_value().into_iter())
            }
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

pub(crate) use {parameter, wire_type};

/// A value that may be missing, null or blank, which all mean "not given".
///
/// In a query: absent, `x=` and `x=null`. In a body: absent, `null`, and a text of blanks only. A member needs no
/// `#[serde(default)]`: serde asks for what is missing as it asks for an `Option`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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

impl<T> From<T> for Blank<T> {
    fn from(value: T) -> Self {
        Self(Some(value))
    }
}

impl<T: Serialize> Serialize for Blank<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}

impl<'de, T: DeserializeOwned> Deserialize<'de> for Blank<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match Option::<serde_json::Value>::deserialize(from)? {
            None | Some(serde_json::Value::Null) => Ok(Self(None)),
            Some(serde_json::Value::String(text)) if text.trim().is_empty() => Ok(Self(None)),
            Some(value) => T::deserialize(value).map(Self::from).map_err(serde::de::Error::custom),
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
            type RawValueType = T::RawValueType;
            type RawElementValueType = T::RawElementValueType;
            fn name() -> Cow<'static, str> {
                Cow::Owned(format!("optional_{}", T::name()))
            }
            fn schema_ref() -> MetaSchemaRef {
                match T::schema_ref() {
                    MetaSchemaRef::Inline(mut schema) => {
                        if $nullable {
                            schema.nullable = true;
                            schema.min_length = None;
                        }
                        MetaSchemaRef::Inline(schema)
                    }
                    reference => reference,
                }
            }
            fn register(registry: &mut Registry) {
                T::register(registry);
            }
            fn as_raw_value(&self) -> Option<&Self::RawValueType> {
                self.value().and_then(T::as_raw_value)
            }
            fn raw_element_iter<'a>(
                &'a self,
            ) -> Box<dyn Iterator<Item = &'a Self::RawElementValueType> + 'a> {
                match self.value() {
                    Some(value) => value.raw_element_iter(),
                    None => Box::new(std::iter::empty()),
                }
            }
        }
    };
}

optional_type!(Blank, true);
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
