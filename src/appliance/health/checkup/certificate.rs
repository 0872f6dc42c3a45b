//! The check-up of what the server shows by TLS.

use super::{Diagnosis, Finding, Grade, bad, diagnosis, good, look, minute, open};
use crate::appliance::tls::files::CertificateFiles;
use crate::appliance::{FIRST_MIGRATION, tls};
use crate::kit::db::migrations;
use crate::kit::{Error, LocalTime, clock};
use chrono::TimeDelta;
use std::net::IpAddr;
use std::path::Path;

/// How long before its end a technician's certificate is worth a look.
const ENDS_SOON: TimeDelta = TimeDelta::days(21);

/// Looks at what the server shows by TLS: the technician's files, or the authority of the database, which may not speak for
/// every address of this machine.
pub fn certificate(data_dir: &Path, files: Option<&CertificateFiles>, own: &[IpAddr]) -> Vec<Diagnosis> {
    let findings = match files {
        Some(files) => vec![of_files(files)],
        None => of_authority(data_dir, own),
    };
    findings.into_iter().map(|finding| diagnosis("HTTPS", finding)).collect()
}

fn of_files(files: &CertificateFiles) -> Finding {
    let validity = match files.load() {
        Ok(loaded) => loaded.validity,
        Err(why) => return bad(why),
    };
    let (now, until) = (clock::now(), minute(LocalTime(validity.until)));
    if now < validity.from || now > validity.until {
        return bad(format!("el certificado no vale hoy: termina el {until}"));
    }
    let grade = if validity.until - now < ENDS_SOON { Grade::Look } else { Grade::Good };
    (grade, format!("certificado propio hasta el {until}"))
}

fn of_authority(data_dir: &Path, own: &[IpAddr]) -> Vec<Finding> {
    let kept = open(data_dir).map_err(Error::from).and_then(|db| {
        if migrations::version(&db)? < FIRST_MIGRATION { Ok(None) } else { tls::store::authority(&db) }
    });
    let mut findings = vec![match kept {
        Err(error) => bad(error.to_string()),
        Ok(None) => good("la autoridad se crea al arrancar"),
        Ok(Some(authority)) => {
            let until = minute(LocalTime(authority.validity().until));
            let fingerprint = tls::fingerprint(authority.der());
            good(format!("autoridad de la caja hasta el {until}; huella {fingerprint}"))
        }
    }];
    let outside: Vec<String> =
        own.iter().filter(|ip| !tls::rules::is_permitted(**ip)).map(ToString::to_string).collect();
    if !outside.is_empty() {
        findings
            .push(look(format!("el certificado no cubre direcciones de Internet: {}", outside.join(", "))));
    }
    findings
}
