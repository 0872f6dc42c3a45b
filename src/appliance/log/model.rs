//! The shapes of the log's setting.

use crate::kit::Line;
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

/// Qué se anota en el registro del servidor.
#[derive(Debug, Clone, Object, Serialize)]
pub struct LogSetting {
    /// Un nivel (error, warn, info, debug, trace) o un filtro como `info,inventario::appliance::mdns=debug`.
    pub filter: String,
}

/// Qué se debe anotar desde ahora, hasta que el servidor arranque de nuevo.
#[derive(Debug, Object, Deserialize)]
pub struct LogChange {
    /// Un nivel (error, warn, info, debug, trace) o un filtro como `info,inventario::appliance::mdns=debug`.
    pub filter: Line<1, 200>,
}
