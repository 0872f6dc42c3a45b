//! What the authority vouches for, asked of the verifier that browsers of this house are like: webpki.

use super::*;
use crate::appliance::tls;
use crate::appliance::tls::rules::{of_authority, of_server};
use crate::kit::clock;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio_rustls::rustls::client::WebPkiServerVerifier;
use tokio_rustls::rustls::client::danger::ServerCertVerifier;
use tokio_rustls::rustls::pki_types::{ServerName, UnixTime};
use tokio_rustls::rustls::{self, RootCertStore};
use x509_parser::parse_x509_certificate;

/// Whether somebody who trusts the authority takes the certificate for a server of this name.
fn verify(
    authority: &Authority,
    certified: &CertifiedKey,
    name: &str,
    days: i64,
) -> Result<(), rustls::Error> {
    let mut roots = RootCertStore::empty();
    roots.add(authority.der().clone()).unwrap();
    let verifier =
        WebPkiServerVerifier::builder_with_provider(Arc::new(roots), Arc::clone(&tls::server::PROVIDER))
            .build()
            .unwrap();
    let at = (clock::now() + chrono::TimeDelta::days(days)).timestamp();
    let at = UnixTime::since_unix_epoch(Duration::from_secs(at.try_into().unwrap()));
    let name = ServerName::try_from(name.to_owned()).unwrap();
    verifier.verify_server_cert(&certified.cert[0], &[], &name, &[], at).map(drop)
}

fn names(hosts: &[&str], ips: &[&str]) -> CertifiedNames {
    CertifiedNames {
        hosts: hosts.iter().map(|&host| host.to_owned()).collect(),
        ips: ips.iter().map(|ip| ip.parse::<IpAddr>().unwrap()).collect(),
        left_out: Vec::new(),
    }
}

fn made() -> Authority {
    Authority::make("caja", of_authority(clock::now())).unwrap()
}

#[test]
fn who_trusts_the_authority_trusts_the_server_by_each_of_its_names() {
    let authority = made();
    let hosts = ["caja", "caja.local", "caja-2.local", "localhost"];
    let ips =
        ["127.0.0.1", "192.168.1.20", "10.1.2.3", "172.31.0.1", "169.254.9.9", "::1", "fd00::7", "fe80::7"];
    let certified = authority.sign(&names(&hosts, &ips), of_server(clock::now())).unwrap();
    for name in hosts.iter().chain(&ips) {
        verify(&authority, &certified, name, 0).unwrap_or_else(|error| panic!("{name}: {error}"));
        verify(&authority, &certified, name, 330).unwrap_or_else(|error| panic!("{name}: {error}"));
        verify(&authority, &certified, name, -50).unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    assert!(verify(&authority, &certified, "otra.local", 0).is_err(), "another box");
    assert!(verify(&authority, &certified, "192.168.1.21", 0).is_err());
    assert!(verify(&authority, &certified, "caja.local", 340).is_err(), "after its end");
    assert!(verify(&made(), &certified, "caja.local", 0).is_err(), "another authority");
}

#[test]
fn a_thief_of_the_authority_can_not_pass_for_the_internet() {
    let authority = made();
    let validity = of_server(clock::now());
    for stranger in ["www.sena.edu.co", "otra", "8.8.8.8", "172.32.0.1", "2001:4860:4860::8888"] {
        let wanted = match stranger.parse::<IpAddr>() {
            Ok(_) => names(&["caja.local"], &[stranger]),
            Err(_) => names(&["caja.local", stranger], &[]),
        };
        let certified = authority.sign(&wanted, validity).unwrap();
        for name in [stranger, "caja.local"] {
            let error = verify(&authority, &certified, name, 0).unwrap_err();
            assert!(format!("{error:?}").contains("NameConstraintViolation"), "{name}: {error:?}");
        }
    }
}

#[test]
fn an_authority_signs_servers_and_nothing_else() {
    let authority = made();
    let (_, parsed) = parse_x509_certificate(authority.der()).unwrap();
    let constraints = parsed.basic_constraints().unwrap().unwrap();
    assert!(constraints.critical && constraints.value.ca && constraints.value.path_len_constraint == Some(0));
    let usage = parsed.key_usage().unwrap().unwrap();
    assert!(
        usage.critical && usage.value.key_cert_sign() && usage.value.flags == 1 << 5,
        "{:b}",
        usage.value.flags
    );
    assert!(parsed.name_constraints().unwrap().unwrap().critical);
    let certified = authority.sign(&names(&["caja.local"], &[]), of_server(clock::now())).unwrap();
    let (_, server) = parse_x509_certificate(&certified.cert[0]).unwrap();
    assert_eq!(server.issuer(), parsed.subject());
    assert!(!server.is_ca());
    let again = authority.sign(&names(&["caja.local"], &[]), of_server(clock::now())).unwrap();
    let (_, again) = parse_x509_certificate(&again.cert[0]).unwrap();
    assert_ne!(server.raw_serial(), again.raw_serial(), "Firefox refuses a second one of the same number");
    assert_ne!(server.public_key().raw, again.public_key().raw);
}

#[test]
fn what_the_database_keeps_is_the_same_authority() {
    let authority = made();
    let text = serde_json::to_string(&authority.stored()).unwrap();
    let kept = Authority::load(serde_json::from_str(&text).unwrap()).unwrap();
    assert_eq!((kept.der(), kept.host()), (authority.der(), "caja"));
    let certified = kept.sign(&names(&["caja.local"], &[]), of_server(clock::now())).unwrap();
    verify(&authority, &certified, "caja.local", 0).unwrap();
    assert!(!format!("{authority:?}").contains("PRIVATE"));
    assert_ne!(made().stored.name, authority.stored.name, "two boxes of one name");
}
