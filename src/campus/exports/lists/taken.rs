//! The filters that were sent, taken one by one: what a list takes is judged, and said in words.

use crate::campus::categories;
use crate::campus::environments;
use crate::campus::exports::model::{ExportFilters, FilterWord};
use crate::campus::inventory::model::ItemCategory;
use crate::campus::reports::kinds::words::CATEGORY;
use crate::campus::users;
use crate::kit::document::{Words, said};
use crate::kit::export::Orders;
use crate::kit::page::check_order;
use crate::kit::{Caller, Code, Day, Error, FromText, Id, LocalTime, Result, clock, role, sql};
use rusqlite::{Connection, named_params};

/// Filters on their way into a query.
pub(super) struct Taken<'a> {
    pub(super) db: &'a Connection,
    pub(super) who: &'a Caller,
    /// The day on which it is asked: what is overdue depends on it.
    pub(super) today: Day,
    /// Whether rows were chosen one by one.
    pub(super) is_chosen: bool,
    sent: ExportFilters,
    said: Vec<(&'static str, String)>,
    room: Option<Id>,
}

impl<'a> Taken<'a> {
    /// # Errors
    /// [`Code::Invalid`] with what isn't there.
    pub(super) fn new(
        db: &'a Connection,
        who: &'a Caller,
        sent: ExportFilters,
        is_chosen: bool,
        today: Day,
    ) -> Result<Self> {
        for (member, table, id) in [
            ("category_id", "item_categories", sent.category_id.0),
            ("product_id", "products", sent.product_id.0),
            ("bin_id", "bins", sent.bin_id.0),
            ("lot_id", "lots", sent.lot_id.0),
            ("supplier_id", "suppliers", sent.supplier_id.0),
        ] {
            // A list cut to what there isn't would be empty, and nobody would know why.
            let text = format!("select count(*)\nfrom {table}\nwhere id = :id");
            if id.is_some() && sql::count(db, &text, named_params! { ":id": id })? == 0 {
                let sentence = format!("El campo «{member}» no es de nada que exista");
                return Err(Error::With(Code::Invalid, sentence));
            }
        }
        Ok(Self { db, who, today, is_chosen, sent, said: Vec::new(), room: None })
    }

    /// What was taken, in words, and the room among it.
    pub(super) fn end(self) -> (Vec<(&'static str, String)>, Option<Id>) {
        (self.said, self.room)
    }

    /// Words to look for.
    pub(super) fn search(&mut self) -> Option<String> {
        let search = self.sent.search.0.take().map(String::from).filter(|words| !words.is_empty())?;
        self.said.push(("Búsqueda", search.clone()));
        Some(search)
    }

    /// A room.
    ///
    /// # Errors
    /// [`Code::EnvironmentNotFound`].
    pub(super) fn room(&mut self) -> Result<Option<Id>> {
        let Some(id) = self.sent.environment_id.0 else { return Ok(None) };
        let room = environments::store::get(self.db, id)?;
        self.said.push(("Ambiente", environments::rules::visible(self.who, room)?.name));
        self.room = Some(id);
        Ok(Some(id))
    }

    /// A warehouse.
    ///
    /// # Errors
    /// [`Code::EnvironmentNotFound`].
    pub(super) fn warehouse(&mut self) -> Result<Option<Id>> {
        let id = self.room()?;
        if let Some((label, _)) = self.said.last_mut().filter(|_| id.is_some()) {
            *label = "Bodega";
        }
        Ok(id)
    }

    /// A product. What it is called stands in every row.
    pub(super) fn product(&mut self) -> Option<Id> {
        self.sent.product_id.0.inspect(|_| self.said.push(("Producto", "uno solo".into())))
    }

    /// A bin.
    pub(super) fn bin(&mut self) -> Option<Id> {
        self.sent.bin_id.0.inspect(|_| self.said.push(("Ubicación", "una sola".into())))
    }

    /// A lot.
    pub(super) fn lot(&mut self) -> Option<Id> {
        self.sent.lot_id.0.inspect(|_| self.said.push(("Lote", "uno solo".into())))
    }

    /// A supplier.
    pub(super) fn supplier(&mut self) -> Option<Id> {
        self.sent.supplier_id.0.inspect(|_| self.said.push(("Proveedor", "uno solo".into())))
    }

    /// The days between which something may be used for the last time, both included.
    ///
    /// # Errors
    /// [`Code::DatesReversed`].
    pub(super) fn use_by(&mut self) -> Result<(Option<Day>, Option<Day>)> {
        let (from, to) = (self.sent.use_by_from.0, self.sent.use_by_to.0);
        check_order(from, to)?;
        self.said.extend(from.map(|day| ("Vence desde", day.written())));
        self.said.extend(to.map(|day| ("Vence hasta", day.written())));
        Ok((from, to))
    }

    /// One of the orders of a list, as it is written of its rows.
    ///
    /// # Errors
    /// [`Code::ExportFilterUnknown`].
    pub(super) fn order(&mut self, orders: Orders) -> Result<Option<&'static str>> {
        let Some(word) = self.sent.order.0.take() else { return Ok(None) };
        if let Some((_, order)) = orders.iter().find(|(known, _)| *known == word.as_str().trim()) {
            return Ok(Some(order));
        }
        let all: Vec<_> = orders.iter().map(|(known, _)| *known).collect();
        let says = format!("El orden de esta lista debe ser una de estas palabras: {}", all.join(", "));
        Err(Error::With(Code::ExportFilterUnknown, says))
    }

