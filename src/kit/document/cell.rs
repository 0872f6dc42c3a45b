//! Columns and the values in them.

use super::texts;
use crate::kit::error::{Error, Result};
use crate::kit::money::{grouped, money};
use crate::kit::wire::{Day, LocalTime, Quantity};
use chrono::{NaiveDate, NaiveDateTime};
use rusqlite::types::{FromSql, ValueRef};
use std::borrow::Cow;

/// What the words of an enumeration are called: each word, and what people say.
pub type Words = &'static [(&'static str, &'static str)];

/// What a word is called; the word itself, if nobody has called it anything.
pub fn said(words: Words, word: &str) -> String {
    words.iter().find(|(known, _)| *known == word).map_or(word, |(_, said)| said).to_owned()
}

/// How much an upright sheet has room for, in the shares of its columns.
const UPRIGHT: f32 = 11.0;

/// What stands in a column.
#[derive(Debug, Clone, Copy)]
pub enum CellKind {
    /// Text.
    Text,
    /// A number of things.
    Count,
    /// Money, in cents.
    Money,
    /// How much of a material, in hundredths of its unit.
    Quantity,
    /// A share, in hundredths of a per cent.
    Percent,
    /// A number with any decimals, of which the query answers the digits with a point: it is shown as it was written.
    Number,
    /// A day.
    Day,
    /// An instant, shown as the centre's clocks did.
    Moment,
    /// One of some words, shown as people say it.
    Word(Words),
    /// A word that is put in others.
    Said(fn(&str) -> String),
    /// Yes or no.
    Flag,
}

/// A column of a table.
#[derive(Debug, Clone)]
pub struct Column {
    /// Its title.
    pub title: Cow<'static, str>,
    /// What stands in it.
    pub kind: CellKind,
    /// Its width in relation to the others; 1 is a short word.
    pub share: f32,
    /// Whether its total stands below.
    pub is_summed: bool,
}

impl Column {
    /// A column.
    pub const fn new(title: &'static str, kind: CellKind, share: f32) -> Self {
        Self { title: Cow::Borrowed(title), kind, share, is_summed: false }
    }

    /// A column that is called as somebody has chosen.
    pub fn named(title: String, kind: CellKind, share: f32) -> Self {
        Self { title: Cow::Owned(title), kind, share, is_summed: false }
    }

    /// With its total below.
    pub const fn summed(mut self) -> Self {
        self.is_summed = true;
        self
    }

    /// Whether columns want a sheet on its side.
    pub fn are_wide(columns: &[Self]) -> bool {
        columns.iter().map(|column| column.share).sum::<f32>() > UPRIGHT
    }

    /// Whether its values stand at the right.
    pub(super) fn is_figures(&self) -> bool {
        matches!(
            self.kind,
            CellKind::Count | CellKind::Money | CellKind::Quantity | CellKind::Percent | CellKind::Number
        )
    }
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// None.
    Empty,
    /// Text.
    Text(Cow<'a, str>),
    /// A number of things.
    Count(i64),
    /// Money, in cents.
    Money(i64),
    /// How much of a material, in hundredths of its unit.
    Quantity(i64),
    /// A share, in hundredths of a per cent.
    Percent(i64),
    /// The digits of a number, with a point before its decimals.
    Number(Cow<'a, str>),
    /// A day.
    Day(NaiveDate),
    /// What clocks showed.
    Moment(NaiveDateTime),
}

impl<'a> Cell<'a> {
    /// Text that is at hand.
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// A share that may not be there, in per cent.
    pub fn percent(share: Option<f64>) -> Self {
        #[expect(clippy::cast_possible_truncation, reason = "a share is between 0 and 100")]
        share.map_or(Self::Empty, |share| Self::Percent((share * 100.0).round() as i64))
    }

    /// Reads what a query answered for a column of a kind.
    pub(super) fn read(kind: CellKind, value: ValueRef<'a>) -> Result<Self> {
        if matches!(value, ValueRef::Null) {
            return Ok(Self::Empty);
        }
        let wrong = || Error::internal(format!("a value of the type {} for {kind:?}", value.data_type()));
        Ok(match kind {
            CellKind::Text => Self::Text(value.as_str().map_err(|_| wrong())?.into()),
            CellKind::Count => Self::Count(value.as_i64().map_err(|_| wrong())?),
            CellKind::Money => Self::Money(value.as_i64().map_err(|_| wrong())?),
            CellKind::Quantity => Self::Quantity(value.as_i64().map_err(|_| wrong())?),
            CellKind::Percent => Self::Percent(value.as_i64().map_err(|_| wrong())?),
            CellKind::Number => Self::Number(value.as_str().map_err(|_| wrong())?.into()),
            CellKind::Day => Self::Day(Day::column_result(value).map_err(|_| wrong())?.0),
            CellKind::Moment => Self::Moment(LocalTime::column_result(value).map_err(|_| wrong())?.wall()),
            CellKind::Word(words) => {
                let word = value.as_str().map_err(|_| wrong())?;
                Self::Text(
                    words.iter().find(|(known, _)| *known == word).map_or(word, |(_, said)| said).into(),
                )
            }
            CellKind::Said(say) => Self::Text(say(value.as_str().map_err(|_| wrong())?).into()),
            CellKind::Flag => {
                Self::Text(if value.as_i64().map_err(|_| wrong())? == 0 { "No" } else { "Sí" }.into())
            }
        })
    }

    /// As people read it.
    pub(super) fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => "".into(),
            Self::Text(text) => text.as_ref().into(),
            Self::Count(count) => grouped(*count).into(),
            Self::Money(cents) => money(*cents).into(),
            Self::Quantity(hundredths) => Quantity::of_hundredths(*hundredths).to_string().into(),
            Self::Percent(hundredths) => texts::percent(*hundredths).into(),
            Self::Number(digits) => digits.replace('.', ",").into(),
            Self::Day(day) => Day(*day).written().into(),
            Self::Moment(moment) => texts::moment(*moment).into(),
        }
    }
}
