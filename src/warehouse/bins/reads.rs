//! What ranges would give: the bins of the rules against those of the store.

use super::model::{BulkBinPreview, BulkBins};
use super::{rules, store};
use crate::kit::{Result, Scope};
use crate::warehouse::warehouses::store::template_within;
use rusqlite::Connection;

/// The bins that would be made in a warehouse within a scope, and those that are there.
///
/// # Errors
/// [`Code::WarehouseNotFound`](crate::kit::Code::WarehouseNotFound), and those of [`rules::generate`].
pub(super) fn preview(db: &Connection, scope: Scope, bulk: &BulkBins) -> Result<BulkBinPreview> {
    let template = template_within(db, scope, bulk.warehouse_id)?;
    let bins = rules::generate(&template, &bulk.ranges)?;
    let conflicts = rules::clashes(&bins, &store::codes(db, bulk.warehouse_id)?);
    Ok(BulkBinPreview {
        count: i64::try_from(bins.len()).unwrap_or(i64::MAX),
        sample_codes: bins.iter().take(rules::SAMPLE).map(|bin| bin.code.clone()).collect(),
        valid: conflicts.is_empty(),
        conflicts,
    })
}
