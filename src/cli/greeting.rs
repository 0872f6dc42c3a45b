//! What the terminal and the log say once the server listens: where it is, and how it is set up.

use super::say;
use crate::appliance::config::Config;
use crate::appliance::tls::{Shown, Voucher};
use crate::campus::qr::picture::terminal;
use crate::demo;
use crate::kit::error::{Error, Result};
use crate::kit::net::interfaces::{self, is_link_local};
use crate::kit::net::{Doors, Scheme, reachable};
use crate::serve::Prepared;
use std::net::SocketAddr;

/// Says where the server is to be found, and what a newcomer needs to know.
pub(super) async fn greet(server: &Prepared, config: &Config, is_demo: bool) -> Result<()> {
    let doors = server.doors();
    let (scheme, listen) = doors.main().ok_or_else(|| Error::internal("the server listens nowhere"))?;
    let url = scheme.url_of(reachable(listen));
    say(&format!("Inventario {} escucha en {url}", env!("CARGO_PKG_VERSION")));
    let shown = server.parts().machine.tls().shown();
    let others = others(&url, doors, config, shown.as_ref());
    if !others.is_empty() {
        say(&format!("También en {}", others.join(" · ")));
    }
    if shown.is_some_and(|shown| matches!(shown.voucher, Voucher::Authority { .. })) {
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
fn others(first: &str, doors: Doors, config: &Config, shown: Option<&Shown>) -> Vec<String> {
    let shown = |scheme| shown.filter(|_| scheme == Scheme::Https);
    let mut urls: Vec<String> =
        doors.all().flat_map(|(scheme, listen)| at_door(scheme, listen, config, shown(scheme))).collect();
    urls.retain(|url| url != first);
    urls
}

/// The addresses of one of its doors; those that its certificate covers, if it shows one.
fn at_door(scheme: Scheme, listen: SocketAddr, config: &Config, shown: Option<&Shown>) -> Vec<String> {
    if listen.ip().is_loopback() {
        return vec![scheme.url_of(listen)];
    }
    let found = interfaces::addresses(listen.ip()).into_iter().filter(|it| !is_link_local(it.ip));
    let found = found.filter(|it| shown.is_none_or(|shown| shown.names.covers_ip(it.ip)));
    let mut urls: Vec<String> = found.map(|it| it.url(scheme, listen.port())).collect();
    let host = config.hostname.as_ref().filter(|_| !config.no_mdns).map(|host| format!("{host}.local"));
    let hosts: Vec<String> = host.into_iter().collect();
    let hosts = shown.map(|shown| shown.hosts(&hosts)).unwrap_or(hosts);
    urls.extend(hosts.iter().map(|host| scheme.url(host, listen.port())));
    urls
}
