//! First start: until there is a general administrator nothing else answers. Who has the one-time code that the server
//! printed makes one, with the centre, and the set-up is gone.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;
pub mod uploads;

mod drop_elsewhere;
mod first_start;
mod gate;

pub use first_start::FirstStart;
pub use gate::{CodeGuard, Gate};
pub use uploads::Uploads;

use crate::campus::auth::Throttle;
use crate::campus::centers::model::Center;
use crate::kit::{Code, Core, Entity, Resource, Result, Tx, codes};

codes! {
    NotSetUp "sin_configurar" SERVICE_UNAVAILABLE "El servidor aún no está configurado: ábralo en un navegador y siga los pasos";
    WrongSetupCode "codigo_incorrecto" FORBIDDEN "El código no es correcto. Es el que muestra el servidor al arrancar";
    AlreadySetUp "ya_configurado" NOT_FOUND "El servidor ya está configurado. Ingrese con su cuenta";
    DemoNotEmpty "demo_no_vacio" BAD_REQUEST "Ya hay datos en el servidor: los de demostración solo se cargan cuando está vacío";
    UploadRunning "subida_en_curso" BAD_REQUEST "Ya se está recibiendo o comprobando una copia: espere a que termine";
    UploadNotFound "copia_sin_comprobar" BAD_REQUEST "La copia ya no está en espera: envíela de nuevo";
    Restoring "restaurando" SERVICE_UNAVAILABLE "El servidor está restaurando una copia: espere un momento";
}

/// Fills an empty server with an invented centre; the hash is of the password of everybody in it.
#[derive(Clone, Copy)]
pub struct DemoFill(pub fn(&Tx<'_>, &Center, String) -> Result<()>);

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = ((Core, Throttle), (Gate, Uploads, DemoFill));
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("setup", "setup").named(&[("*", "SETUP")])];
    const THROTTLED: &'static [&'static str] =
        &["check_setup_code", "set_up", "upload_backup", "check_backup", "restore_backup"];

    fn api(((core, throttle), (gate, uploads, demo)): Self::Parts) -> Self::Api {
        let guard = CodeGuard { throttle, gate };
        api::Api(FirstStart { core, guard, uploads, demo })
    }
}