    /// A category of materials.
    pub(super) fn product_category(&mut self) -> Option<String> {
        let category = self.sent.product_category.0.take().map(String::from)?;
        self.said.push(("Categoría", category.clone()));
        Some(category)
    }

    /// A person. What others are called is said to those who keep equipment.
    ///
    /// # Errors
    /// [`Code::UserNotFound`].
    pub(super) fn person(&mut self) -> Result<Option<Id>> {
        let Some(id) = self.sent.user_id.0 else { return Ok(None) };
        if self.who.is(role::KEEPERS) || id == self.who.id {
            self.said.push(("Persona", users::store::get(self.db, id)?.name));
        }
        Ok(Some(id))
    }

    /// A kind of equipment.
    pub(super) fn category(&mut self) -> Option<ItemCategory> {
        let category = self.sent.category.0?;
        self.said.push(("Categoría", said(CATEGORY, category.as_str())));
        Some(category)
    }

    /// A category of equipment, which may be the centre's own.
    ///
    /// # Errors
    /// [`Code::CategoryNotFound`].
    pub(super) fn own_category(&mut self) -> Result<Option<Id>> {
        let Some(id) = self.sent.category_id.0 else { return Ok(None) };
        self.said.push(("Categoría", categories::store::get(self.db, id)?.name));
        Ok(Some(id))
    }

    /// A status.
    ///
    /// # Errors
    /// [`Code::ExportFilterUnknown`].
    pub(super) fn status<T: FromText>(&mut self, words: Words) -> Result<Option<T>> {
        let sent = self.sent.status.0.take();
        self.word(sent, "status", "Estado", words)
    }

    /// A kind.
    ///
    /// # Errors
    /// [`Code::ExportFilterUnknown`].
    pub(super) fn kind<T: FromText>(&mut self, label: &'static str, words: Words) -> Result<Option<T>> {
        let sent = self.sent.kind.0.take();
        self.word(sent, "type", label, words)
    }

    /// How urgent or grave.
    ///
    /// # Errors
    /// [`Code::ExportFilterUnknown`].
    pub(super) fn priority<T: FromText>(&mut self, label: &'static str, words: Words) -> Result<Option<T>> {
        let sent = self.sent.priority.0.take();
        self.word(sent, "priority", label, words)
    }

    fn word<T: FromText>(
        &mut self,
        sent: Option<FilterWord>,
        name: &str,
        label: &'static str,
        words: Words,
    ) -> Result<Option<T>> {
        let Some(word) = sent else { return Ok(None) };
        let refused = |why: String| {
            Error::With(Code::ExportFilterUnknown, format!("El filtro «{name}» de esta lista {why}"))
        };
        let value = T::from_text(word.as_str()).map_err(refused)?;
        self.said.push((label, said(words, word.as_str().trim())));
        Ok(Some(value))
    }

    /// A part of the name of an act.
    pub(super) fn action(&mut self) -> Option<String> {
        let action = self.sent.action.0.take().map(String::from)?;
        self.said.push(("Acción", action.clone()));
        Some(action)
    }

    /// In use or not.
    pub(super) fn is_active(&mut self) -> Option<bool> {
        let is_active = self.sent.is_active.0?;
        self.said.push(("Estado", if is_active { "Activo" } else { "Inactivo" }.into()));
        Some(is_active)
    }

    /// Days, both ends included.
    ///
    /// # Errors
    /// [`Code::DatesReversed`].
    pub(super) fn days(&mut self) -> Result<(Option<Day>, Option<Day>)> {
        let (from, until) = (self.sent.start_date.0, self.sent.end_date.0);
        check_order(from, until)?;
        match (from, until) {
            (Some(from), Some(until)) => {
                self.said.push(("Periodo", format!("{} a {}", from.written(), until.written())));
            }
            (Some(from), None) => self.said.push(("Desde", from.written())),
            (None, Some(until)) => self.said.push(("Hasta", until.written())),
            (None, None) => {}
        }
        Ok((from, until))
    }

    /// The first instant of the days and the one after their last.
    ///
    /// # Errors
    /// [`Code::DatesReversed`].
    pub(super) fn instants(&mut self) -> Result<(Option<LocalTime>, Option<LocalTime>)> {
        let (from, until) = self.days()?;
        Ok((
            from.map(|day| LocalTime(clock::start_of(day.0))),
            until.map(|day| LocalTime(clock::end_of(day.0))),
        ))
    }
}
