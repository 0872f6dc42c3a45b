//! The shapes of feeds.

use crate::kit::wire::row;
use crate::kit::{Blank, ClockTime, Day, EndTime, Id, LocalTime, record, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// Qué trae un calendario.
    pub enum FeedKind {
        /// Las clases y los préstamos de quien lo pidió.
        Own = "own",
        /// Los préstamos de una bodega.
        Warehouse = "warehouse",
        /// Los mantenimientos que vienen: lo que piden los planes, lo que se espera de las solicitudes, y las fechas de los equipos sin plan.
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

row! {
    /// Whose feed a secret opens.
    #[derive(Debug, Clone, Copy)]
    pub struct Opened {
        /// Its owner.
        pub user_id: Id,
        /// What it brings.
        pub kind: FeedKind,
        /// The warehouse, if it is one's.
        pub environment_id: Option<Id>,
    }
}

row! {
    /// A class of the timetable, as a calendar tells of it.
    #[derive(Debug, Clone)]
    pub struct FeedClass {
        /// Identifier.
        pub id: Id,
        /// Programme.
        pub program: String,
        /// Number of the class.
        pub ficha: String,
        /// Topic.
        pub topic: Option<String>,
        /// Room.
        pub environment_name: String,
        /// First hour.
        pub start_time: ClockTime,
        /// Last hour.
        pub end_time: EndTime,
        /// Monday is 1.
        pub day_of_week: i64,
        /// First day.
        pub start_date: Day,
        /// Last day.
        pub end_date: Day,
        /// When it last changed.
        pub updated_at: LocalTime,
    }
}

row! {
    /// A loan, as a calendar tells of it.
    #[derive(Debug, Clone)]
    pub struct FeedLoan {
        /// Identifier.
        pub id: Id,
        /// What is lent.
        pub item_name: String,
        /// How many pieces.
        pub pieces: i64,
        /// Who borrows.
        pub borrower: String,
        /// The warehouse.
        pub environment_name: String,
        /// Whether it was handed over.
        pub is_out: bool,
        /// First day.
        pub start_date: Day,
        /// Last day.
        pub end_date: Day,
        /// First hour, if it is by the hour.
        pub start_time: Option<ClockTime>,
        /// Last hour.
        pub end_time: Option<ClockTime>,
        /// When it last changed.
        pub updated_at: LocalTime,
    }
}

row! {
    /// An item that has a day for its maintenance, as a calendar tells of it.
    #[derive(Debug, Clone)]
    pub struct FeedItem {
        /// The item.
        pub id: Id,
        /// Its name.
        pub name: String,
        /// Its plate.
        pub internal_code: String,
        /// Where it is.
        pub environment_name: Option<String>,
        /// The day.
        pub next_maintenance: Day,
        /// When the item last changed.
        pub updated_at: LocalTime,
    }
}

row! {
    /// A request of maintenance that is expected on a day, as a calendar tells of it.
    #[derive(Debug, Clone)]
    pub struct FeedRequest {
        /// Identifier.
        pub id: Id,
        /// Title.
        pub title: String,
        /// The day.
        pub day: Day,
        /// Of how many items it is.
        pub item_count: i64,
        /// Name of the first.
        pub item_name: Option<String>,
        /// Its plate.
        pub internal_code: Option<String>,
        /// Where.
        pub environment_name: Option<String>,
        /// When it last changed.
        pub updated_at: LocalTime,
    }
}
