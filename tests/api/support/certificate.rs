//! A server that has a certificate of its own.

use inventario::appliance::health::Machine;
use inventario::appliance::tls::authority::Authority;
use inventario::appliance::tls::rules::{CertifiedNames, of_authority, of_server};
use inventario::appliance::tls::{CertificateFacts, Voucher, fingerprint};
use inventario::kit::clock;

/// As if the server had started with `--tls`, on a machine that is on the Internet too.
pub fn show_certificate(machine: &Machine) {
    let authority = Authority::make("caja", of_authority(clock::now())).unwrap();
    machine.tls.put(CertificateFacts {
        voucher: Voucher::Authority {
            certificate: authority.pem().to_owned(),
            host: authority.host().to_owned(),
        },
        fingerprint: fingerprint(authority.der()),
        validity: authority.validity(),
        in_force: of_server(clock::now()),
        names: CertifiedNames { left_out: vec!["203.0.113.9".parse().unwrap()], ..CertifiedNames::default() },
        error: None,
    });
}
