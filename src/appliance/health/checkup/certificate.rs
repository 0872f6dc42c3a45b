//! The check-up of what the server shows by TLS.

use super::{APPLIANCE, Diagnosis, Grade, diagnosis, minute, open};
use crate::appliance::tls;
use crate::appliance::tls::files::{CertificateFiles, LoadedCertificate};
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
    let what = "HTTPS";
    let Some(files) = files else { return authority(data_dir, own) };
    let now = clock::now();
    vec![match files.load() {
        Err(why) => diagnosis(Grade::Bad, what, why),
        Ok(LoadedCertificate { validity, .. }) if now < validity.from || now > validity.until => {
            let until = minute(LocalTime(validity.until));
            diagnosis(Grade::Bad, what, format!("el certificado no vale hoy: termina el {until}"))
        }
        Ok(LoadedCertificate { validity, .. }) => {
            let until = minute(LocalTime(validity.until));
            let grade = if validity.until - now < ENDS_SOON { Grade::Look } else { Grade::Good };
            diagnosis(grade, what, format!("certificado propio hasta el {until}"))
        }
    }]
}

fn authority(data_dir: &Path, own: &[IpAddr]) -> Vec<Diagnosis> {
    let what = "HTTPS";
    let kept = open(data_dir).map_err(Error::from).and_then(|db| {
        if migrations::version(&db)? < APPLIANCE { Ok(None) } else { tls::store::authority(&db) }
    });
    let mut diagnoses = vec![match kept {
        Err(error) => diagnosis(Grade::Bad, what, error.to_string()),
        Ok(None) => diagnosis(Grade::Good, what, "la autoridad se crea al arrancar"),
        Ok(Some(authority)) => {
            let until = minute(LocalTime(authority.validity().until));
            let fingerprint = tls::fingerprint(authority.der());
            diagnosis(
                Grade::Good,
                what,
                format!("autoridad de la caja hasta el {until}; huella {fingerprint}"),
            )
        }
    }];
    let outside: Vec<String> =
        own.iter().filter(|ip| !tls::rules::is_permitted(**ip)).map(ToString::to_string).collect();
    if !outside.is_empty() {
        let text = format!("el certificado no cubre direcciones de Internet: {}", outside.join(", "));
        diagnoses.push(diagnosis(Grade::Look, what, text));
    }
    diagnoses
}
