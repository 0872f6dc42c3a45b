//! What the audit keeps of another filter. The filter itself is nowhere in the database: the next start forgets it.

use super::model::LogSetting;
use crate::kit::{Change, Event};

/// Another filter.
pub fn set(before: &LogSetting, after: &LogSetting) -> Change<()> {
    let event = Event::named("UPDATE_SETTING", "setting", None)
        .describe(format!("Nivel del registro del servidor: {}", after.filter))
        .before(before)
        .after(after);
    Change::new((), event)
}
