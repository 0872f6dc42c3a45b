//! The shapes of the first start.

use crate::appliance::time_zone::model::KnownZone;
use crate::campus::centers::model::NewCenter;
use crate::campus::users::model::{Name, NewPassword};
use crate::kit::wire::{Email, Password};
use crate::kit::zone::Zone;
use crate::kit::{Blank, Id, Line, LocalTime, words};
use inventario_derive::Object;
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
pub struct SetupCodeCheck {
    /// El código, con o sin guion.
    pub code: TypedCode,
}

/// El servidor que se va a configurar.
#[derive(Debug, Object, Serialize)]
pub struct SetupGreeting {
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
    /// Si el reloj del servidor marca una fecha anterior a la de este programa: entonces está mal.
    pub clock_is_wrong: bool,
    /// Si se pueden cargar datos de demostración: solo mientras no haya nada escrito.
    pub can_load_demo: bool,
    /// Cuántos bytes puede tener una copia de seguridad para que se pueda restaurar.
    pub largest_backup: i64,
    /// Por qué no se pudo restaurar la última copia que se intentó.
    pub restore_fault: Option<String>,
}

/// Un archivo recibido.
#[derive(Debug, Object, Serialize)]
pub struct BackupUpload {
    /// Con qué se nombra en los pasos siguientes.
    pub upload: Id,
    /// Tamaño en bytes.
    pub size: i64,
}

/// Qué archivo recibido se comprueba.
#[derive(Debug, Object, Deserialize)]
pub struct BackupCheck {
    /// El código que muestra el servidor al arrancar.
    pub code: TypedCode,
    /// El archivo recibido.
    pub upload: Id,
    /// La contraseña de la copia, si está cifrada.
    pub passphrase: Option<Password<0, 256>>,
}

/// Lo que contiene una copia completa.
#[derive(Debug, Object, Serialize)]
pub struct FoundBackup {
    /// Nombres de los centros.
    pub centers: Vec<String>,
    /// De qué momento es.
    pub created_at: LocalTime,
    /// Versión del programa que la hizo.
    pub version: String,
    /// Tamaño en bytes.
    pub size: i64,
    /// Cuántas cuentas.
    pub users: i64,
    /// Cuántos ambientes.
    pub environments: i64,
    /// Cuántos equipos.
    pub items: i64,
    /// Cuántas verificaciones.
    pub checks: i64,
    /// Cuántas fotos.
    pub photos: i64,
    /// Cuántos registros de auditoría.
    pub audit_entries: i64,
    /// Qué se nota en su auditoría, si algo está mal.
    pub doubt: Option<String>,
}

/// Qué copia comprobada se pone en lugar de los datos.
#[derive(Debug, Object, Deserialize)]
pub struct RestoreOrder {
    /// El código que muestra el servidor al arrancar.
    pub code: TypedCode,
    /// El archivo recibido y comprobado.
    pub upload: Id,
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
    pub time_zone: Blank<Zone>,
    /// Con qué se empieza: empty o demo.
    pub start: Start,
}
