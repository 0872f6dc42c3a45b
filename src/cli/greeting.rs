//! What the terminal and the log say once the server listens: where it is, and how it is set up.

use super::say;
use crate::appliance::config::Config;
use crate::appliance::tls::{CertificateFacts, Voucher};
use crate::campus::qr::picture::terminal;
use crate::demo;
use crate::kit::net::interfaces::{self, is_link_local};
use crate::kit::net::{Ports, Scheme, reachable};
use crate::kit::{Error, Result};
use crate::serve::Prepared;
use std::net::SocketAddr;

/// Says where the server is to be found, and what a newcomer needs to know.
pub(super) async fn greet(server: &Prepared, config: &Config, is_demo: bool) -> Result<()> {
    let ports = server.ports();
    let (scheme, listen) = ports.main().ok_or_else(|| Error::internal("the server listens nowhere"))?;
    let url = scheme.url_of(reachable(listen));
    say(&format!("Inventario {} escucha en {url}", env!("CARGO_PKG_VERSION")));
    let facts = server.parts().machine.tls.facts();
    let others = others(&url, ports, config, facts.as_ref());
    if !others.is_empty() {
        say(&format!("También en {}", others.join(" · ")));
    }
    if facts.is_some_and(|facts| matches!(facts.voucher, Voucher::Authority { .. })) {
        say(&format!(
            "Para que los teléfonos confíen en la dirección https, abra en ellos {url}/certificado"
        ));
    }
    let gate = &server.parts().gate;
    if is_demo {
        say(&terminal(&url)?);
        say(&demo::accounts());
    } else if !gate.is_open(&server.parts().db).await? {
        let code = gate.code();
        // The part after # stays in the browser: who scans this need not type the code.
        say(&terminal(&format!("{url}/#{code}"))?);
        say(&format!(
            "Aún no está configurado. Escanee el código QR con un celular de la misma red, o abra {url} y escriba el\n\
             código de configuración:\n\n    {code}\n\n\
             Vale una sola vez y cambia cada vez que se inicia el servidor. Sin navegador se configura con:\n  \
             inventario user add CORREO --first-name NOMBRES --last-name APELLIDOS --role admin_general"
        ));
        tracing::warn!(url, ?others, code, "not set up yet: open the address and type the code");
    }
    Ok(())
}

/// The further addresses of the server, on all networks that it is reached from, and its name there; by TLS only those that
/// its certificate speaks for.
fn others(first: &str, ports: Ports, config: &Config, facts: Option<&CertificateFacts>) -> Vec<String> {
    let facts = |scheme| facts.filter(|_| scheme == Scheme::Https);
    let mut urls: Vec<String> =
        ports.all().flat_map(|(scheme, listen)| at_port(scheme, listen, config, facts(scheme))).collect();
    urls.retain(|url| url != first);
    urls
}

/// The addresses of one of its ports; those that its certificate covers, if it shows one.
fn at_port(
    scheme: Scheme,
    listen: SocketAddr,
    config: &Config,
    facts: Option<&CertificateFacts>,
) -> Vec<String> {
    if listen.ip().is_loopback() {
        return vec![scheme.url_of(listen)];
    }
    let found = interfaces::addresses(listen.ip()).into_iter().filter(|it| !is_link_local(it.ip));
    let found = found.filter(|it| facts.is_none_or(|facts| facts.names.covers_ip(it.ip)));
    let mut urls: Vec<String> = found.map(|it| it.url(scheme, listen.port())).collect();
    let host = config.hostname.as_ref().filter(|_| !config.no_mdns).map(|host| format!("{host}.local"));
    let hosts: Vec<String> = host.into_iter().collect();
    let hosts = facts.map(|facts| facts.hosts(&hosts)).unwrap_or(hosts);
    urls.extend(hosts.iter().map(|host| scheme.url(host, listen.port())));
    urls
}
