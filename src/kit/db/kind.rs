//! Kinds: what a notification or an alert is about. Both lists of words are open: each resource declares those that it uses with
//! `kinds!` and `alert_kinds!`, and `app::resources` has them all. A kind that was sent may be any word until [`check`] has
//! seen it.

use crate::kit::error::{Code, Error, Result};
use crate::kit::wire::{Column, FromText, sent_as_text, wire_type};
use poem_openapi::registry::MetaSchema;
use rusqlite::types::{FromSql, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::Serialize;
use std::borrow::Cow;

/// A word of an open list. `app::document` finds its schema by the format, and writes the declared words there.
macro_rules! open_word {
    ($(#[$doc:meta])* $name:ident, $format:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(Cow<'static, str>);

        impl $name {
            /// What the schema of one calls itself before the words are known.
            pub const FORMAT: &'static str = $format;

            /// A word of ours; declared with a macro only.
            #[doc(hidden)]
            pub const fn declare(word: &'static str) -> Self {
                Self(Cow::Borrowed(word))
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl FromText for $name {
            fn from_text(text: &str) -> Result<Self, String> {
                Ok(Self(Cow::Owned(text.trim().to_owned())))
            }
        }

        impl ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(ToSqlOutput::from(self.as_ref()))
            }
        }

        impl FromSql for $name {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                Ok(Self(Cow::Owned(value.as_str()?.to_owned())))
            }
        }

        impl Column for $name {}
        wire_type!([] $name, stringify!($name), MetaSchema::new_with_format("string", Self::FORMAT));
        sent_as_text!([] $name);
    };
}

open_word! {
    /// What a notification is about.
    Kind, "kind"
}

open_word! {
    /// What an alert is about.
    AlertKind, "alert-kind"
}

/// Refuses a kind that no resource has declared. The sentence begins with `subject`: «El campo «type»».
///
/// # Errors
/// [`Code::Invalid`], with the words that there are.
pub fn check<K: AsRef<str> + PartialEq>(kind: &K, declared: &[K], subject: &str) -> Result<()> {
    if declared.contains(kind) {
        return Ok(());
    }
    let words: Vec<&str> = declared.iter().map(AsRef::as_ref).collect();
    Err(Error::With(Code::Invalid, format!("{subject} debe ser una de estas palabras: {}", words.join(", "))))
}

/// Declares kinds of notifications, `Kind::Name = "word",`, and `KINDS`, the list of them, for the resource's entry.
macro_rules! kinds {
    ($($words:tt)+) => { $crate::kit::db::kind::declare! { KINDS: Kind; $($words)+ } };
}

/// Declares kinds of alerts, `AlertKind::Name = "word",`, and `ALERT_KINDS`, the list of them, for the resource's entry.
macro_rules! alert_kinds {
    ($($words:tt)+) => { $crate::kit::db::kind::declare! { ALERT_KINDS: AlertKind; $($words)+ } };
}

/// What [`kinds!`] and [`alert_kinds!`] have in common.
macro_rules! declare {
    ($list:ident: $type:ident; $($(#[$doc:meta])+ $name:ident = $word:literal,)+) => {
        #[expect(non_upper_case_globals, reason = "a kind is written like a variant of an enumeration")]
        impl $crate::kit::db::$type {
            $($(#[$doc])+ pub const $name: Self = Self::declare($word);)+
        }

        /// The kinds that are declared here.
        pub const $list: &[$crate::kit::db::$type] = &[$($crate::kit::db::$type::$name),+];
    };
}

pub(crate) use {alert_kinds, declare, kinds};
