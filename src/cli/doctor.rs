//! `inventario doctor`: looks at the data directory and the network, and says what is wrong.

use super::{columns, say};
use crate::appliance::health::checkup::{self, Diagnosis, Grade, checkup};
use crate::appliance::mdns::discover::{FoundServer, discover};
use crate::appliance::time_zone;
use crate::appliance::tls::options::{Tls, TlsOptions};
use crate::campus::qr;
use crate::kit::net::Scheme;
use crate::kit::net::interfaces::{addresses, is_link_local};
use crate::kit::zone::{Zone, ZoneSource};
use crate::kit::{Error, Result, clock};
use clap::Args;
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::time::Duration;

/// How long servers on the network get to answer.
const WAIT: Duration = Duration::from_secs(2);

#[derive(Debug, Args)]
pub(super) struct DoctorArgs {
    /// Carpeta con la base de datos, las claves y los archivos
    #[arg(long, env = "INVENTARIO_DATA_DIR", default_value = "data")]
    data_dir: PathBuf,

    /// Dirección y puerto donde escucha el servidor
    #[arg(long, env = "INVENTARIO_LISTEN", default_value = crate::appliance::config::LISTEN)]
    listen: SocketAddr,

    /// Solo el puerto; la dirección es la de --listen
    #[arg(long, env = "APP_PORT")]
    port: Option<u16>,

    #[command(flatten)]
    tls: TlsOptions,

    /// Zona horaria del edificio, con su nombre IANA; sin ella vale la que guarda la base de datos
    #[arg(long, env = "INVENTARIO_TIME_ZONE")]
    time_zone: Option<Zone>,

    /// La clave, si el servidor no usa la de la carpeta de datos
    #[arg(long, env = "SECRET_KEY", hide_env_values = true)]
    secret_key: Option<String>,

    /// No pregunta por servidores en la red local
    #[arg(long, env = "INVENTARIO_NO_MDNS")]
    no_mdns: bool,
}

pub(super) fn run(args: &DoctorArgs) -> Result<()> {
    time_zone::begin_command(args.time_zone, &args.data_dir);
    let mut listen = args.listen;
    listen.set_port(args.port.unwrap_or(listen.port()));
    let tls = args.tls.wanted(listen)?;
    let mut diagnoses = checkup(&args.data_dir, args.secret_key.as_deref());
    diagnoses.push(checkup::zones(ZoneSource::of_this_program(), clock::today()));
    if let Some(tls) = &tls {
        let own: Vec<IpAddr> = addresses(tls.listen.ip()).into_iter().map(|it| it.ip).collect();
        diagnoses.extend(checkup::certificate(&args.data_dir, tls.files.as_ref(), &own));
    }
    say(&columns(diagnoses.iter().map(line).collect()));
    network(args, tls.as_ref())?;
    let bad = diagnoses.iter().filter(|it| it.grade == Grade::Bad).count();
    match bad {
        0 => Ok(()),
        1 => Err(Error::internal("hay 1 problema por resolver")),
        _ => Err(Error::internal(format!("hay {bad} problemas por resolver"))),
    }
}

fn line(diagnosis: &Diagnosis) -> [String; 3] {
    let mark = match diagnosis.grade {
        Grade::Good => "bien",
        Grade::Look => "REVISAR",
        Grade::Bad => "MAL",
    };
    [mark.to_owned(), diagnosis.what.to_owned(), diagnosis.text.clone()]
}

/// Where the server is reached, and under which name.
fn network(args: &DoctorArgs, tls: Option<&Tls>) -> Result<()> {
    let own = addresses(args.listen.ip());
    // A network that can't be asked is no fault of the server's.
    let found = if args.no_mdns { Vec::new() } else { discover(WAIT).unwrap_or_default() };
    let is_own = |ip: &IpAddr| own.iter().any(|it| it.ip == *ip);
    let ours = found.iter().find(|it| it.addresses.iter().any(is_own));
    let ports = ports(args, tls, ours);
    let lines = own.iter().filter(|it| it.ip.is_ipv4() || !is_link_local(it.ip)).flat_map(|it| {
        ports.iter().map(|(scheme, port)| format!("  {}  ({})", it.url(*scheme, *port), it.interface))
    });
    let urls: Vec<String> = lines.collect();
    say("");
    if let Some(ours) = ours {
        say(&format!("En la red se llama {} («{}»).", ours.host, ours.name));
    } else if !args.no_mdns {
        say("Ningún servidor de este equipo se anuncia en la red.");
    }
    let (Some(best), Some((scheme, port))) = (own.first(), ports.first()) else {
        say("Este equipo no tiene dirección en la red: revise el cable o la configuración de red.");
        return Ok(());
    };
    say(&format!("Direcciones del servidor:\n{}\n", urls.join("\n")));
    say(&qr::picture::terminal(&best.url(*scheme, *port))?);
    Ok(())
}

/// How the server is reached, and at which ports: as it announces itself, else as the settings say.
fn ports(args: &DoctorArgs, tls: Option<&Tls>, ours: Option<&FoundServer>) -> Vec<(Scheme, u16)> {
    let (http, https) = match ours {
        Some(ours) => (Some(ours.port).filter(|port| ours.https != Some(*port)), ours.https),
        None => {
            let http = args.port.unwrap_or(args.listen.port());
            (Some(http).filter(|_| !args.tls.no_http), tls.map(|tls| tls.listen.port()))
        }
    };
    let http = http.map(|port| (Scheme::Http, port));
    http.into_iter().chain(https.map(|port| (Scheme::Https, port))).collect()
}
