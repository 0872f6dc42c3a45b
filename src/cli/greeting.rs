//! What the terminal and the log say once the server listens: where it is, and how it is set up.

use super::say;
use crate::config::Config;
use crate::demo;
use crate::error::Result;
use crate::mdns::interfaces::{self, is_link_local};
use crate::qr::picture::terminal;
use crate::serve::{self, Prepared};
use std::net::SocketAddr;

/// Says where the server is to be found, and what a newcomer needs to know.
pub(super) async fn greet(server: &Prepared, config: &Config, is_demo: bool) -> Result<()> {
    let url = format!("http://{}", serve::reachable(server.address()));
    say(&format!("Inventario {} escucha en {url}", env!("CARGO_PKG_VERSION")));
    let others = others(&url, server.address(), config);
    if !others.is_empty() {
        say(&format!("También en {}", others.join(" · ")));
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

/// The further addresses of the server, on all networks that it is reached from, and its name there.
fn others(first: &str, address: SocketAddr, config: &Config) -> Vec<String> {
    if address.ip().is_loopback() {
        return Vec::new();
    }
    let found = interfaces::addresses(address.ip()).into_iter().filter(|it| !is_link_local(it.ip));
    let mut urls: Vec<String> = found.map(|it| it.url(address.port())).collect();
    if let Some(host) = config.hostname.as_ref().filter(|_| !config.no_mdns) {
        urls.push(match address.port() {
            80 => format!("http://{host}.local"),
            port => format!("http://{host}.local:{port}"),
        });
    }
    // On port 80 only the first one names it.
    let first = first.strip_suffix(":80").unwrap_or(first);
    urls.retain(|url| url != first);
    urls
}
