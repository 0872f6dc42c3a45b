//! What anybody may know of the secure connection.

use crate::support::{App, Resource, Roles, show_certificate};
use inventario::appliance::tls::rules::{CertifiedNames, of_server};
use inventario::appliance::tls::{CertificateFacts, Voucher};
use inventario::kit::clock;
use inventario::kit::net::Ports;
use poem::http::Method;
use serde_json::{Value, json};

/// What a phone needs before it trusts the server: everybody.
const ROLES: Roles = &[("open", &["get_tls", "download_tls_authority"])];

/// What the tests that walk all operations must know.
pub const RESOURCE: Resource = Resource::new(ROLES);

#[tokio::test]
async fn without_tls_there_is_nothing_to_install() {
    let app = App::new().await;
    let about = app.ask(None, Method::GET, "/api/tls", None).await.expect(200).json();
    let nothing = json!({
        "enabled": false, "source": null, "port": null, "urls": [], "covers": [],
        "fingerprint": null, "valid_from": null, "valid_until": null,
    });
    assert_eq!(about, nothing);
    let refusal = app.ask(None, Method::GET, "/api/tls/authority", None).await.expect(404);
    assert_eq!(refusal.json()["code"], "sin_autoridad");
    let details = app.get(&app.world.gloria, "/api/health/details").await.expect(200).json();
    assert_eq!(details["tls"], Value::Null);
}

#[tokio::test]
async fn the_authority_is_downloaded_without_an_account_as_what_phones_install() {
    let app = App::new().await;
    show_certificate(&app.parts.machine);
    let address = "127.0.0.1:8443".parse().unwrap();
    app.parts.machine.listening.begin(Ports { http: None, https: Some(address) });
    let facts = app.parts.machine.tls.facts().unwrap();
    let Voucher::Authority { certificate, .. } = &facts.voucher else { panic!("{facts:?}") };

    let reply = app.ask(None, Method::GET, "/api/tls/authority/", None).await.expect(200);
    assert_eq!(&String::from_utf8(reply.bytes).unwrap(), certificate);
    assert!(certificate.starts_with("-----BEGIN CERTIFICATE-----") && !certificate.contains("PRIVATE"));
    assert_eq!(reply.headers["content-type"], "application/x-x509-ca-cert");
    assert_eq!(reply.headers["content-disposition"], "attachment; filename=\"inventario-caja.crt\"");
    app.ask(None, Method::HEAD, "/api/tls/authority", None).await.expect(200);

    let about = app.ask(None, Method::GET, "/api/tls", None).await.expect(200).json();
    assert_eq!(
        (&about["enabled"], &about["source"], &about["port"]),
        (&json!(true), &json!("authority"), &json!(8443))
    );
    assert_eq!(about["fingerprint"], json!(facts.fingerprint));
    assert!(about["valid_until"].as_str().unwrap() > "2040");
    // Addresses of the Internet are the administrator's to know.
    assert!(!about.to_string().contains("203.0.113.9"));
    let details = app.get(&app.world.gloria, "/api/health/details").await.expect(200).json();
    assert_eq!(details["tls"]["left_out"], json!(["203.0.113.9"]));
}

/// A server that shows a technician's certificate at a port.
async fn with_files(address: &str) -> App {
    let app = App::new().await;
    let validity = of_server(clock::now());
    let hosts = ["localhost", "caja.sena.edu.co", "*.local"].map(str::to_owned).to_vec();
    app.parts.machine.tls.put(CertificateFacts {
        voucher: Voucher::Files,
        fingerprint: "AB:CD".into(),
        validity,
        in_force: validity,
        names: CertifiedNames { hosts, ips: vec!["127.0.0.1".parse().unwrap()], left_out: Vec::new() },
        error: None,
    });
    app.parts.machine.listening.begin(Ports { http: None, https: Some(address.parse().unwrap()) });
    app
}

#[tokio::test]
async fn of_a_technicians_certificate_only_what_it_covers_is_listed() {
    let app = with_files("[::]:8443").await;
    let about = app.ask(None, Method::GET, "/api/tls", None).await.expect(200).json();
    assert_eq!(about["urls"], json!(["https://caja.sena.edu.co:8443"]), "none of this machine's addresses");
    assert_eq!(about["covers"], json!(["localhost", "caja.sena.edu.co", "*.local", "127.0.0.1"]));
    let details = app.get(&app.world.gloria, "/api/health/details").await.expect(200).json();
    for address in details["addresses"].as_array().unwrap() {
        assert_eq!(address["secure_url"], Value::Null, "{address}");
    }
}

#[tokio::test]
async fn nobody_is_sent_to_a_secure_port_on_the_machine_itself() {
    let app = with_files("127.0.0.1:8443").await;
    let about = app.ask(None, Method::GET, "/api/tls", None).await.expect(200).json();
    assert_eq!((&about["urls"], &about["covers"]), (&json!([]), &json!(["localhost", "127.0.0.1"])));
}
