//! When another certificate comes into force, and what is said of it.

use super::*;
use chrono::TimeDelta;
use std::path::Path;
use tokio_rustls::rustls::pki_types::CertificateDer;

async fn keeper(dir: &Path, host: &str) -> Renewer {
    let db = Db::open(&dir.join("inventario.db"), "the secret of the tests").unwrap();
    let tls = Tls { listen: "10.1.2.3:8443".parse().unwrap(), files: None };
    let states = (&DiscoveryState::default(), &TlsState::default());
    Renewer::open(&db, &tls, Some(host), tls.listen, states).await.unwrap()
}

async fn close(keeper: Renewer) {
    tokio::task::spawn_blocking(move || keeper.db.close()).await.unwrap();
}

/// What the next connection gets.
fn served(keeper: &Renewer) -> CertificateDer<'static> {
    keeper.in_force.get().cert[0].clone()
}

fn own(keeper: &mut Renewer) -> &mut OwnCertificate {
    match &mut keeper.source {
        CertificateSupply::Own(own) => own,
        CertificateSupply::Files { .. } => panic!("nobody gave files"),
    }
}

#[tokio::test]
async fn a_certificate_stays_until_it_is_due_or_no_longer_fits() {
    let dir = tempfile::tempdir().unwrap();
    let mut keeper = keeper(dir.path(), "caja").await;
    let first = served(&keeper);
    let now = believed(&keeper.db).await;
    for days in [0, 1, 300] {
        keeper.renew_if_needed(now + TimeDelta::days(days));
        assert_eq!(served(&keeper), first, "{days}");
    }
    let later = now + TimeDelta::days(310);
    keeper.renew_if_needed(later);
    let second = served(&keeper);
    assert_ne!(second, first);
    let facts = keeper.state.facts().unwrap();
    assert_eq!(facts.in_force, rules::of_server(later));

    // The machine got another address.
    let moved = "10.1.2.4".parse().unwrap();
    assert!(!facts.names.ips.contains(&moved));
    own(&mut keeper).listen.set_ip(moved);
    keeper.renew_if_needed(later);
    assert_ne!(served(&keeper), second);
    let after = keeper.state.facts().unwrap();
    assert!(after.names.ips.contains(&moved) && !after.names.ips.contains(&"10.1.2.3".parse().unwrap()));
    assert_eq!(after.fingerprint, facts.fingerprint, "phones need nothing new");
    own(&mut keeper).listen.set_ip("203.0.113.9".parse().unwrap());
    keeper.renew_if_needed(later);
    let outside = keeper.state.facts().unwrap();
    assert_eq!(outside.names.left_out, ["203.0.113.9".parse::<IpAddr>().unwrap()]);
    close(keeper).await;
}

#[tokio::test]
async fn the_authority_is_made_once() {
    let dir = tempfile::tempdir().unwrap();
    let first = keeper(dir.path(), "caja").await;
    let fingerprint = first.state.facts().unwrap().fingerprint;
    close(first).await;
    // Another name makes no other authority.
    let again = keeper(dir.path(), "otra").await;
    let facts = again.state.facts().unwrap();
    assert_eq!(facts.fingerprint, fingerprint);
    let hosts = &facts.names.hosts;
    assert!(hosts.contains(&"otra.local".to_owned()) && !hosts.contains(&"otra".to_owned()), "{hosts:?}");
    close(again).await;
}
