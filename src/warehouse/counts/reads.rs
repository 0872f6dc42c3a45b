//! What is asked of counts: one with its lines as somebody may see them, and what is counted next.

use super::model::{CountDetail, CountStatus, Due, DueKind, DuePage, DueQuery, DueWords};
use super::rules::{course, due, lines};
use super::store;
use crate::kit::{Id, LocalTime, Paging, Result, Role, Scope};
use crate::warehouse::keepers;
use chrono::{DateTime, Utc};
use rusqlite::Connection;
use std::collections::HashMap;

/// Who asks, and what they may see and change.
#[derive(Debug, Clone, Copy)]
pub struct Asking {
    /// Their account.
    pub who: Id,
    /// What they may read.
    pub reading: Scope,
    /// Where they may count.
    pub storing: Scope,
}

/// A count with its lines, as far as whoever asks may see them.
///
/// # Errors
/// [`Code::CountNotFound`](crate::kit::Code::CountNotFound).
pub fn detail(db: &Connection, asking: Asking, id: Id) -> Result<CountDetail> {
    let count = store::get_within(db, asking.reading, id, asking.who)?;
    let rows = store::lines(db, id)?;
    let people = store::people(db, id)?;
    let is_own = people.iter().any(|(person, _)| *person == asking.who);
    let is_here = store::is_within(db, asking.storing, id)?;
    let is_submitted = count.status == CountStatus::Submitted;
    let of = (count.bin_id, count.zone.as_deref(), count.product_id);
    let arrived = if count.status == CountStatus::Open || is_submitted {
        store::arrived(db, id, count.warehouse_id, count.scope, of)?
    } else {
        Vec::new()
    };
    let why_not = if is_submitted && is_here && is_own {
        Some(course::own(&others(db, count.warehouse_id, &people)?))
    } else {
        None
    };
    Ok(CountDetail {
        items: rows.into_iter().map(|row| lines::shown(row, count.is_hidden, count.status)).collect(),
        arrived,
        may_count: is_here && count.status == CountStatus::Open,
        may_decide: is_here && is_submitted && !is_own,
        why_not,
        counted_by: people.into_iter().map(|(_, name)| name).collect(),
        count,
    })
}

/// The administrators of a warehouse who had no hand in a count, by name.
pub fn others(db: &Connection, warehouse: Id, people: &[(Id, String)]) -> Result<Vec<String>> {
    Ok(keepers::of(db, warehouse)?
        .into_iter()
        .filter(|it| it.role == Role::Admin && people.iter().all(|(person, _)| *person != it.id))
        .map(|it| it.name)
        .collect())
}

/// A page of what is counted next, the most urgent first.
pub fn due_page(
    db: &Connection,
    scope: Scope,
    query: &DueQuery,
    paging: Paging,
    now: DateTime<Utc>,
) -> Result<DuePage> {
    let bins = store::due_bins(db, scope, query, LocalTime(due::since(now)))?;
    let mut candidates: Vec<due::Candidate> = bins.into_iter().map(Into::into).collect();
    if query.kind == DueKind::Product {
        candidates = due::by_product(candidates);
    }
    due::rank(&mut candidates, now);
    let total = i64::try_from(candidates.len()).unwrap_or(i64::MAX);
    let size = paging.limit().unwrap_or(total).max(1);
    let page: Vec<due::Candidate> = candidates
        .into_iter()
        .skip(usize::try_from(paging.skip()).unwrap_or(usize::MAX))
        .take(usize::try_from(size).unwrap_or(usize::MAX))
        .collect();
    let ids: Vec<Id> = page.iter().map(|it| it.bin_id).collect();
    let mut words: HashMap<Id, DueWords> =
        store::due_words(db, &ids)?.into_iter().map(|words| (words.bin_id, words)).collect();
    let items = page
        .into_iter()
        .filter_map(|it| words.remove(&it.bin_id).map(|words| told(&it, words, query.kind, now)))
        .collect();
    Ok(DuePage { items, total, page: paging.number(), page_size: size, pages: paging.pages(total).max(1) })
}

fn told(it: &due::Candidate, words: DueWords, kind: DueKind, now: DateTime<Utc>) -> Due {
    let days_since = due::days_since(it.counted_at, now);
    let is_bin = kind == DueKind::Bin;
    Due {
        kind,
        warehouse_id: it.warehouse_id,
        warehouse_name: words.warehouse_name,
        bin_id: is_bin.then_some(words.bin_id),
        bin_code: is_bin.then_some(words.bin_code),
        product_id: words.product_id,
        product_name: words.product_name,
        sku: words.sku,
        bins: it.bins,
        lots: it.lots,
        counted_at: it.counted_at.map(LocalTime),
        days_since,
        moves: it.moves,
        score: due::Urgency::of(days_since, it.moves).score,
        open_count_id: words.open_count_id,
    }
}
