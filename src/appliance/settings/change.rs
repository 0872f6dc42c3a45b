//! Changing settings, within one write.

use super::sections::{Settings, SettingsPatch};
use crate::kit::{Change, Result, Tx};

/// Changes the sections that were sent, all or none.
///
/// # Errors
/// What a section says of what doesn't fit together.
pub fn edit(tx: &Tx<'_>, patch: SettingsPatch) -> Result<Change<Settings>> {
    let events = patch.keep(tx)?;
    // Of what wasn't sent nothing is told.
    let change = Change::unaudited(Settings::shown(tx)?);
    Ok(events.into_iter().fold(change, Change::and))
}
