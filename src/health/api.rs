//! HTTP of health.

use crate::app::Tag;
use crate::clock;
use crate::db::Db;
use crate::error::Result;
use crate::sql;
use crate::wire::Answer;
use poem_openapi::{Object, OpenApi};
use serde::Serialize;

/// The health under `/api/health`.
pub struct Api {
    /// The database.
    pub db: Db,
}

/// Cómo está el servidor.
#[derive(Debug, Object, Serialize)]
struct Health {
    /// Siempre `ok` cuando responde.
    status: String,
    /// Versión del programa.
    version: String,
    /// Zona horaria del edificio, con su nombre IANA: en ella están todas las fechas y horas.
    time_zone: String,
}

#[OpenApi(prefix_path = "/api/health", tag = "Tag::Server")]
impl Api {
    /// Dice si el servidor y su base de datos responden. No pide sesión.
    #[oai(path = "/", method = "get", operation_id = "get_health")]
    async fn health(&self) -> Result<Answer<Health>> {
        self.db.read(|db| sql::exists(db, "select 1 from sqlite_schema", &[])).await?;
        Ok(Answer(Health {
            status: "ok".into(),
            version: env!("CARGO_PKG_VERSION").into(),
            time_zone: clock::zone().name().into(),
        }))
    }
}
