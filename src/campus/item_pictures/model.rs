//! The shapes of the photos of equipment.

use crate::kit::{Blank, Id, Line, LocalTime, record};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

/// What stands under a photo.
pub type Caption = Line<1, 200>;

record! {
    /// Una foto de un equipo.
    pub struct ItemPicture {
        /// Identificador.
        pub id: Id,
        /// El equipo.
        pub item_id: Id,
        /// La foto, en /api/photos.
        pub photo_id: Id,
        /// Su lugar, desde 0; la primera es la foto del equipo.
        pub position: i64,
        /// Pie de foto.
        pub caption: Option<String>,
        /// Dirección de la foto, que no pide sesión; con `?size=small`, para listas.
        pub url: String,
        /// Ancho en píxeles.
        pub width: i64,
        /// Alto en píxeles.
        pub height: i64,
        /// Quién la agregó.
        pub created_by_name: String,
        /// Cuándo.
        pub created_at: LocalTime,
    }
}

/// Una foto para un equipo. Se envía antes a `/api/photos`.
#[derive(Debug, Object, Deserialize)]
pub struct NewItemPicture {
    /// El equipo.
    pub item_id: Id,
    /// La foto, recién enviada por quien la agrega.
    pub photo_id: Id,
    /// Pie de foto.
    pub caption: Blank<Caption>,
}

/// Una foto en su lugar.
#[derive(Debug, Object, Deserialize)]
pub struct ArrangedPicture {
    /// Su identificador.
    pub id: Id,
    /// Su pie de foto; sin él queda sin pie.
    pub caption: Blank<Caption>,
}

/// Todas las fotos de un equipo en el orden que se quiere, con sus pies.
#[derive(Debug, Object, Deserialize)]
pub struct ItemPictureOrder {
    /// El equipo.
    pub item_id: Id,
    /// Sus fotos, todas; la primera es la foto del equipo.
    pub pictures: Vec<ArrangedPicture>,
}

/// The photos of an item as the audit tells of them.
#[derive(Debug, Serialize)]
pub struct Arrangement {
    /// What stands under each, in their order.
    pub pictures: String,
}
