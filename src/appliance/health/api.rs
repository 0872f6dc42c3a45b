//! HTTP of health, and of what is written to the log.

use super::model::{Database, Details, Health, LogChange, LogSetting};
use super::{Machine, look};
use crate::appliance::{Tag, log};
use crate::campus::qr;
use crate::kit::access::{Allow, role};
use crate::kit::clock;
use crate::kit::db::{Change, Event};
use crate::kit::error::{Code, Error, Result};
use crate::kit::net::interfaces::addresses;
use crate::kit::net::{Scheme, reachable};
use crate::kit::resource::Core;
use crate::kit::wire::{Answer, Blank, Body, Line};
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
        let database = if self.core.db.is_writable().await { Database::Writable } else { Database::Failing };
        let status = if database == Database::Writable { "ok" } else { "degraded" };
        Ok(Answer(Health {
            status: status.into(),
            version: env!("CARGO_PKG_VERSION").into(),
            time_zone: clock::zone().name().into(),
            database,
        }))
    }

    /// Cómo está el servidor: disco, base de datos, reloj, red, copias de seguridad y tareas.
    #[oai(path = "/details", method = "get", operation_id = "get_health_details")]
    async fn details(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<Details>> {
        look(&self.core, &self.machine).await.map(Answer)
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
        let drawing = tokio::task::spawn_blocking(move || {
            let nowhere = || (Scheme::Http, ([0, 0, 0, 0], 80).into());
            let (scheme, listen) = machine.listening().doors().main().unwrap_or_else(nowhere);
            let mut found = addresses(listen.ip()).into_iter();
            let url = match ip {
                Some(ip) => {
                    let own = found.find(|it| it.ip.to_string() == ip);
                    own.ok_or_else(|| {
                        Error::With(Code::RouteNotFound, "El servidor no tiene esa dirección".into())
                    })?
                    .url(scheme, listen.port())
                }
                None => found
                    .next()
                    .map_or_else(|| scheme.url_of(reachable(listen)), |best| best.url(scheme, listen.port())),
            };
            qr::picture::svg(&url)
        });
        drawing.await?.map(Drawing)
    }
}

/// What is written to the log, under `/api/settings/log`.
pub struct LogApi(pub Core);

#[OpenApi(prefix_path = "/api/settings/log", tag = "Tag::Server")]
impl LogApi {
    /// Qué se anota en el registro del servidor.
    #[oai(path = "/", method = "get", operation_id = "get_log_setting")]
    async fn get(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<LogSetting>> {
        Ok(Answer(LogSetting { filter: log::filter() }))
    }

    /// Cambia lo que se anota, hasta que el servidor arranque de nuevo.
    #[oai(path = "/", method = "put", operation_id = "update_log_setting")]
    async fn update(
        &self,
        who: Allow<{ role::GENERAL }>,
        change: Body<LogChange>,
    ) -> Result<Answer<LogSetting>> {
        let after = LogSetting { filter: change.0.filter.into_string() };
        log::check(&after.filter)?;
        let before = LogSetting { filter: log::filter() };
        let event = Event::named("UPDATE_SETTING", "setting", None)
            .describe(format!("Nivel del registro del servidor: {}", after.filter))
            .before(&before)
            .after(&after);
        // First the audit, then the change: no level without somebody who chose it.
        self.0.db.write(&who, |_| Ok(Change::new((), event))).await?;
        log::change(&after.filter)?;
        Ok(Answer(after))
    }
}
