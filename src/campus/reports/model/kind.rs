//! The kinds of reports: those that are known here, and those that resources beside have.

use super::ReportType;
use crate::kit::FromText;
use crate::kit::report::{self, Reported};
use crate::kit::wire::{Column, sent_as_text, wire_type};
use poem_openapi::registry::MetaSchema;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Serialize, Serializer};
use std::fmt;

/// De qué es un reporte.
#[derive(Debug, Clone, Copy)]
pub enum ReportKind {
    /// One of ours.
    Own(ReportType),
    /// One that a resource beside has.
    Beside(&'static Reported),
}

impl ReportKind {
    /// The word on the wire and in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Own(kind) => kind.as_str(),
            Self::Beside(report) => report.word,
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        let beside = || report::known().iter().find(|it| it.word == word).map(Self::Beside);
        ReportType::from_word(word).map(Self::Own).or_else(beside)
    }

    /// Every word that there is.
    fn words() -> impl Iterator<Item = &'static str> {
        ReportType::ALL.iter().map(|it| it.as_str()).chain(report::known().iter().map(|it| it.word))
    }
}

impl PartialEq for ReportKind {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl From<ReportType> for ReportKind {
    fn from(kind: ReportType) -> Self {
        Self::Own(kind)
    }
}

impl fmt::Display for ReportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromText for ReportKind {
    fn from_text(text: &str) -> Result<Self, String> {
        Self::from_word(text.trim()).ok_or_else(|| {
            let words: Vec<&str> = Self::words().collect();
            format!("debe ser una de estas palabras: {}", words.join(", "))
        })
    }
}

impl Serialize for ReportKind {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.as_str())
    }
}

impl ToSql for ReportKind {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::from(self.as_str()))
    }
}

impl FromSql for ReportKind {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        Self::from_word(value.as_str()?).ok_or(FromSqlError::InvalidType)
    }
}

impl Column for ReportKind {}
wire_type!([] ReportKind, "ReportType", {
    let enum_items = Self::words().map(Into::into).collect();
    MetaSchema { enum_items, ..MetaSchema::new("string") }
});
sent_as_text!([] ReportKind);
