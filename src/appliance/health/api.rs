//! HTTP of health, and of what is written to the log.

use super::model::{DatabaseState, Health, HealthDetails};
use super::{Machine, details, network};
use crate::appliance::Tag;
use crate::campus::qr;
use crate::kit::access::{Allow, role};
use crate::kit::clock;
use crate::kit::error::Result;
use crate::kit::resource::Core;
use crate::kit::wire::{Answer, Blank, Line};
use poem::{IntoResponse, Response};
use poem_openapi::param::Query;
use poem_openapi::registry::{
    MetaMediaType, MetaResponse, MetaResponses, MetaSchema, MetaSchemaRef, Registry,
};
use poem_openapi::{ApiResponse, OpenApi};

/// The health under `/api/health`.
pub struct Api {
    /// What every resource stands on.
    pub core: Core,
    /// What the server knows of itself.
    pub machine: Machine,
}

const SVG: &str = "image/svg+xml";

/// 200 with a drawing.
struct Drawing(String);

impl IntoResponse for Drawing {
    fn into_response(self) -> Response {
        Response::builder().content_type(SVG).body(self.0)
    }
}

impl ApiResponse for Drawing {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "El código",
                status: Some(200),
                status_range: None,
                content: vec![MetaMediaType {
                    content_type: SVG,
                    schema: MetaSchemaRef::Inline(Box::new(MetaSchema::new_with_format("string", "binary"))),
                }],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}

#[OpenApi(prefix_path = "/api/health", tag = "Tag::Server")]
impl Api {
    /// Dice si el servidor y su base de datos responden. No pide sesión.
    #[oai(path = "/", method = "get", operation_id = "get_health")]
    async fn health(&self) -> Result<Answer<Health>> {
        let database =
            if self.core.db.is_writable().await { DatabaseState::Writable } else { DatabaseState::Failing };
        let status = if database == DatabaseState::Writable { "ok" } else { "degraded" };
        Ok(Answer(Health {
            status: status.into(),
            version: env!("CARGO_PKG_VERSION").into(),
            time_zone: clock::zone().name().into(),
            database,
        }))
    }

    /// Cómo está el servidor: disco, base de datos, reloj, red, copias de seguridad y tareas.
    #[oai(path = "/details", method = "get", operation_id = "get_health_details")]
    async fn details(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<HealthDetails>> {
        details(&self.core, &self.machine).await.map(Answer)
    }

    /// El código QR de una dirección del servidor, para los teléfonos que no entienden los nombres `.local`.
    #[oai(path = "/qr", method = "get", operation_id = "get_address_qr")]
    async fn qr(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Cuál de sus direcciones IP; si no se indica, la mejor.
        ip: Query<Blank<Line<1, 60>>>,
    ) -> Result<Drawing> {
        let (machine, ip) = (self.machine.clone(), ip.0.0.map(String::from));
        // Asks the system for its addresses.
        let drawing =
            tokio::task::spawn_blocking(move || qr::picture::svg(&network::url_at(&machine, ip.as_deref())?));
        drawing.await?.map(Drawing)
    }
}
