//! The shapes of feeds.

use crate::kit::{Blank, Id, LocalTime, record, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// Qué trae un calendario.
    pub enum FeedKind {
        /// Las clases y los préstamos de quien lo pidió.
        Own = "own",
        /// Los préstamos de una bodega.
        Warehouse = "warehouse",
        /// Los mantenimientos que vienen.
        Maintenance = "maintenance",
    }
}

record! {
    /// Un calendario al que otro programa se suscribe. Su dirección solo se muestra al crearla o renovarla.
    pub struct CalendarFeed {
        /// Identificador.
        pub id: Id,
        /// Qué trae.
        pub kind: FeedKind,
        /// La bodega, si es de una.
        pub environment_id: Option<Id>,
        /// Nombre de la bodega.
        pub environment_name: Option<String>,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// De cuándo es su dirección.
        pub renewed_at: LocalTime,
    }
}

/// Un calendario con su dirección secreta, que no se vuelve a mostrar.
#[derive(Debug, Object, Serialize)]
pub struct FeedAddress {
    /// El calendario.
    pub feed: CalendarFeed,
    /// Su dirección en este servidor; quien la tiene lee el calendario.
    pub path: String,
}

/// Un calendario nuevo.
#[derive(Debug, Object, Deserialize)]
pub struct NewFeed {
    /// Qué trae. De una bodega: sus administradores. Mantenimientos: supervisores y administradores.
    pub kind: FeedKind,
    /// La bodega, si es de una.
    pub environment_id: Blank<Id>,
}
