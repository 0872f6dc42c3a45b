//! Sign-in: passwords, sessions, throttling and the caller's own account. Whoever signs in from somewhere new is told of it
//! ([`sources`]).

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod sources;
pub mod store;
pub mod unwritten;

mod throttle;

pub use throttle::Throttle;

use crate::kit::db::Kind;
use crate::kit::db::kind::kinds;
use crate::kit::{Code, Core, Entity, Resource, Result, Tx, codes};

codes! {
    BadCredentials "credenciales_incorrectas" UNAUTHORIZED "Correo o contraseña incorrectos";
    SessionEnded "sesion_terminada" UNAUTHORIZED "La sesión terminó. Inicie sesión de nuevo";
    AccountInactive "cuenta_inactiva" FORBIDDEN "La cuenta de usuario está inactiva";
    TooManyAttempts "demasiados_intentos" TOO_MANY_REQUESTS "Demasiados intentos. Espere antes de intentarlo de nuevo";
    AccountGuessed "intentos_de_otros" TOO_MANY_REQUESTS "Desde otros equipos fallaron muchos ingresos. Espere, o ingrese desde un equipo donde ya lo haya hecho";
    WrongPassword "contrasena_incorrecta" BAD_REQUEST "Contraseña actual incorrecta";
    RegistrationClosed "registro_cerrado" FORBIDDEN "El registro está cerrado: pida su cuenta a la administración";
    RoleNotOpen "rol_no_abierto" FORBIDDEN "Rol no autorizado";
}

kinds! {
    /// Somebody has signed in from somewhere new.
    NewSignIn = "new_sign_in",
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Throttle);
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("auth", "authentication")
        .named(&[("login", "LOGIN"), ("register", "REGISTER"), ("logout", "LOGOUT")])
        // Asked for all day by every open tab; a missing session there is no event.
        .quiet(&["refresh"])
        // The own account is a row of the users.
        .versioned("users")
        .acts(&["me"])];
    const KINDS: &'static [Kind] = KINDS;
    const THROTTLED: &'static [&'static str] = &["log_in", "register", "refresh_session", "log_out"];

    fn api((core, throttle): Self::Parts) -> Self::Api {
        api::Api { core, throttle, unwritten: unwritten::Unwritten::default() }
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        Ok(store::delete_expired(tx, tx.now)?
            + store::forget_sources(tx, tx.now)?
            + store::forget_addresses(tx, tx.now)?)
    }
}
