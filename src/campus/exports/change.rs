//! What exporting leaves behind: an entry of the audit.

use crate::kit::{Change, Event, Id, Result, Tx};

/// Notes that the caller took a list with them: what it was cut to, and how many rows it had.
pub fn exported(_: &Tx<'_>, says: String) -> Result<Change<()>> {
    Ok(Change::new((), Event::named("EXPORT_LIST", "export", None).describe(says)))
}

/// Notes that the caller took everything of a centre with them.
pub fn exported_center(_: &Tx<'_>, center: Id, says: String) -> Result<Change<()>> {
    Ok(Change::new((), Event::named("EXPORT_CENTER", "center", Some(center)).describe(says)))
}
