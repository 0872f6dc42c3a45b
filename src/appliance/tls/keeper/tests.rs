//! When another certificate comes into force, and what is said of it.

use super::*;
use chrono::TimeDelta;
use std::path::Path;
use tokio_rustls::rustls::pki_types::CertificateDer;

async fn keeper(dir: &Path, host: &str) -> Keeper {
    let db = Db::open(&dir.join("inventario.db")).unwrap();
    let tls = Tls { listen: "10.1.2.3:8443".parse().unwrap(), files: None };
    let states = (&mdns::State::default(), &State::default());
    Keeper::open(&db, &tls, Some(host), tls.listen, states).await.unwrap()
}

async fn close(keeper: Keeper) {
    tokio::task::spawn_blocking(move || keeper.db.close()).await.unwrap();
}

/// What the next connection gets.
fn served(keeper: &Keeper) -> CertificateDer<'static> {
    keeper.in_force.0.read().unwrap().cert[0].clone()
}

fn own(keeper: &mut Keeper) -> &mut Own {
    match &mut keeper.source {
        Source::Own(own) => own,
        Source::Files { .. } => panic!("nobody gave files"),
    }
}

#[tokio::test]
async fn a_certificate_stays_until_it_is_due_or_no_longer_fits() {
    let dir = tempfile::tempdir().unwrap();
    let mut keeper = keeper(dir.path(), "caja").await;
    let first = served(&keeper);
    let now = believed(&keeper.db).await;
    for days in [0, 1, 300] {
        keeper.look(now + TimeDelta::days(days));
        assert_eq!(served(&keeper), first, "{days}");
    }
    let later = now + TimeDelta::days(310);
    keeper.look(later);
    let second = served(&keeper);
    assert_ne!(second, first);
    let shown = keeper.state.shown().unwrap();
    assert_eq!(shown.in_force, rules::of_server(later));

    // The machine got another address.
    let moved = "10.1.2.4".parse().unwrap();
    assert!(!shown.names.ips.contains(&moved));
    own(&mut keeper).machine.listen.set_ip(moved);
    keeper.look(later);
    assert_ne!(served(&keeper), second);
    let after = keeper.state.shown().unwrap();
    assert!(after.names.ips.contains(&moved) && !after.names.ips.contains(&"10.1.2.3".parse().unwrap()));
    assert_eq!(after.fingerprint, shown.fingerprint, "phones need nothing new");
    own(&mut keeper).machine.listen.set_ip("203.0.113.9".parse().unwrap());
    keeper.look(later);
    let outside = keeper.state.shown().unwrap();
    assert_eq!(outside.names.left_out, ["203.0.113.9".parse::<IpAddr>().unwrap()]);
    close(keeper).await;
}

#[tokio::test]
async fn the_authority_is_made_once() {
    let dir = tempfile::tempdir().unwrap();
    let first = keeper(dir.path(), "caja").await;
    let fingerprint = first.state.shown().unwrap().fingerprint;
    close(first).await;
    // Another name makes no other authority.
    let again = keeper(dir.path(), "otra").await;
    let shown = again.state.shown().unwrap();
    assert_eq!(shown.fingerprint, fingerprint);
    let hosts = &shown.names.hosts;
    assert!(hosts.contains(&"otra.local".to_owned()) && !hosts.contains(&"otra".to_owned()), "{hosts:?}");
    close(again).await;
}
