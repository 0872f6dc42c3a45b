//! Notifications: what the server tells a person, at once and until they have read it.
//!
//! A change tells with [`crate::kit::db::Change::tell`]: the row is stored in the savepoint of the change that it tells of, and
//! open streams hear the [`crate::kit::db::Bell`] after the commit.

pub mod api;
pub mod change;
pub mod model;
pub mod store;

use crate::kit::db::Kind;
use crate::kit::db::kind::kinds;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, Result, Tx, codes};

codes! {
    NotificationNotFound "aviso_no_encontrado" NOT_FOUND "Aviso no encontrado";
    RecipientUnknown "destinatario_desconocido" BAD_REQUEST "La persona indicada no existe o está inactiva";
}

kinds! {
    /// A word of the server about itself.
    System = "system",
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("notifications", "notification").versioned("notifications")];
    const KINDS: &'static [Kind] = KINDS;
    const THROTTLED: &'static [&'static str] = &["stream_notifications"];

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::clear_old(tx, tx.now)
    }
}
