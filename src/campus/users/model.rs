//! The shapes of users.

use crate::kit::wire::{Email, Password, shape};
use crate::kit::{Id, Line, LocalTime, Role, record};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

/// First or last name.
pub type Name = Line<1, 100>;
/// A new password: 8 to 128 characters.
pub type NewPassword = Password<8, 128>;

shape! {
    /// Una persona con cuenta.
    pub struct User from "u" "users u\nleft join environments e on e.id = u.environment_id\nleft join centers c on c.id = u.center_id";
    row UserRow;
    /// Una cuenta nueva, creada por un administrador general.
    new NewUser;
    /// Cambios a una cuenta. Lo que no se envía queda igual; null borra.
    patch UserPatch;

    /// Correo electrónico, en minúsculas.
    #[sent = "Correo electrónico."]
    required email: String as Email,
    /// Contraseña, de 8 a 128 caracteres.
    given password: NewPassword,
    /// Nombres.
    required first_name: String as Name,
    /// Apellidos.
    required last_name: String as Name,
    /// Nombres y apellidos juntos.
    joined name: String = "u.name",
    /// Rol en el centro.
    required role: Role,
    /// Teléfono.
    optional phone: String as Line<1, 30>,
    /// Programa de formación.
    optional program: String as Line<1, 200>,
    /// Número de ficha.
    optional ficha: String as Line<1, 50>,
    /// Dirección de su foto.
    kept avatar_url: Option<String> = None,
    /// Si la cuenta está activa.
    later is_active: bool = true,
    /// Si pidió la cuenta y espera que un administrador general la active.
    kept activation_requested: bool = false,
    /// Último ingreso.
    kept last_login: Option<LocalTime> = None,
    /// Cuándo se creó la cuenta.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
    /// Ambiente al que está vinculada.
    #[new = "Ambiente al que queda vinculada."]
    optional environment_id: Id,
    /// Nombre de ese ambiente.
    joined environment_name: Option<String> = "e.name",
    /// Ese ambiente, si es una bodega: quien lleva una guarda y entrega material solo en ella.
    joined warehouse_id: Option<Id> = "iif(e.is_warehouse = 1, e.id, null)",
    /// Centro de la cuenta: se vincula a sus ambientes, y quien lo supervisa o lleva su bodega ve los de ese centro.
    #[new = "Centro de la cuenta; si no se indica, el de su ambiente o el único que haya."]
    optional center_id: Id,
    /// Nombre de ese centro.
    joined center_name: Option<String> = "c.name",
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

/// Contraseña nueva para otra persona.
#[derive(Debug, Object, Deserialize)]
pub struct PasswordReset {
    /// La contraseña nueva, de 8 a 128 caracteres.
    pub new_password: NewPassword,
}

/// Ambiente al que se vincula quien lo pide.
#[derive(Debug, Object, Deserialize)]
pub struct RoomLinkRequest {
    /// El ambiente.
    pub environment_id: Id,
}

record! {
    /// El ambiente al que quedó vinculada la persona.
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
}

/// Resultado de vincularse a un ambiente.
#[derive(Debug, Object, Serialize)]
pub struct RoomLink {
    /// Siempre `success`.
    pub status: String,
    /// El ambiente.
    pub environment: LinkedRoom,
    /// La persona, con su ambiente nuevo.
    pub user: User,
}

record! {
    /// Cuántas personas activas e inactivas hay de cada rol.
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
}

/// Estadística de las cuentas.
#[derive(Debug, Object, Serialize)]
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
