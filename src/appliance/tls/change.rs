//! Keeping an authority that was made, within one write.

use super::authority::Authority;
use super::{fingerprint, store};
use crate::kit::{Change, Event, LocalTime, Result, Tx};

/// Keeps an authority. Nothing but what is public of it goes into the audit.
pub(super) fn keep_authority(tx: &Tx<'_>, authority: Authority) -> Result<Change<Authority>> {
    store::keep(tx, &authority, LocalTime(tx.now))?;
    let event = Event::named("UPDATE_SETTING", "setting", None)
        .describe(format!("Autoridad de certificados creada; huella {}", fingerprint(authority.der())));
    Ok(Change::new(authority, event))
}
