//! The shapes of users.

use crate::kit::access::Role;
use crate::kit::wire::{Blank, Email, Field, Id, Keep, Line, LocalTime, Password, record};
use poem_openapi::Object;
use serde::{Deserialize, Serialize};

/// First or last name.
pub type Name = Line<1, 100>;
/// A new password: 8 to 128 characters.
pub type NewPassword = Password<8, 128>;

record! {
    /// Una persona con cuenta.
    pub struct User {
        /// Identificador.
        pub id: Id,
        /// Correo electrónico, en minúsculas.
        pub email: String,
        /// Nombres.
        pub first_name: String,
        /// Apellidos.
        pub last_name: String,
        /// Nombres y apellidos juntos.
        pub name: String,
        /// Rol en el centro.
        pub role: Role,
        /// Teléfono.
        pub phone: Option<String>,
        /// Programa de formación.
        pub program: Option<String>,
        /// Número de ficha.
        pub ficha: Option<String>,
        /// Dirección de su foto.
        pub avatar_url: Option<String>,
        /// Si la cuenta está activa.
        pub is_active: bool,
        /// Si pidió la cuenta y espera que un administrador general la active.
        pub activation_requested: bool,
        /// Último ingreso.
        pub last_login: Option<LocalTime>,
        /// Cuándo se creó la cuenta.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
        /// Ambiente al que está vinculada.
        pub environment_id: Option<Id>,
        /// Nombre de ese ambiente.
        pub environment_name: Option<String>,
    }
}

record! {
    /// Una persona, solo para elegirla de una lista.
    pub struct PersonName {
        /// Identificador.
        pub id: Id,
        /// Nombres y apellidos.
        pub name: String,
    }
}

/// Una cuenta nueva, creada por un administrador general.
#[derive(Debug, Object, Deserialize)]
pub struct NewUser {
    /// Correo electrónico.
    pub email: Email,
    /// Contraseña, de 8 a 128 caracteres.
    pub password: NewPassword,
    /// Nombres.
    pub first_name: Name,
    /// Apellidos.
    pub last_name: Name,
    /// Rol en el centro.
    pub role: Role,
    /// Teléfono.
    pub phone: Blank<Line<1, 30>>,
    /// Programa de formación.
    pub program: Blank<Line<1, 200>>,
    /// Número de ficha.
    pub ficha: Blank<Line<1, 50>>,
    /// Ambiente al que queda vinculada.
    pub environment_id: Blank<Id>,
}

/// Cambios a una cuenta. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct UserPatch {
    /// Correo electrónico.
    pub email: Keep<Email>,
    /// Nombres.
    pub first_name: Keep<Name>,
    /// Apellidos.
    pub last_name: Keep<Name>,
    /// Rol en el centro.
    pub role: Keep<Role>,
    /// Si la cuenta está activa.
    pub is_active: Keep<bool>,
    /// Teléfono.
    pub phone: Field<Line<1, 30>>,
    /// Programa de formación.
    pub program: Field<Line<1, 200>>,
    /// Número de ficha.
    pub ficha: Field<Line<1, 50>>,
    /// Ambiente al que está vinculada.
    pub environment_id: Field<Id>,
}

/// Contraseña nueva para otra persona.
#[derive(Debug, Object, Deserialize)]
pub struct PasswordReset {
    /// La contraseña nueva, de 8 a 128 caracteres.
    pub new_password: NewPassword,
}

/// Ambiente al que se vincula quien lo pide.
#[derive(Debug, Object, Deserialize)]
pub struct LinkRequest {
    /// El ambiente.
    pub environment_id: Id,
}

/// El ambiente al que quedó vinculada la persona.
#[derive(Debug, Object, Serialize)]
pub struct LinkedRoom {
    /// Identificador.
    pub id: Id,
    /// Nombre.
    pub name: String,
    /// Lugar.
    pub location: String,
    /// Código impreso bajo el QR.
    pub qr_code: String,
}

/// Resultado de vincularse a un ambiente.
#[derive(Debug, Object, Serialize)]
pub struct Link {
    /// Siempre `success`.
    pub status: String,
    /// El ambiente.
    pub environment: LinkedRoom,
    /// La persona, con su ambiente nuevo.
    pub user: User,
}

/// Cuántas personas activas e inactivas hay de cada rol.
#[derive(Debug, Default, Object, Serialize)]
pub struct RoleCounts {
    /// Aprendices.
    pub student: i64,
    /// Instructores.
    pub instructor: i64,
    /// Supervisores.
    pub supervisor: i64,
    /// Administradores de bodega.
    pub admin: i64,
    /// Administradores generales.
    pub admin_general: i64,
}

/// Estadística de las cuentas.
#[derive(Debug, Default, Object, Serialize)]
pub struct UserStats {
    /// Todas.
    pub total_users: i64,
    /// Las activas.
    pub active_users: i64,
    /// Las inactivas.
    pub inactive_users: i64,
    /// Las que esperan que un administrador general las active.
    pub pending_activation: i64,
    /// Las creadas en los últimos siete días.
    pub recent_registrations: i64,
    /// Por rol.
    pub users_by_role: RoleCounts,
}

/// What a list of users is cut to.
#[derive(Debug, Default)]
pub struct UserQuery {
    /// One role.
    pub role: Option<Role>,
    /// Active or inactive ones.
    pub is_active: Option<bool>,
    /// Those linked to one room.
    pub environment_id: Option<Id>,
    /// Made not before this instant.
    pub from: Option<LocalTime>,
    /// Made before this instant.
    pub until: Option<LocalTime>,
    /// Words in name, e-mail, class or programme.
    pub search: Option<String>,
}
