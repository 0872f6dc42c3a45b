//! What stands in each report. A list is a query with its columns; a sheet is facts and several tables.

mod figures;
pub mod lists;
mod sheets;
mod statuses;
mod summary;
pub mod words;

pub use sheets::{CenterHead, center_of};

use super::model::{ReportKind, ReportParameters, ReportPreview, ReportPreviewAsked, ReportType};
use super::rules;
use crate::campus::categories;
use crate::campus::inventory::model::ItemCategory;
use crate::kit::document::{About, Column, FileFormat, Writer, said};
use crate::kit::page::check_order;
use crate::kit::report::{ReportCut, ReportFilter};
use crate::kit::sql::{self, Filter};
use crate::kit::{Caller, Code, Day, Error, Id, LocalTime, Result, Role, Scope, role};
use rusqlite::{Connection, named_params};
use statuses::{check_status, statuses};

/// A report that somebody may have, with what they asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    kind: ReportKind,
    scope: Scope,
    from: Option<Day>,
    until: Option<Day>,
    room: Option<Named>,
    category: Option<ItemCategory>,
    /// A category, which may be the centre's own.
    own_category: Option<Named>,
    status: Option<String>,
    person: Option<Named>,
    /// A category of materials.
    product_category: Option<String>,
    /// How many days ahead it looks.
    ahead: Option<i64>,
    /// The item or the check that it is of, and what that is called.
    subject: Option<Subject>,
    /// Whether it tells what work cost and who had what: that is for those who keep equipment.
    tells_work: bool,
    /// The day on which it is made: what is overdue depends on it.
    today: Day,
}

/// Something that was chosen, and what it is called.
#[derive(Debug, Clone)]
struct Named {
    id: Id,
    name: String,
}

/// What a sheet is of.
#[derive(Debug, Clone)]
struct Subject {
    named: Named,
    /// The room where it stands or was, whose centre's paper it is.
    room: Option<Id>,
}

/// A query of a list: everything but its filter and order is fixed.
struct Query<'a> {
    columns: &'static [Column],
    select: &'static str,
    filter: Filter<'a>,
    order: &'static str,
}

impl Asked {
    /// What a person asked for, if their role may have it and what they chose is within their sight.
    ///
    /// # Errors
    /// [`Code::ReportKindForbidden`], [`Code::DatesReversed`], [`Code::ReportStatusUnknown`], [`Code::ReportParameterMissing`], and
    /// that what was chosen isn't there.
    pub fn of(
        db: &Connection,
        who: &Caller,
        kind: ReportKind,
        sent: &ReportParameters,
        today: Day,
    ) -> Result<Self> {
        rules::check_kind(who, kind)?;
        let (from, until) = (sent.start_date.0, sent.end_date.0);
        check_order(from, until)?;
        let scope = rules::scope(who, kind, keeps_warehouse(db, who)?);
        let room = sent.environment_id.0.map(|id| room(db, scope, id)).transpose()?;
        let person = sent.user_id.0.map(|id| person(db, id)).transpose()?;
        let own_category = sent.category_id.0.map(|id| own_category(db, id)).transpose()?;
        let status = sent.status.value().map(|status| status.as_str().to_owned());
        if let Some(status) = &status {
            check_status(kind, status)?;
        }
        let missing = |what: &str| Error::With(Code::ReportParameterMissing, format!("Indique {what}"));
        // What was chosen is to be there, whether this report looks at it or not.
        let item = sent.item_id.0.map(|id| sheets::find_item(db, scope, id)).transpose()?;
        let check = sent.check_id.0.map(|id| sheets::find_check(db, scope, id)).transpose()?;
        let subject = match kind {
            ReportKind::Own(ReportType::Item) => Some(item.ok_or_else(|| missing("el equipo (item_id)"))?),
            ReportKind::Own(ReportType::Check) => {
                Some(check.ok_or_else(|| missing("la verificación (check_id)"))?)
            }
            ReportKind::Own(ReportType::Room) if room.is_none() => {
                return Err(missing("el ambiente (environment_id)"));
            }
            ReportKind::Own(_) | ReportKind::Beside(_) => None,
        };
        let product_category = sent.product_category.value().map(|category| category.as_str().to_owned());
        let ahead = sent.days.value().map(|days| days.get());
        let taken = |filter: ReportFilter| rules::filters(kind).contains(&filter);
        let days = taken(ReportFilter::Days);
        let asked = Self {
            kind,
            scope,
            from: from.filter(|_| days),
            until: until.filter(|_| days),
            room: room.filter(|_| taken(ReportFilter::Room)),
            category: sent.category.0.filter(|_| taken(ReportFilter::Category)),
            own_category: own_category.filter(|_| taken(ReportFilter::Category)),
            status: status.filter(|_| taken(ReportFilter::Status)),
            person: person.filter(|_| taken(ReportFilter::Person)),
            product_category: product_category.filter(|_| taken(ReportFilter::ProductCategory)),
            ahead: ahead.filter(|_| taken(ReportFilter::Ahead)),
            subject,
            tells_work: who.is(role::KEEPERS),
            today,
        };
        if kind == ReportType::Statistics.into() {
            asked.period()?;
        }
        Ok(asked)
    }

