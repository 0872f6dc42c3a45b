//! The lists that can be exported: who sees which rows of each, cut to what, in which columns.

mod beside;
mod columns;
mod cut;
mod own;
mod taken;
pub mod words;

use super::model::{ExportFilters, ExportList, ExportName, NewExport};
use super::rules;
use crate::campus::inventory::model::Prices;
use crate::campus::reports::kinds::center_of;
use crate::campus::users;
use crate::kit::document::{About, Column, FileFormat, Writer};
use crate::kit::sql::Selection;
use crate::kit::{Caller, Core, Day, Error, Id, LocalTime, Result, role};
use columns::Table;
use rusqlite::Connection;
use taken::Taken;

/// A list that somebody may have, cut to what they asked for.
pub struct Asked {
    format: FileFormat,
    table: Table,
    /// Whether each field that some row has gets a column.
    has_own_columns: bool,
    selection: Selection,
    /// What it was cut to, in words.
    said: Vec<(&'static str, String)>,
    /// What was narrowed on the screen, as the screen says it.
    shown: Vec<(String, String)>,
    /// The room that it was cut to.
    room: Option<Id>,
}

impl Asked {
    /// What a person asked for, if their role sees that list.
    ///
    /// # Errors
    /// What [`rules::check_list`] and [`rules::check_chosen`] refuse, a word that the list doesn't know, a room or a person that
    /// isn't there, [`Code::DatesReversed`](crate::kit::Code::DatesReversed).
    pub fn of(db: &Connection, who: &Caller, core: &Core, sent: NewExport, today: Day) -> Result<Self> {
        rules::check_list(who, sent.list)?;
        let filters: ExportFilters = sent.filters.0.flatten().unwrap_or_default();
        let chosen = sent.ids.0;
        let status = filters.status.0.as_ref().map(|word| word.as_str().trim().to_owned());
        let mut taken = Taken::new(db, who, filters, chosen.is_some(), today)?;
        let (table, mut selection) = match sent.list {
            ExportName::Own(list) => {
                let table = columns::table(list, status.as_deref(), Prices::of(who));
                (table, cut::selection(&mut taken, core, list)?)
            }
            ExportName::Beside(list) => beside::cut(&mut taken, list)?,
        };
        let (mut said, room) = taken.end();
        let mut shown = Vec::new();
        if let Some(ids) = chosen {
            rules::check_chosen(ids.len())?;
            selection = selection.chosen(serde_json::to_string(&ids).map_err(Error::internal)?);
            said.push(("Filas", "las que se ven en pantalla".into()));
            let notes = sent.shown.0.unwrap_or_default();
            shown =
                notes.into_iter().take(rules::SHOWN).map(|it| (it.label.into(), it.value.into())).collect();
        }
        let format = sent.file_format;
        let is_sheet = matches!(format, FileFormat::Excel | FileFormat::Csv);
        let has_own_columns = is_sheet && matches!(sent.list, ExportName::Own(ExportList::Items));
        Ok(Self { format, table, has_own_columns, selection, said, shown, room })
    }

    /// The format that was asked for.
    pub fn format(&self) -> FileFormat {
        self.format
    }

    /// How many rows it has.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub fn count(&self, db: &Connection) -> Result<i64> {
        self.selection.count(db)
    }

    /// What stands above everything.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub fn about(&self, db: &Connection, who: &Caller, now: LocalTime) -> Result<About> {
        let center = center_of(db, self.room, who.is(role::GENERAL), who)?;
        let mut filters = self.said.clone();
        if !self.shown.is_empty() {
            filters.push(("Filtros en pantalla", self.shown_in_words()));
        }
        Ok(About {
            title: self.table.title.to_owned(),
            owner: center.name,
            place: center.place,
            logo: center.logo,
            filters,
            made_at: now,
            made_by: users::store::get(db, who.id)?.name,
            is_wide: Column::are_wide(self.table.columns),
        })
    }

    /// What was narrowed on the screen, in a line.
    fn shown_in_words(&self) -> String {
        let shown: Vec<_> = self.shown.iter().map(|(label, value)| format!("{label}: {value}")).collect();
        shown.join(" · ")
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the database can't be asked, the file can't be written, or nobody waits for it any more.
    pub fn write(&self, db: &Connection, out: &mut Writer<'_>) -> Result<()> {
        let (mut columns, mut select) = (self.table.columns.to_vec(), self.table.select.to_owned());
        if self.has_own_columns {
            let (more, values) = own::columns(db, &self.selection)?;
            columns.extend(more);
            select.push_str(&values);
        }
        let text = self.selection.columns(&select, self.table.order);
        out.query(&columns, db, &text, &self.selection.params())
    }

    /// What the audit says of it: «Exportó Préstamos a Excel: 12 filas (Estado: Vencido)».
    pub fn says(&self, about: &About, rows: u64) -> String {
        let format = match self.format {
            FileFormat::Pdf => "PDF",
            FileFormat::Excel => "Excel",
            FileFormat::Csv => "CSV",
        };
        let rows = if rows == 1 { "1 fila".to_owned() } else { format!("{rows} filas") };
        // What the screen says of itself comes from whoever asks: the audit says so, and keeps a line of it.
        let told: String = self.shown_in_words().chars().take(rules::SHOWN_IN_AUDIT).collect();
        let told = (!told.is_empty()).then(|| format!("según la pantalla: {told}"));
        let cut: Vec<_> =
            self.said.iter().map(|(label, value)| format!("{label}: {value}")).chain(told).collect();
        let cut = if cut.is_empty() { String::new() } else { format!(" ({})", cut.join(" · ")) };
        format!("Exportó la lista {} a {format}: {rows}{cut}", about.title)
    }
}
