//! The shapes of sign-in.

use crate::campus::users::model::{Name, NewPassword, User, UserPatch};
use crate::kit::settings::section;
use crate::kit::wire::{Email, Password};
use crate::kit::{Blank, Field, Keep, Line, Role, Text};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

section! {
    /// Cómo se entra al inventario.
    pub struct AccessSettings = "access", "Ingreso y registro";
    /// Cambios a cómo se entra.
    patch AccessSettingsPatch;

    /// Si los aprendices pueden crear su cuenta.
    default students_may_register: bool = true,
    /// Si instructores y supervisores pueden pedir una cuenta, que espera a que la activen.
    default staff_may_ask: bool = true,
    /// A quién acudir quien no puede entrar: se muestra en la página de ingreso.
    optional help: String as Text<1, 300>,
}

/// Lo que muestra la página de ingreso antes de entrar.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize)]
pub struct Door {
    /// Si los aprendices pueden crear su cuenta.
    pub students_may_register: bool,
    /// Si instructores y supervisores pueden pedir una cuenta.
    pub staff_may_ask: bool,
    /// A quién acudir quien no puede entrar.
    pub help: Option<String>,
    /// Si el servidor envía por correo el código para una contraseña nueva. Si no, lo da la administración.
    pub recovers_by_mail: bool,
}

impl Door {
    /// What the settings show of themselves, and whether letters are sent.
    pub fn of(settings: AccessSettings, recovers_by_mail: bool) -> Self {
        let AccessSettings { students_may_register, staff_may_ask, help } = settings;
        Self { students_may_register, staff_may_ask, help, recovers_by_mail }
    }
}

/// Correo y contraseña. Lo que no tenga forma de correo se rechaza igual que una contraseña equivocada.
#[derive(Debug, Object, Deserialize)]
pub struct Credentials {
    /// Correo electrónico, en mayúsculas o minúsculas.
    pub email: Line<0, 300>,
    /// Contraseña.
    pub password: Password<0, 1024>,
}

/// Una sesión abierta.
#[derive(Debug, Object, Serialize)]
pub struct Session {
    /// Token de acceso (JWT) para la cabecera Authorization.
    pub access_token: String,
    /// Siempre `bearer`.
    pub token_type: String,
    /// Cuántos segundos vale el token de acceso.
    pub expires_in: i64,
    /// Token para renovar la sesión; vale siete días y una sola vez.
    pub refresh_token: String,
    /// Quién inició sesión.
    pub user: User,
}

/// Una contraseña cambiada y la sesión que sigue; las demás sesiones quedan cerradas.
#[derive(Debug, Object, Serialize)]
pub struct PasswordChanged {
    /// Qué se hizo.
    pub message: String,
    /// Token de acceso (JWT) nuevo.
    pub access_token: String,
    /// Siempre `bearer`.
    pub token_type: String,
    /// Cuántos segundos vale el token de acceso.
    pub expires_in: i64,
    /// Token nuevo para renovar la sesión.
    pub refresh_token: String,
    /// La persona.
    pub user: User,
}

/// Una cuenta que alguien pide para sí. Los aprendices entran de inmediato; instructores y supervisores esperan a que un
/// administrador general los active.
#[derive(Debug, Object, Deserialize)]
pub struct Registration {
    /// Correo electrónico.
    pub email: Email,
    /// Contraseña, de 8 a 128 caracteres.
    pub password: NewPassword,
    /// Nombres; si no se indican, los que dice el correo.
    pub first_name: Blank<Name>,
    /// Apellidos; si no se indican, los que dice el correo.
    pub last_name: Blank<Name>,
    /// Teléfono.
    pub phone: Blank<Line<1, 30>>,
    /// Programa de formación.
    pub program: Blank<Line<1, 200>>,
    /// Número de ficha.
    pub ficha: Blank<Line<1, 50>>,
    /// student (si no se indica), instructor o supervisor.
    pub role: Blank<Role>,
}

impl Registration {
    /// The role that is asked for.
    pub fn role(&self) -> Role {
        self.role.0.unwrap_or(Role::Student)
    }
}

/// Cambios a la cuenta propia. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct ProfilePatch {
    /// Nombres.
    pub first_name: Keep<Name>,
    /// Apellidos.
    pub last_name: Keep<Name>,
    /// Teléfono.
    pub phone: Field<Line<1, 30>>,
    /// Programa de formación.
    pub program: Field<Line<1, 200>>,
    /// Número de ficha.
    pub ficha: Field<Line<1, 50>>,
}

impl From<ProfilePatch> for UserPatch {
    fn from(patch: ProfilePatch) -> Self {
        let ProfilePatch { first_name, last_name, phone, program, ficha } = patch;
        Self { first_name, last_name, phone, program, ficha, ..Self::default() }
    }
}

/// Cambio de la contraseña propia.
#[derive(Debug, Object, Deserialize)]
pub struct PasswordChange {
    /// La contraseña de ahora.
    pub current_password: Password<0, 1024>,
    /// La nueva, de 8 a 128 caracteres.
    pub new_password: NewPassword,
}

/// El token de renovación, cuando no viaja en la cookie.
#[derive(Debug, Default, Object, Deserialize)]
pub struct RefreshRequest {
    /// El token de la última respuesta.
    pub refresh_token: Blank<Line<1, 200>>,
}
