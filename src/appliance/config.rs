//! The settings of a running server. Each is an option of the command line and an environment variable.

use crate::appliance::tls::options::TlsOptions;
use crate::kit::Result;
use crate::kit::net::Ports;
use crate::kit::zone::Zone;
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

/// Everywhere, by IPv6 and IPv4.
pub const LISTEN: &str = "[::]:8001";

/// How the server runs. The comments of the members are the command line's help, hence Spanish.
#[derive(Debug, Clone, Args)]
pub struct Config {
    /// Dirección y puerto donde escucha; si no se indica, en todas las direcciones, IPv6 e IPv4
    #[arg(long, env = "INVENTARIO_LISTEN", default_value = LISTEN)]
    pub listen: SocketAddr,

    /// Solo el puerto; la dirección es la de --listen
    #[arg(long, env = "APP_PORT")]
    pub port: Option<u16>,

    /// La conexión segura
    #[command(flatten)]
    pub tls: TlsOptions,

    /// Carpeta con la base de datos, las claves y los archivos; se crea si no existe
    #[arg(long, env = "INVENTARIO_DATA_DIR", default_value = "data")]
    pub data_dir: PathBuf,

    /// Sirve la interfaz web desde esta carpeta y no la incluida en el programa (desarrollo)
    #[arg(long, env = "INVENTARIO_WEB_DIR")]
    pub web_dir: Option<PathBuf>,

    /// Zona horaria del edificio, con su nombre IANA; sin ella vale la que se escogió en la página, y si no America/Bogota
    #[arg(long, env = "INVENTARIO_TIME_ZONE")]
    pub time_zone: Option<Zone>,

    /// Minutos que vale un token de acceso, de 1 a 43200
    #[arg(long, env = "ACCESS_TOKEN_EXPIRE", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=43_200))]
    pub access_token_minutes: u32,

    /// Cuántos cambios puede guardar una persona en una hora; 0, sin límite
    #[arg(long, env = "INVENTARIO_WRITES_PER_HOUR", default_value_t = 6_000)]
    pub writes_per_hour: u64,

    /// Clave que firma los tokens y los códigos QR, de 16 caracteres o más; sin ella se crea una y se guarda en la carpeta
    /// de datos. Con la clave del servidor anterior siguen valiendo los códigos ya impresos
    #[arg(long, env = "SECRET_KEY", hide_env_values = true, value_parser = secret)]
    pub secret_key: Option<String>,

    /// Cree el X-Forwarded-For y el X-Forwarded-Proto de un proxy en esta misma máquina
    #[arg(long, env = "INVENTARIO_TRUST_PROXY")]
    pub trust_proxy: bool,

    /// Nombre en la red local: con inventario, el servidor es inventario.local. La demostración solo se anuncia si se
    /// indica
    #[arg(long, env = "INVENTARIO_HOSTNAME", value_parser = crate::appliance::mdns::names::host_name)]
    pub hostname: Option<String>,

    /// No anuncia el servidor en la red local (mDNS)
    #[arg(long, env = "INVENTARIO_NO_MDNS")]
    pub no_mdns: bool,

    /// Publica cifras del servidor para Prometheus en /metrics, sin pedir sesión
    #[arg(long, env = "INVENTARIO_METRICS")]
    pub metrics: bool,

    /// Qué se anota: un nivel (error, warn, info, debug, trace) o un filtro de tracing
    #[arg(long, env = "INVENTARIO_LOG", default_value = "info")]
    pub log: String,
}

/// Refuses keys that can be guessed.
fn secret(text: &str) -> Result<String, String> {
    if text.chars().count() >= 16 {
        Ok(text.to_owned())
    } else {
        Err("debe tener al menos 16 caracteres".into())
    }
}

impl Config {
    /// The address to listen on, `--port` applied.
    pub fn address(&self) -> SocketAddr {
        let mut address = self.listen;
        if let Some(port) = self.port {
            address.set_port(port);
        }
        address
    }

    /// Keeps to the ports that a server has opened, also when the system chose them.
    pub fn stay_at(&mut self, ports: Ports) {
        self.port = ports.http.map(|address| address.port()).or(self.port);
        self.tls.tls_listen = ports.https.or(self.tls.tls_listen);
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.data_dir.join("inventario.db")
    }
}
