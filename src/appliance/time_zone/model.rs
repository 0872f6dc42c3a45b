//! The shapes of the time zone.

use crate::kit::wire::wire_type;
use crate::kit::zone::Zone;
use inventario_derive::Object;
use poem_openapi::registry::MetaSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.trim().parse().map_err(D::Error::custom)
    }
}

wire_type!([] Zone, "time_zone", {
    let mut schema = MetaSchema::new("string");
    schema.example = Some("America/Bogota".into());
    schema
});

/// Una zona horaria que se puede escoger.
#[derive(Debug, Clone, Object, Serialize)]
pub struct KnownZone {
    /// Nombre IANA.
    pub name: Zone,
    /// El país, con la región si tiene varias zonas; nulo fuera de América Latina.
    pub place: Option<String>,
}

/// La zona horaria del edificio.
#[derive(Debug, Clone, Object, Serialize)]
pub struct TimeZoneSetting {
    /// La que rige, con su nombre IANA.
    pub time_zone: Zone,
    /// Si está fijada en el equipo (--time-zone o INVENTARIO_TIME_ZONE): entonces aquí no se cambia.
    pub fixed: bool,
    /// Las que se pueden escoger; primero las de América Latina.
    pub zones: Vec<KnownZone>,
}

/// Otra zona horaria para el edificio.
#[derive(Debug, Object, Deserialize)]
pub struct TimeZoneChange {
    /// La nueva, con su nombre IANA.
    pub time_zone: Zone,
}
