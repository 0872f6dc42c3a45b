//! TLS to a server elsewhere: the certificates that this machine trusts, and what is said when the other side has none of them.

use super::{Destination, Trouble};
use std::io;
use std::sync::Arc;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::aws_lc_rs;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{CertificateError, ClientConfig, Error, RootCertStore};

/// The only protocol that is spoken.
const PROTOCOL: &[u8] = b"http/1.1";

/// Whose certificates are believed.
#[derive(Debug)]
pub(super) enum Trust {
    /// Those that the operating system believes, read each time: they are renewed while the program runs.
    OfTheMachine,
    /// These alone.
    #[cfg(test)]
    Only(Vec<CertificateDer<'static>>),
}

impl Trust {
    /// Reads the disk.
    fn certificates(self) -> Vec<CertificateDer<'static>> {
        match self {
            Self::OfTheMachine => rustls_native_certs::load_native_certs().certs,
            #[cfg(test)]
            Self::Only(certificates) => certificates,
        }
    }
}

fn config(trust: Trust) -> Result<ClientConfig, String> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(trust.certificates());
    if roots.is_empty() {
        return Err(
            "este equipo no conoce ninguna autoridad de certificados: instale el paquete ca-certificates"
                .into(),
        );
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| error.to_string())?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![PROTOCOL.to_vec()];
    Ok(config)
}

/// Encrypts a connection, and sees that the other side is who was asked for.
pub(super) async fn greet(
    to: &Destination,
    stream: TcpStream,
    trust: Trust,
) -> Result<TlsStream<TcpStream>, Trouble> {
    let unready = |why: String| Trouble::Refused(format!("No se pudo preparar el cifrado: {why}"));
    let made = tokio::task::spawn_blocking(move || config(trust)).await;
    let config = made.map_err(|error| unready(error.to_string()))?.map_err(unready)?;
    let name = ServerName::try_from(to.host().to_owned())
        .map_err(|_| Trouble::Refused(format!("{} no puede tener un certificado", to.host())))?;
    let greeting = TlsConnector::from(Arc::new(config)).connect(name, stream).await;
    greeting.map_err(|error| why(to.host(), &error))
}

fn why(host: &str, error: &io::Error) -> Trouble {
    tracing::debug!(%host, %error, "no TLS");
    let cause = error.get_ref().and_then(|it| it.downcast_ref::<Error>());
    let refused = |text: &str| Trouble::Refused(format!("No se pudo cifrar la conexión con {host}: {text}"));
    match cause {
        Some(Error::InvalidCertificate(CertificateError::UnknownIssuer)) => {
            refused("este equipo no confía en quien expidió su certificado")
        }
        Some(Error::InvalidCertificate(
            CertificateError::Expired | CertificateError::ExpiredContext { .. },
        )) => refused("su certificado venció"),
        Some(Error::InvalidCertificate(
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. },
        )) => refused("su certificado es de otro nombre"),
        Some(Error::InvalidCertificate(_)) => refused("su certificado no sirve"),
        Some(Error::InvalidMessage(_)) => refused("ese puerto no habla TLS"),
        _ => Trouble::Unreachable(format!("Se cortó la conexión cifrada con {host}")),
    }
}
