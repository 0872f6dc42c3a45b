//! The shapes of preferences.

use crate::kit::db::Kind;
use crate::kit::db::notice::Switches;
use crate::kit::{Blank, Field, Keep, row, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// El idioma de las páginas.
    pub enum Language {
        /// Español.
        Spanish = "es",
        /// Inglés.
        English = "en",
    }
}

words! {
    /// El aspecto de las páginas.
    pub enum Theme {
        /// El del dispositivo.
        Auto = "auto",
        /// Claro.
        Light = "light",
        /// Oscuro.
        Dark = "dark",
    }
}

/// Cómo se quieren recibir los avisos de una clase.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize)]
pub struct NotificationSwitch {
    /// De qué tratan.
    pub kind: Kind,
    /// Si llegan a los avisos de la persona.
    pub in_app: bool,
    /// Si llegan también por correo, cuando el servidor tiene correo.
    pub mail: bool,
    /// Si llegan siempre a los avisos de la persona: entonces eso no se apaga.
    pub is_fixed: bool,
}

row! {
    /// What somebody has chosen of the pages.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
    pub struct Appearance {
        /// The language; none is what the browser has.
        pub language: Option<Language>,
        /// The theme; none is what the browser has.
        pub theme: Option<Theme>,
    }
}

/// Las preferencias propias.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize)]
pub struct UserSettings {
    /// El idioma de las páginas; nulo: el que tenga el navegador.
    pub language: Option<Language>,
    /// El aspecto de las páginas; nulo: el que tenga el navegador.
    pub theme: Option<Theme>,
    /// La zona horaria en que se muestran todas las horas: la del edificio, con su nombre IANA.
    pub time_zone: String,
    /// Si el servidor envía correo: si no, los interruptores de correo no tienen efecto.
    pub is_mail_on: bool,
    /// Cómo se quieren recibir los avisos, por clase.
    pub notifications: Vec<NotificationSwitch>,
}

/// Un interruptor de avisos. Lo que no se envía queda igual.
#[derive(Debug, Clone, Object, Deserialize)]
pub struct NotificationSwitchPatch {
    /// De qué tratan.
    pub kind: Kind,
    /// Si llegan a los avisos de la persona.
    pub in_app: Blank<bool>,
    /// Si llegan también por correo.
    pub mail: Blank<bool>,
}

impl NotificationSwitchPatch {
    /// What the switches become, given what they were.
    pub fn over(&self, before: Switches) -> Switches {
        Switches { in_app: self.in_app.0.unwrap_or(before.in_app), mail: self.mail.0.unwrap_or(before.mail) }
    }
}

/// Cambios a las preferencias propias. Lo que no se envía queda igual; null vuelve a lo que tenga el navegador.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct UserSettingsPatch {
    /// El idioma de las páginas.
    pub language: Field<Language>,
    /// El aspecto de las páginas.
    pub theme: Field<Theme>,
    /// Los interruptores de avisos que cambian, como máximo 100.
    pub notifications: Keep<Vec<NotificationSwitchPatch>>,
}
