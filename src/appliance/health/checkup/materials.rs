//! The materials: what lies in the warehouses is what their ledger, their reservations and the sums of their first page say.

use super::{Finding, bad, good};
use crate::kit::Result;
use crate::kit::db::migrations;
use crate::warehouse::{dashboard, movements, reservations};
use rusqlite::Connection;

/// The migration since which a database keeps sums of its materials.
const FIRST_SUMS: i64 = 44;

/// Whether the lots hold what their movements add up to, and have promised what their reservations hold; and whether what is kept as a sum
/// is one.
pub(super) fn materials(db: &Connection) -> Result<Finding> {
    let (movements, wrong, batch) = movements::store::disagreements(db)?;
    if let (1.., Some(batch)) = (wrong, batch) {
        let lots = if wrong == 1 { "1 lote no tiene".to_owned() } else { format!("{wrong} lotes no tienen") };
        return Ok(bad(format!(
            "{lots} lo que suman sus movimientos, el primero {batch}: cuéntelo y ajústelo a lo que haya, aunque sea lo que ya dice; \
             el ajuste anota también lo que faltaba"
        )));
    }
    if let Some(batch) = reservations::store::disagreement(db)? {
        return Ok(bad(format!(
            "lo apartado del lote {batch} no es lo que suman sus reservas: alguien cambió la base de datos, restaure una copia"
        )));
    }
    if migrations::version(db)? >= FIRST_SUMS
        && let Some(sums) = dashboard::store::sums::disagreement(db)?
    {
        return Ok(bad(format!(
            "los lotes y movimientos están bien, pero las cifras de {sums} en la página de materiales no son las suyas: alguien cambió la \
             base de datos, restaure una copia"
        )));
    }
    Ok(good(format!("lo que hay es lo que suman sus movimientos ({movements})")))
}
