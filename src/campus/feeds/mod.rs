//! Feeds: calendars that another program reads by a secret address (classes and loans of a person, loans of a warehouse, maintenance).
//!
//! Who has the address reads without a sign-in what its owner may read at that moment: an account that is put out of use, or loses the
//! role, ends its calendars. Only the hash of the secret is kept; an address is shown once, and renewed or withdrawn at any time.

pub mod api;
pub mod change;
pub mod model;
pub mod reads;
pub mod rules;
pub mod store;

use crate::campus::auth::Throttle;
use crate::kit::resource::Resource;
use crate::kit::{Code, Core, Entity, codes};

codes! {
    FeedNotFound "calendario_no_encontrado" NOT_FOUND "Calendario no encontrado";
    FeedsTooMany "demasiados_calendarios" BAD_REQUEST "Ya tiene 20 direcciones de calendario: retire alguna que no use";
    FeedKindForbidden "calendario_no_permitido" FORBIDDEN "Su rol no tiene ese calendario";
    FeedTooOften "calendario_muy_seguido" TOO_MANY_REQUESTS "El calendario se lee demasiado seguido: espere unos minutos";
    FeedWarehouseMissing "calendario_sin_bodega" BAD_REQUEST "Elija la bodega del calendario";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Throttle);
    type Api = (api::Api, api::Door);

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("calendar-feeds", "calendar_feed")];
    const THROTTLED: &'static [&'static str] = &["read_calendar"];

    fn api((core, throttle): Self::Parts) -> Self::Api {
        (api::Api(core.clone()), api::Door { core, throttle })
    }
}
