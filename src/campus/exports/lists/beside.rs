//! Lists of resources beside: cut to what each takes, as it says.

use super::columns::Table;
use super::taken::Taken;
use crate::kit::document::Words;
use crate::kit::export::{ExportCut, ExportFilter, Exported};
use crate::kit::sql::Selection;
use crate::kit::{Code, Error, FromText, Result};

/// A word of an open list: it is one of those that the list has.
struct Word(String);

impl FromText for Word {
    fn from_text(text: &str) -> Result<Self, String> {
        Ok(Self(text.trim().to_owned()))
    }
}

/// The table of a list, in the order that was asked for, and its rows.
pub(super) fn cut(taken: &mut Taken<'_>, list: &Exported) -> Result<(Table, Selection)> {
    let mut table = Table::of(list);
    let mut cut = ExportCut { is_chosen: taken.is_chosen, ..ExportCut::whole(taken.today) };
    for filter in list.filters {
        match filter {
            ExportFilter::Search => cut.search = taken.search(),
            ExportFilter::Room => cut.room = taken.warehouse()?,
            ExportFilter::Person => cut.person = taken.person()?,
            ExportFilter::Product => cut.product = taken.product(),
            ExportFilter::Bin => cut.bin = taken.bin(),
            ExportFilter::Lot => cut.lot = taken.lot(),
            ExportFilter::Supplier => cut.supplier = taken.supplier(),
            ExportFilter::UseBy => (cut.use_by_from, cut.use_by_to) = taken.use_by()?,
            ExportFilter::Order(orders) => table.order = taken.order(orders)?.unwrap_or(table.order),
            ExportFilter::ProductCategory => cut.product_category = taken.product_category(),
            ExportFilter::Active => cut.is_active = taken.is_active(),
            ExportFilter::Days => (cut.from, cut.until) = taken.instants()?,
            ExportFilter::Status(words) => cut.status = known("status", taken.status(words)?, words)?,
            ExportFilter::Kind(label, words) => cut.kind = known("type", taken.kind(label, words)?, words)?,
        }
    }
    Ok((table, (list.rows)(taken.who, cut)))
}

/// A word that the list has.
fn known(name: &str, word: Option<Word>, words: Words) -> Result<Option<String>> {
    let Some(Word(word)) = word else { return Ok(None) };
    if words.iter().any(|(known, _)| *known == word) {
        return Ok(Some(word));
    }
    let all: Vec<_> = words.iter().map(|(known, _)| *known).collect();
    let says = format!("El filtro «{name}» de esta lista debe ser una de estas palabras: {}", all.join(", "));
    Err(Error::With(Code::ExportFilterUnknown, says))
}
