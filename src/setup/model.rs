//! The shapes of the first start.

use crate::centers::model::NewCenter;
use crate::time_zone::model::{KnownZone, Zone};
use crate::users::model::{Name, NewPassword};
use crate::wire::{Blank, Email, Line, words};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

words! {
    /// What the centre begins with.
    pub enum Start {
        /// Nothing but the centre and its administrator.
        Empty = "empty",
        /// Invented rooms, people, equipment and checks.
        Demo = "demo",
    }
}

/// The code as somebody typed it.
pub type TypedCode = Line<0, 40>;

/// El código que muestra el servidor al arrancar.
#[derive(Debug, Object, Deserialize)]
pub struct CodeCheck {
    /// El código, con o sin guion.
    pub code: TypedCode,
}

/// El servidor que se va a configurar.
#[derive(Debug, Object, Serialize)]
pub struct Greeting {
    /// Nombre de la máquina.
    pub name: String,
    /// Versión del programa.
    pub version: String,
    /// Zona horaria del edificio, con su nombre IANA.
    pub time_zone: String,
    /// Si la zona horaria está fijada en el equipo: entonces no se escoge.
    pub time_zone_fixed: bool,
    /// Las zonas horarias que se pueden escoger; primero las de América Latina.
    pub time_zones: Vec<KnownZone>,
    /// Si se pueden cargar datos de demostración: solo mientras no haya nada escrito.
    pub can_load_demo: bool,
}

/// El primer administrador general.
#[derive(Debug, Object, Deserialize)]
pub struct FirstAdministrator {
    /// Nombres.
    pub first_name: Name,
    /// Apellidos.
    pub last_name: Name,
    /// Correo electrónico.
    pub email: Email,
    /// Contraseña, de 8 a 128 caracteres y difícil de adivinar.
    pub password: NewPassword,
}

/// Todo lo que hace falta para empezar.
#[derive(Debug, Object, Deserialize)]
pub struct NewSetup {
    /// El código que muestra el servidor al arrancar.
    pub code: TypedCode,
    /// El primer administrador general.
    pub admin: FirstAdministrator,
    /// El centro de formación.
    pub center: NewCenter,
    /// Zona horaria del edificio; si no se indica, queda la que rige. No cuenta si está fijada en el equipo.
    #[serde(default)]
    pub time_zone: Blank<Zone>,
    /// Con qué se empieza: empty o demo.
    pub start: Start,
}
