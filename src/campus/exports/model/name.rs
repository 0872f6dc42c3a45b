//! The names of lists: those that are known here, and those that resources beside have.

use super::ExportList;
use crate::kit::FromText;
use crate::kit::export::{self, Exported};
use crate::kit::wire::{sent_as_text, wire_type};
use poem_openapi::registry::MetaSchema;

/// Qué lista se exporta.
#[derive(Debug, Clone, Copy)]
pub enum ExportName {
    /// One of ours.
    Own(ExportList),
    /// One that a resource beside has.
    Beside(&'static Exported),
}

impl ExportName {
    fn from_word(word: &str) -> Option<Self> {
        let beside = || export::known().iter().find(|it| it.word == word).map(Self::Beside);
        ExportList::from_word(word).map(Self::Own).or_else(beside)
    }

    /// Every word that there is.
    fn words() -> impl Iterator<Item = &'static str> {
        ExportList::ALL.iter().map(|it| it.as_str()).chain(export::known().iter().map(|it| it.word))
    }
}

impl FromText for ExportName {
    fn from_text(text: &str) -> Result<Self, String> {
        Self::from_word(text.trim()).ok_or_else(|| {
            let words: Vec<&str> = Self::words().collect();
            format!("debe ser una de estas palabras: {}", words.join(", "))
        })
    }
}

wire_type!([] ExportName, "ExportList", {
    let enum_items = Self::words().map(Into::into).collect();
    MetaSchema { enum_items, ..MetaSchema::new("string") }
});
sent_as_text!([] ExportName);