    /// What it is called unless somebody gives it a title.
    pub fn title(&self) -> String {
        let title = rules::title(self.kind);
        let of = match self.kind {
            ReportKind::Own(ReportType::Room) => self.room.as_ref(),
            _ => self.subject.as_ref().map(|subject| &subject.named),
        };
        let named = of.map_or_else(|| title.to_owned(), |of| format!("{title}: {}", of.name));
        named.chars().take(200).collect()
    }

    /// The filters in words.
    fn filters(&self) -> Vec<(&'static str, String)> {
        let day = Day::written;
        let mut filters = Vec::new();
        match (self.from, self.until) {
            (Some(from), Some(until)) => filters.push(("Periodo", format!("{} a {}", day(from), day(until)))),
            (Some(from), None) => filters.push(("Desde", day(from))),
            (None, Some(until)) => filters.push(("Hasta", day(until))),
            (None, None) => {}
        }
        if let Some(room) = self.room.as_ref().filter(|_| self.kind != ReportType::Room.into()) {
            let label = if matches!(self.kind, ReportKind::Beside(_)) { "Bodega" } else { "Ambiente" };
            filters.push((label, room.name.clone()));
        }
        if let Some(category) = self.category {
            filters.push(("Categoría", said(words::CATEGORY, category.as_str())));
        }
        if let Some(category) = &self.own_category {
            filters.push(("Categoría", category.name.clone()));
        }
        if let Some(status) = &self.status {
            let (label, words) = statuses(self.kind);
            filters.push((label, said(words, status)));
        }
        if let Some(person) = &self.person {
            filters.push(("Persona", person.name.clone()));
        }
        if let Some(category) = &self.product_category {
            filters.push(("Categoría", category.clone()));
        }
        if let Some(days) = self.ahead {
            let days = if days == 1 { "1 día".to_owned() } else { format!("{days} días") };
            filters.push(("Hasta dentro de", days));
        }
        filters
    }

