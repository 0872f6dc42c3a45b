//! `inventario discover`: the servers on the local network.

use super::say;
use crate::appliance::mdns::discover::{FoundServer, discover};
use crate::kit::{Error, Result};
use clap::Args;
use std::time::Duration;

#[derive(Debug, Args)]
pub(super) struct DiscoverArgs {
    /// Cuántos segundos espera respuestas, de 1 a 60
    #[arg(long, env = "INVENTARIO_DISCOVER_SECONDS", default_value_t = 3, value_parser = clap::value_parser!(u64).range(1..=60))]
    seconds: u64,

    /// Muestra el resultado en JSON
    #[arg(long, env = "INVENTARIO_DISCOVER_JSON")]
    json: bool,
}

pub(super) fn run(args: &DiscoverArgs) -> Result<()> {
    let found = discover(Duration::from_secs(args.seconds))?;
    if args.json {
        say(&serde_json::to_string_pretty(&found).map_err(Error::internal)?);
        return Ok(());
    }
    if found.is_empty() {
        return Err(Error::internal(
            "no respondió ningún servidor. Revise que esté encendido y en la misma red, y que el cortafuegos deje pasar \
             el puerto 5353 por UDP",
        ));
    }
    say(&table(&found));
    Ok(())
}

fn table(found: &[FoundServer]) -> String {
    let head = ["Nombre", "Dirección", "Nombre en la red", "Versión"].map(str::to_owned);
    let rows = found.iter().map(|it| {
        let url = it.urls.first().cloned().unwrap_or_else(|| "sin dirección".to_owned());
        [it.name.clone(), url, it.host.clone(), it.version.clone()]
    });
    super::columns(std::iter::once(head).chain(rows).collect())
}
