//! The secure connection as it is asked for on the command line, and as it is to be.

use super::files::CertificateFiles;
use crate::kit::{Error, Result};
use clap::Args;
use std::net::SocketAddr;
use std::path::PathBuf;

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
    pub files: Option<CertificateFiles>,
}

impl TlsOptions {
    /// What is wanted beside a server at `http`; `None` without `--tls`. Refuses options that contradict each other.
    pub fn wanted(&self, http: SocketAddr) -> Result<Option<Tls>> {
        let files = match (self.tls_cert.clone(), self.tls_key.clone()) {
            (Some(certificate), Some(key)) => Some(CertificateFiles { certificate, key }),
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
