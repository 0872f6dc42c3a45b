//! Users: the people of the centre, their role and the room they are linked to.
//!
//! An account is never deleted, only deactivated: checks, loans and the audit go on naming it.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

pub use model::User;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    EmailTaken "correo_registrado" BAD_REQUEST "El correo electrónico ya está registrado";
    WeakPassword "contrasena_debil" BAD_REQUEST "Esa contraseña se adivina fácilmente: use otra más larga o varias palabras, sin su correo";
    RoomOfOtherCenter "ambiente_de_otro_centro" BAD_REQUEST
        "Ese ambiente es de otro centro: pida a la administración general que lo cambie de centro";
    NoCenter "cuenta_sin_centro" BAD_REQUEST
        "Su cuenta todavía no tiene centro: pida a la administración general que se lo asigne";
    CenterOfOtherRoom "centro_de_otro_ambiente" BAD_REQUEST
        "El ambiente y el centro de la cuenta no corresponden: escoja un ambiente de ese centro, o quítele el ambiente";
    OwnAccount "cuenta_propia" BAD_REQUEST "No puede desactivar su propia cuenta ni cambiar su propio rol";
    LastAdministrator "ultimo_administrador" BAD_REQUEST "Es el último administrador general activo: active o nombre a otro antes";
    BorrowerUnknown "persona_sin_prestamos" BAD_REQUEST "La persona indicada no existe, está inactiva o no puede pedir prestado";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("users", "user").asked_as("USER").versioned("users")];
}