    /// What stands above everything of a document of it.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub fn about(&self, db: &Connection, title: &str, who: &Caller, now: LocalTime) -> Result<About> {
        let center = sheets::center(db, self, who)?;
        Ok(About {
            title: title.to_owned(),
            owner: center.name,
            place: center.place,
            logo: center.logo,
            filters: self.filters(),
            made_at: now,
            made_by: person(db, who.id)?.name,
            is_wide: match self.kind {
                ReportKind::Own(_) => self.query().is_some_and(|query| Column::are_wide(query.columns)),
                ReportKind::Beside(report) => report.is_wide,
            },
        })
    }

    /// What a report of a resource beside is cut to.
    fn cut(&self) -> ReportCut {
        ReportCut {
            scope: self.scope,
            from: self.from,
            until: self.until,
            room: self.room_id(),
            product_category: self.product_category.clone(),
            status: self.status.clone(),
            ahead: self.ahead,
            tells_work: self.tells_work,
            today: self.today,
        }
    }

    fn query(&self) -> Option<Query<'_>> {
        let ReportKind::Own(kind) = self.kind else { return None };
        match kind {
            ReportType::Inventory => Some(lists::inventory(self)),
            ReportType::Loans => Some(lists::loans(self)),
            ReportType::Maintenance => Some(lists::maintenance(self)),
            ReportType::InventoryChecks => Some(lists::checks(self)),
            ReportType::Alerts => Some(lists::alerts(self)),
            ReportType::Users => Some(lists::users(self)),
            ReportType::Environments => Some(lists::environments(self)),
            ReportType::Audit => Some(lists::audit(self)),
            ReportType::Statistics | ReportType::Item | ReportType::Room | ReportType::Check => None,
        }
    }

    /// How many rows it would have.
    ///
    /// # Errors
    /// When the database can't be asked.
    pub fn count(&self, db: &Connection) -> Result<i64> {
        if let ReportKind::Beside(report) = self.kind {
            return (report.count)(db, &self.cut());
        }
        match self.query() {
            Some(query) => {
                let text = format!("select count(*) from ({}{})", query.select, query.filter.clause());
                sql::count(db, &text, &query.filter.params())
            }
            None if self.kind == ReportType::Statistics.into() => figures::count(db, self),
            None => sheets::count(db, self),
        }
    }

    /// Writes it.
    ///
    /// # Errors
    /// When the database can't be asked, or the file can't be written.
    pub fn write(&self, db: &Connection, out: &mut Writer<'_>) -> Result<()> {
        if let ReportKind::Beside(report) = self.kind {
            return (report.write)(db, &self.cut(), out);
        }
        match self.query() {
            Some(query) => {
                let text = format!("{}{}\n{}", query.select, query.filter.clause(), query.order);
                // People read it from above; programs read the first sheet of a workbook.
                if out.format() == FileFormat::Pdf && summary::write(db, self, out)? {
                    out.heading("Lista")?;
                }
                out.query(query.columns, db, &text, &query.filter.params())?;
                if out.format() == FileFormat::Excel {
                    summary::write(db, self, out)?;
                }
                Ok(())
            }
            None if self.kind == ReportType::Statistics.into() => figures::write(db, self, out),
            None => sheets::write(db, self, out),
        }
    }
}

/// How much a report would have.
///
/// # Errors
/// What [`Asked::of`] refuses.
pub fn preview(db: &Connection, who: &Caller, sent: ReportPreviewAsked, today: Day) -> Result<ReportPreview> {
    let parameters = sent.parameters.0.flatten().unwrap_or_default();
    let asked = Asked::of(db, who, sent.report_type, &parameters, today)?;
    Ok(ReportPreview { title: asked.title(), rows: asked.count(db)? })
}

/// Whether somebody is a warehouse administrator whose own room is a warehouse.
fn keeps_warehouse(db: &Connection, who: &Caller) -> Result<bool> {
    let Some(room) = who.environment_id.filter(|_| who.role == Role::Admin) else { return Ok(false) };
    let text = "select 1\nfrom environments\nwhere id = :id\nand is_warehouse = 1";
    sql::exists(db, text, named_params! { ":id": room })
}

fn own_category(db: &Connection, id: Id) -> Result<Named> {
    categories::store::get(db, id).map(|it| Named { id: it.id, name: it.name })
}

fn room(db: &Connection, scope: Scope, id: Id) -> Result<Named> {
    let filter = scope.within(Filter::default().when("e.id = :id", ":id", Some(id)), &lists::ROOM_ITSELF);
    let text = format!("select e.name\nfrom environments e{}", filter.clause());
    let name: Option<String> = sql::one(db, &text, &filter.params())?;
    Ok(Named { id, name: name.ok_or(Code::EnvironmentNotFound)? })
}

fn person(db: &Connection, id: Id) -> Result<Named> {
    let text = "select name\nfrom users\nwhere id = :id";
    let name: Option<String> = sql::one(db, text, named_params! { ":id": id })?;
    Ok(Named { id, name: name.ok_or(Code::UserNotFound)? })
}
