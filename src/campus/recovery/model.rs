//! The shapes of recovery.

use crate::campus::users::model::NewPassword;
use crate::kit::wire::Email;
use crate::kit::{Id, Line, LocalTime};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

/// Quién olvidó su contraseña.
#[derive(Debug, Object, Deserialize)]
pub struct ForgottenPassword {
    /// El correo de su cuenta.
    pub email: Email,
}

/// Una contraseña nueva, con el código que llegó por correo o que dio la administración.
#[derive(Debug, Object, Deserialize)]
pub struct RecoveredPassword {
    /// El código, en mayúsculas o minúsculas, con guiones o sin ellos.
    pub code: Line<1, 60>,
    /// La contraseña nueva, de 8 a 128 caracteres.
    pub new_password: NewPassword,
}

/// Una contraseña recuperada.
#[derive(Debug, Object, Serialize)]
pub struct Recovered {
    /// Qué se hizo.
    pub message: String,
    /// El correo con el que se ingresa.
    pub email: String,
}

/// Para quién es un código.
#[derive(Debug, Object, Deserialize)]
pub struct NewRecoveryCode {
    /// La cuenta.
    pub user_id: Id,
}

/// Un código para entregar en mano. No se puede volver a leer.
#[derive(Debug, Object, Serialize)]
pub struct RecoveryCode {
    /// El código, como se escribe: `XXXX-XXXX-XXXX`.
    pub code: String,
    /// De quién es la cuenta.
    pub user_name: String,
    /// El correo de la cuenta.
    pub email: String,
    /// Hasta cuándo vale.
    pub expires_at: LocalTime,
}
