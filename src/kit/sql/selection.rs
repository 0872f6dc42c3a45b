//! A list as a query that isn't asked yet: its pages are cut from it, and so is what is written of it elsewhere.

use super::{Filter, count, page, rows};
use crate::kit::error::Result;
use crate::kit::page::{PageFigures, Paging};
use crate::kit::wire::{Listing, Record, Rows};
use rusqlite::{Connection, ToSql};
use std::borrow::Cow;

/// The rows of a list that somebody may see, with what it is cut to.
pub struct Selection {
    select: Cow<'static, str>,
    filter: Filter<'static>,
    order: &'static str,
    /// What is joined to each row, and its values.
    beside: Option<(String, Filter<'static>)>,
    /// The ids of those that were chosen, in their order, as a JSON array.
    chosen: Option<String>,
}

impl Selection {
    /// What a `select` finds that matches a filter, in an order.
    pub fn new(select: impl Into<Cow<'static, str>>, filter: Filter<'static>, order: &'static str) -> Self {
        Self { select: select.into(), filter, order, beside: None, chosen: None }
    }

    /// No row at all.
    pub fn none(self) -> Self {
        Self { filter: self.filter.always("false"), ..self }
    }

    /// With what a join finds of each row `l`, once at most: for columns that the list itself hasn't.
    pub fn beside(self, join: String, values: Filter<'static>) -> Self {
        Self { beside: Some((join, values)), ..self }
    }

    /// Only these rows of it, by a JSON array of their ids, and in that order.
    pub fn chosen(self, ids: String) -> Self {
        Self { chosen: Some(ids), ..self }
    }

    /// A page of it, or all, as JSON.
    pub fn rows<T: Record>(&self, db: &Connection, paging: Paging) -> Result<Rows<T>> {
        rows(db, &self.listed(), &self.filter.params(), paging)
    }

    /// A page of it, or all, as a JSON array, for whoever knows how many rows it has.
    pub fn page<T: Record>(&self, db: &Connection, paging: Paging) -> Result<Vec<u8>> {
        Ok(page::<T>(db, &self.listed(), &self.filter.params(), paging)?.0)
    }

    /// A page of it as `{items, total, page, page_size, pages}`: `P` is the shape of that object, by `paged!`.
    pub fn paged<T: Record, P>(&self, db: &Connection, paging: Paging) -> Result<Listing<P>> {
        let total = self.count(db)?;
        Listing::new("items", &self.page::<T>(db, paging)?, &PageFigures::of(paging, total))
    }

    /// How many rows it has.
    pub fn count(&self, db: &Connection) -> Result<i64> {
        count(db, &format!("select count(*){}", self.from()), &self.params())
    }

    /// The query of other columns of its rows, `l`: what was chosen in its order, else in the order of these columns.
    pub fn columns(&self, columns: &str, order: &str) -> String {
        let order = if self.chosen.is_some() { "k.place" } else { order };
        format!("select {columns}{}\norder by {order}", self.from())
    }

    /// The values of that query.
    pub fn params(&self) -> Vec<(&str, &dyn ToSql)> {
        let mut params = self.filter.params();
        if let Some((_, values)) = &self.beside {
            params.extend(values.params());
        }
        if let Some(chosen) = &self.chosen {
            params.push((":chosen", chosen));
        }
        params
    }

    fn listed(&self) -> String {
        format!("{}{}\norder by {}", self.select, self.filter.clause(), self.order)
    }

    fn from(&self) -> String {
        let listed = format!("({}{}) l", self.select, self.filter.clause());
        let beside = self.beside.as_ref().map(|(join, _)| format!("\n{join}")).unwrap_or_default();
        if self.chosen.is_some() {
            // A row that was named twice is there once.
            format!(
                "
                 from (select min(key) as place, value as chosen from json_each(:chosen) group by value) k
                 join {listed} on l.id = k.chosen{beside}"
            )
        } else {
            format!("\nfrom {listed}{beside}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::sql;

    fn pets(filter: Filter<'static>) -> Selection {
        Selection::new("select p.id, p.name, p.legs from pets p", filter, "p.name desc")
    }

    fn names(db: &Connection, selection: &Selection) -> Vec<String> {
        sql::all(db, &selection.columns("l.name", "name"), &selection.params()).unwrap()
    }

    #[test]
    fn what_was_chosen_comes_in_its_order_and_only_what_the_list_has() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(
            "create table pets (id text primary key, name text, legs integer);
             insert into pets values ('a', 'Ada', 4), ('b', 'Bo', 2), ('c', 'Cleo', 4);",
        )
        .unwrap();
        assert_eq!(names(&db, &pets(Filter::default())), ["Ada", "Bo", "Cleo"]);
        let four = || Filter::default().when("p.legs = :legs", ":legs", Some(4));
        assert_eq!(names(&db, &pets(four())), ["Ada", "Cleo"]);
        let chosen = pets(four()).chosen(r#"["c", "b", "a", "c", "x"]"#.into());
        assert_eq!(names(&db, &chosen), ["Cleo", "Ada"]);
        assert_eq!(chosen.count(&db).unwrap(), 2);
        // What is joined brings its own values, and takes no row away.
        let legs = Filter::default().when("q.legs > :more", ":more", Some(2));
        let join = format!("left join (select q.id, q.legs from pets q{}) q on q.id = l.id", legs.clause());
        let many = pets(Filter::default()).beside(join, legs);
        let found: Vec<String> =
            sql::all(&db, &many.columns("l.name || coalesce(q.legs, '')", "l.name"), &many.params()).unwrap();
        assert_eq!(found, ["Ada4", "Bo", "Cleo4"]);
        assert_eq!(many.count(&db).unwrap(), 3);
        assert_eq!(pets(four()).none().count(&db).unwrap(), 0);
    }
}
