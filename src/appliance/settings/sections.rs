//! THE list of sections. A resource declares its own with `section!` (see `kit::settings`), and gets a line here.

use crate::appliance::mail;
use crate::campus::{
    alerts, audit, auth, checks, descriptions, inventory, loans, notifications, photos, reports,
};
use crate::kit::db::Event;
use crate::kit::settings::{Section, Sent};
use crate::kit::{Result, Tx};
use inventario_derive::Object;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

/// Makes the two shapes of the whole from the list: what is shown, and what is sent to change it.
macro_rules! sections {
    ($($(#[$doc:meta])+ $name:ident: $section:ty,)+) => {
        /// Toda la configuración, por secciones.
        #[derive(Debug, Clone, Object, Serialize)]
        pub struct Settings {
            $($(#[$doc])+ pub $name: $section,)+
        }

        /// Cambios a la configuración. Lo que no se envía queda igual; null en un campo o en toda una sección vuelve al valor inicial.
        #[derive(Debug, Default, Object, Deserialize)]
        #[serde(default)]
        pub struct SettingsPatch {
            $($(#[$doc])+ pub $name: Sent<<$section as Section>::Patch>,)+
        }

        impl Settings {
            /// All sections as they are shown.
            ///
            /// # Errors
            /// When the database can't be asked.
            pub fn shown(db: &Connection) -> Result<Self> {
                Ok(Self { $($name: <$section>::shown(db)?,)+ })
            }
        }

        impl SettingsPatch {
            /// Keeps the sections that were sent; answers an event for each.
            ///
            /// # Errors
            /// What a section says of what doesn't fit together; then none is to be kept.
            pub fn keep(self, tx: &Tx<'_>) -> Result<Vec<Event>> {
                let mut events = Vec::new();
                $(if let Some(patch) = self.$name.0 {
                    events.push(<$section>::edit(tx, patch)?);
                })+
                Ok(events)
            }
        }
    };
}

sections! {
    /// Cómo se entra: registro y ayuda.
    access: auth::model::AccessSettings,
    /// Las jornadas.
    shifts: checks::model::ShiftSettings,
    /// Desde cuándo hay alertas.
    alerts: alerts::model::AlertRules,
    /// Cuánto se guardan los avisos.
    notifications: notifications::model::NotificationSettings,
    /// Cuánto se guarda la auditoría.
    audit: audit::model::AuditSettings,
    /// Cuánto se guardan las fotos sin usar.
    photos: photos::model::PhotoSettings,
    /// La vida útil de los equipos.
    useful_lives: inventory::model::UsefulLives,
    /// Las reglas de los préstamos.
    loans: loans::model::LoanRules,
    /// Los textos de las actas de préstamo y de devolución.
    actas: loans::acta::model::ActaTexts,
    /// Los reportes.
    reports: reports::model::ReportSettings,
    /// Las descripciones con IA.
    descriptions: descriptions::model::DescriptionSettings,
    /// El correo.
    mail: mail::model::MailSettings,
}
