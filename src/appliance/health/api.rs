//! HTTP of health.

use super::model::{DatabaseState, Health, HealthDetails};
use super::{Machine, details, network};
use crate::appliance::Tag;
use crate::campus::qr;
use crate::kit::wire::{File, file_kind};
use crate::kit::{Allow, Answer, Blank, Core, Line, Result, clock, role};
use poem_openapi::OpenApi;
use poem_openapi::param::Query;

/// The health under `/api/health`.
pub struct Api {
    /// What every resource stands on.
    pub core: Core,
    /// What the server knows of itself.
    pub machine: Machine,
}

file_kind!(Svg, "image/svg+xml", "El código");

#[OpenApi(prefix_path = "/api/health", tag = "Tag::Server")]
impl Api {
    /// Dice si el servidor y su base de datos responden. Para saberlo se escribe de verdad en el disco. No pide sesión.
    #[oai(path = "/", method = "get", operation_id = "get_health")]
    async fn health(&self) -> Result<Answer<Health>> {
        let obstacle = self.core.db.obstacle().await;
        let database = DatabaseState::of(obstacle);
        let status = if obstacle.is_none() { "ok" } else { "degraded" };
        Ok(Answer(Health {
            status: status.into(),
            version: env!("CARGO_PKG_VERSION").into(),
            time_zone: clock::zone().name().into(),
            database,
            problem: obstacle.map(|it| it.sentence().into()),
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
    ) -> Result<File<Svg>> {
        let (machine, ip) = (self.machine.clone(), ip.0.0.map(String::from));
        // Asks the system for its addresses.
        let drawing =
            tokio::task::spawn_blocking(move || qr::picture::svg(&network::url_at(&machine, ip.as_deref())?));
        drawing.await?.map(File::new)
    }
}
