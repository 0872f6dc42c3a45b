//! The settings of a running server. Each is an option of the command line and an environment variable.

use crate::error::{Error, Result};
use crate::serve::Doors;
use crate::tls::files::Files;
use chrono_tz::Tz;
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
    pub time_zone: Option<Tz>,

    /// Minutos que vale un token de acceso, de 1 a 43200
    #[arg(long, env = "ACCESS_TOKEN_EXPIRE", default_value_t = 30, value_parser = clap::value_parser!(u32).range(1..=43_200))]
    pub access_token_minutes: u32,

    /// Clave que firma los tokens y los códigos QR, de 16 caracteres o más; sin ella se crea una y se guarda en la carpeta
    /// de datos. Con la clave del servidor anterior siguen valiendo los códigos ya impresos
    #[arg(long, env = "SECRET_KEY", hide_env_values = true, value_parser = secret)]
    pub secret_key: Option<String>,

    /// Cree el X-Forwarded-For y el X-Forwarded-Proto de un proxy en esta misma máquina
    #[arg(long, env = "INVENTARIO_TRUST_PROXY")]
    pub trust_proxy: bool,

    /// Nombre en la red local: con inventario, el servidor es inventario.local. La demostración solo se anuncia si se
    /// indica
    #[arg(long, env = "INVENTARIO_HOSTNAME", value_parser = crate::mdns::names::host_name)]
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

/// The secure connection, as it is asked for.
#[derive(Debug, Clone, Args)]
pub struct TlsOptions {
    /// Responde también por HTTPS, con un certificado de la propia caja
    #[arg(long = "tls", env = "INVENTARIO_TLS")]
    pub on: bool,

    /// Dirección y puerto de HTTPS; si no se indica, la dirección de --listen y el puerto 443 si HTTP está en el 80, o el
    /// 8443
    #[arg(long, env = "INVENTARIO_TLS_LISTEN")]
    pub tls_listen: Option<SocketAddr>,

    /// Solo HTTPS: la aplicación del teléfono, que usa HTTP, deja de funcionar
    #[arg(long, env = "INVENTARIO_NO_HTTP")]
    pub no_http: bool,

    /// Certificado del técnico (PEM), en lugar del de la caja; se vuelve a leer cuando cambia
    #[arg(long, env = "INVENTARIO_TLS_CERT", value_name = "ARCHIVO")]
    pub tls_cert: Option<PathBuf>,

    /// Clave privada de ese certificado (PEM, sin contraseña)
    #[arg(long, env = "INVENTARIO_TLS_KEY", value_name = "ARCHIVO")]
    pub tls_key: Option<PathBuf>,
}

/// The secure connection, as it is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tls {
    /// Where it listens.
    pub listen: SocketAddr,
    /// The technician's own certificate.
    pub files: Option<Files>,
}

impl TlsOptions {
    /// What is wanted beside a server at `http`; `None` without `--tls`.
    ///
    /// # Errors
    /// A Spanish sentence when the options contradict each other.
    pub fn wanted(&self, http: SocketAddr) -> Result<Option<Tls>> {
        let files = match (&self.tls_cert, &self.tls_key) {
            (Some(certificate), Some(key)) => {
                Some(Files { certificate: certificate.clone(), key: key.clone() })
            }
            (None, None) => None,
            _ => return Err(Error::internal("--tls-cert y --tls-key van juntos: indique los dos o ninguno")),
        };
        if !self.on {
            return match (files, self.no_http) {
                (Some(_), _) => Err(Error::internal("--tls-cert y --tls-key solo valen con --tls")),
                (None, true) => Err(Error::internal("--no-http solo vale con --tls")),
                (None, false) => Ok(None),
            };
        }
        let port = if http.port() == 80 { 443 } else { 8443 };
        let listen = self.tls_listen.unwrap_or_else(|| SocketAddr::new(http.ip(), port));
        Ok(Some(Tls { listen, files }))
    }
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
    pub fn stay_at(&mut self, doors: Doors) {
        self.port = doors.http.map(|address| address.port()).or(self.port);
        self.tls.tls_listen = doors.https.or(self.tls.tls_listen);
    }

    /// The database file.
    pub fn database(&self) -> PathBuf {
        self.data_dir.join("inventario.db")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options() -> TlsOptions {
        TlsOptions { on: true, tls_listen: None, no_http: false, tls_cert: None, tls_key: None }
    }

    #[test]
    fn the_secure_port_follows_the_other_unless_it_is_named() {
        let listen = |options: &TlsOptions, http: &str| {
            options.wanted(http.parse().unwrap()).unwrap().map(|tls| tls.listen.to_string())
        };
        assert_eq!(listen(&options(), "[::]:80").as_deref(), Some("[::]:443"));
        assert_eq!(listen(&options(), "127.0.0.1:8001").as_deref(), Some("127.0.0.1:8443"));
        let named = TlsOptions { tls_listen: Some("10.0.0.7:9".parse().unwrap()), ..options() };
        assert_eq!(listen(&named, "[::]:80").as_deref(), Some("10.0.0.7:9"));
        assert_eq!(listen(&TlsOptions { on: false, ..options() }, "[::]:80"), None);
    }

    #[test]
    fn options_that_contradict_each_other_are_refused() {
        let [cert, key] = ["a", "b"].map(|path| Some(PathBuf::from(path)));
        let refused =
            |options: TlsOptions| options.wanted("[::]:80".parse().unwrap()).unwrap_err().to_string();
        assert!(refused(TlsOptions { tls_cert: cert.clone(), ..options() }).contains("van juntos"));
        assert!(refused(TlsOptions { tls_key: key.clone(), ..options() }).contains("van juntos"));
        let both = TlsOptions { on: false, tls_cert: cert, tls_key: key, ..options() };
        assert!(refused(both).contains("solo valen con --tls"));
        assert!(refused(TlsOptions { on: false, no_http: true, ..options() }).contains("--no-http"));
    }
}
