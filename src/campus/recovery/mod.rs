//! Recovery: the way back for somebody who forgot their password. By mail where there is mail, else with a code that a general
//! administrator hands over.
//!
//! Who asks is told the same, whether there is such an account or not, and it takes the same: one write with one entry of the audit.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

use crate::campus::auth::Throttle;
use crate::kit::{Code, Core, Entity, Resource, Result, Tx, codes};

codes! {
    RecoveryCodeWrong "codigo_de_recuperacion" BAD_REQUEST "El código no es válido, ya se usó o venció. Pida otro";
    RecoveryNotByMail "sin_correo" BAD_REQUEST "Este servidor no envía correos: pida a la administración un código para una contraseña nueva";
    RecoveryOfInactive "recuperacion_inactiva" BAD_REQUEST "La cuenta está inactiva: actívela antes de darle un código";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Throttle);
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("recovery", "recovery_code")];
    const THROTTLED: &'static [&'static str] = &["ask_recovery", "recover_password"];

    fn api((core, throttle): Self::Parts) -> Self::Api {
        api::Api { core, throttle }
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::delete_expired(tx, tx.now)
    }
}
