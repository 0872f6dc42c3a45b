//! Which part of a list is wanted: paging, in both shapes that the app knows (`limit`/`skip` on arrays, `page`/`per_page` in
//! an object), and the days of a period.

use crate::kit::clock;
use crate::kit::error::{Code, Result};
use crate::kit::wire::{Blank, Day, LocalTime, Number};
use serde::Serialize;

/// `limit` of a list: at most 1000 rows at a time.
pub type Limit = Blank<Number<1, 1000>>;
/// `skip` of a list: how many rows to leave out before the first.
pub type Skip = Blank<Number<0, 1_000_000_000>>;
/// `page`, counted from 1.
pub type PageNumber = Blank<Number<1, 10_000_000>>;
/// `per_page`: at most 100 rows.
pub type PerPage = Blank<Number<1, 100>>;
/// `page_size`: at most 1000 rows a page, as many as `limit` gives; 50 if nobody says.
pub type PageSize = Blank<Number<1, 1000>>;
/// Rows of a page whose size nobody says.
const PAGE_SIZE: i64 = 50;

/// Which part of a list is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Paging {
    limit: Option<i64>,
    skip: i64,
}

impl Paging {
    /// The whole list.
    pub const ALL: Self = Self { limit: None, skip: 0 };

    /// From the two parameters of an array.
    pub fn rows(limit: Limit, skip: Skip) -> Self {
        Self { limit: limit.0.map(Number::get), skip: skip.0.map_or(0, Number::get) }
    }

    /// From the two parameters of a paged object, which has `default` rows a page.
    pub fn page(page: PageNumber, per_page: PerPage, default: i64) -> Self {
        let per_page = per_page.0.map_or(default, Number::get);
        Self { limit: Some(per_page), skip: (page.0.map_or(1, Number::get) - 1) * per_page }
    }

    /// From the two parameters of a paged object that says `page_size`.
    pub fn sized(page: PageNumber, page_size: PageSize) -> Self {
        let size = page_size.0.map_or(PAGE_SIZE, Number::get);
        Self { limit: Some(size), skip: (page.0.map_or(1, Number::get) - 1) * size }
    }

    /// How many rows at most; `None` is all, unless some are skipped (SQLite's -1 then means "no limit").
    pub fn limit(self) -> Option<i64> {
        self.limit.or((self.skip > 0).then_some(-1))
    }

    /// How many rows to leave out before the first.
    pub fn skip(self) -> i64 {
        self.skip
    }

    /// The number of this page, from 1.
    pub fn number(self) -> i64 {
        self.limit.map_or(1, |limit| self.skip / limit.max(1) + 1)
    }

    /// How many pages `total` rows fill; none fill none.
    pub fn pages(self, total: i64) -> i64 {
        self.limit.map_or(1, |limit| (total + limit - 1) / limit.max(1))
    }
}

/// What stands beside the `items` of a page: an empty list has one page, which is empty.
#[derive(Debug, Serialize)]
pub struct PageFigures {
    total: i64,
    page: i64,
    page_size: i64,
    pages: i64,
}

impl PageFigures {
    /// Of a page of `total` rows.
    pub fn of(paging: Paging, total: i64) -> Self {
        Self {
            total,
            page: paging.number(),
            page_size: paging.limit.unwrap_or(total),
            pages: paging.pages(total).max(1),
        }
    }
}

/// Declares the shape of a page, `{items, total, page, page_size, pages}`, for the OpenAPI document; it is written from the rows by
/// [`Selection::paged`](crate::kit::sql::Selection::paged).
macro_rules! paged {
    ($(#[$doc:meta])+ pub struct $name:ident of $row:ident;) => {
        $(#[$doc])+
        #[derive(Debug, inventario_derive::Object, serde::Serialize)]
        pub struct $name {
            /// Lo de esta página.
            pub items: Vec<$row>,
            /// Cuántos hay en total.
            pub total: i64,
            /// Número de esta página, desde 1.
            pub page: i64,
            /// Cuántos por página.
            pub page_size: i64,
            /// Cuántas páginas hay; una, si no hay nada.
            pub pages: i64,
        }
    };
}

pub(crate) use paged;

/// Refuses a period that ends before it starts.
///
/// # Errors
/// [`Code::DatesReversed`].
pub fn check_order(start: Option<Day>, end: Option<Day>) -> Result<()> {
    match (start, end) {
        (Some(start), Some(end)) if start > end => Err(Code::DatesReversed.into()),
        _ => Ok(()),
    }
}

/// The days of a period as instants, both ends included.
///
/// # Errors
/// [`Code::DatesReversed`] when it ends before it starts.
pub fn period(start: Blank<Day>, end: Blank<Day>) -> Result<(Option<LocalTime>, Option<LocalTime>)> {
    check_order(start.0, end.0)?;
    Ok((
        start.0.map(|day| LocalTime(clock::start_of(day.0))),
        end.0.map(|day| LocalTime(clock::end_of(day.0))),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::wire::FromText;

    #[test]
    fn pages_are_counted_from_one() {
        let number = |text| Blank(Some(Number::from_text(text).unwrap()));
        let paging = Paging::page(number("3"), Blank(None), 20);
        assert_eq!((paging.limit(), paging.skip(), paging.number()), (Some(20), 40, 3));
        assert_eq!((paging.pages(0), paging.pages(40), paging.pages(41)), (0, 2, 3));
        assert_eq!(Paging::rows(Blank(None), Blank(None)), Paging::ALL);
        let sized = Paging::sized(Blank(None), Blank(None));
        assert_eq!((sized.limit(), sized.skip()), (Some(50), 0));
        let none = PageFigures::of(sized, 0);
        assert_eq!((none.total, none.page, none.page_size, none.pages), (0, 1, 50, 1));
    }
}
