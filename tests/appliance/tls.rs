//! HTTPS of the real binary, asked by a client that trusts the box's authority and nobody else.

mod client;

use crate::restored::{Backup, prepare};
use crate::support::{PASSWORD, Server, add_administrator, inventario};
use client::{Client, authority};
use rcgen::{CertificateParams, KeyPair};
use serde_json::json;
use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// How long files that have changed, or somebody silent, may take.
const PATIENCE: Duration = Duration::from_secs(30);

fn serve(data_dir: &Path, more: &[&str]) -> Server {
    let data_dir = data_dir.to_str().unwrap();
    let mut arguments = vec!["serve", "--data-dir", data_dir, "--tls", "--tls-listen", "127.0.0.1:0"];
    arguments.extend(more);
    Server::start(&arguments)
}

#[test]
fn who_installs_the_authority_is_served_by_name_and_by_address() {
    let dir = tempfile::tempdir().unwrap();
    // Nobody has set it up yet: the certificate is to be had before that.
    let server = serve(dir.path(), &[]);
    let (status, about) = server.ask("GET", "/api/tls", "", None).unwrap();
    let secure = server.secure_address();
    assert_eq!(
        (status, about["enabled"].as_bool(), about["source"].as_str()),
        (200, Some(true), Some("authority"))
    );
    assert_eq!(about["port"], secure.port());

    let authority = authority(&server);
    assert_eq!(about["fingerprint"].as_str().unwrap(), inventario::appliance::tls::fingerprint(&authority));
    let client = Client::trusting(&authority);
    for name in ["127.0.0.1", "localhost", "inventario", "inventario.local", "::1"] {
        let answer = client.ask(secure, name, "GET", "/api/health", &[], "").unwrap();
        assert_eq!((answer.status, answer.json()["status"].as_str()), (200, Some("ok")), "{name}");
    }
    assert!(
        client
            .ask(secure, "otra.local", "GET", "/api/health", &[], "")
            .unwrap_err()
            .contains("not valid for name")
    );
    let stranger = Client::trusting(&authority_of_nobody());
    assert!(stranger.ask(secure, "127.0.0.1", "GET", "/", &[], "").is_err());
    assert!(server.stop());
}

fn authority_of_nobody() -> Vec<u8> {
    let key = KeyPair::generate().unwrap();
    CertificateParams::new(vec!["inventario.local".into()]).unwrap().self_signed(&key).unwrap().der().to_vec()
}

#[test]
fn a_session_by_tls_is_kept_apart_from_one_by_plain_http() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let server = serve(dir.path(), &[]);
    let secure = server.secure_address();
    let client = Client::trusting(&authority(&server));
    let credentials = json!({ "email": "gloria@sena.edu.co", "password": PASSWORD }).to_string();
    let by_tls = client.ask(secure, "127.0.0.1", "POST", "/api/auth/login", &[], &credentials).unwrap();
    let plain =
        Client::plain().ask(server.address(), "", "POST", "/api/auth/login", &[], &credentials).unwrap();
    assert_eq!((by_tls.status, plain.status), (200, 200));
    let [sealed, open] = [&by_tls, &plain].map(|answer| answer.header("set-cookie").unwrap().to_owned());
    assert!(sealed.starts_with("__Secure-inventario_refresh=") && sealed.contains("; Secure"), "{sealed}");
    assert!(open.starts_with("inventario_refresh=") && !open.contains("Secure"), "{open}");
    let value = |cookie: &str| cookie.split(';').next().unwrap().to_owned();
    // A browser sends both by TLS, and the plain one alone otherwise.
    let both = format!("{}; {}", value(&open), value(&sealed));
    let renewed =
        client.ask(secure, "127.0.0.1", "POST", "/api/auth/refresh", &[("cookie", &both)], "").unwrap();
    assert_eq!(renewed.status, 200, "{}", renewed.body);
    assert!(renewed.header("set-cookie").unwrap().starts_with("__Secure-"));
    let only_open = [("cookie", value(&open))];
    let [(name, cookie)] = &only_open;
    let refused =
        client.ask(secure, "127.0.0.1", "POST", "/api/auth/refresh", &[(name, cookie)], "").unwrap();
    assert_eq!(refused.status, 401, "the session by plain HTTP is another one");
    let renewed = Client::plain()
        .ask(server.address(), "", "POST", "/api/auth/refresh", &[(name, cookie)], "")
        .unwrap();
    assert_eq!(renewed.status, 200, "and goes on: {}", renewed.body);
    assert!(renewed.header("strict-transport-security").is_none());
}

#[test]
fn the_authority_outlives_the_process_a_backup_and_the_box_and_its_key_is_told_to_nobody() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let first = serve(dir.path(), &[]);
    let der = authority(&first);
    let token = first.sign_in("gloria@sena.edu.co", PASSWORD);
    let (_, audit) = first.ask("GET", "/api/audit-logs/?limit=100", &token, None).unwrap();
    let audit = audit.to_string();
    assert!(audit.contains("Autoridad de certificados creada; huella"), "{audit}");
    let (_, details) = first.ask("GET", "/api/health/details", &token, None).unwrap();
    assert_eq!(details["tls"]["source"], "authority", "{details}");
    for text in [&audit, &details.to_string()] {
        assert!(!text.contains("PRIVATE KEY"), "{text}");
    }
    let file = dir.path().join("copia.tar");
    let run = |arguments: &[&str]| {
        let output = inventario().args(arguments).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let [data, copy] = [dir.path(), &file].map(|path| path.to_str().unwrap());
    run(&["backup", copy, "--data-dir", data]);
    assert!(first.stop());

    let again = serve(dir.path(), &[]);
    assert_eq!(authority(&again), der);
    assert!(again.stop());
    let doctor = run(&["doctor", "--no-mdns", "--tls", "--data-dir", data]);
    assert!(doctor.contains(&inventario::appliance::tls::fingerprint(&der)), "{doctor}");

    let other = tempfile::tempdir().unwrap();
    run(&["restore", copy, "--yes", "--data-dir", other.path().to_str().unwrap()]);
    // Another box, with another name: its bare name is not the authority's to vouch for, all others are.
    let restored = serve(other.path(), &["--hostname", "nueva"]);
    assert_eq!(authority(&restored), der);
    let client = Client::trusting(&der);
    let secure = restored.secure_address();
    assert_eq!(client.ask(secure, "nueva.local", "GET", "/api/health", &[], "").unwrap().status, 200);
    assert!(client.ask(secure, "nueva", "GET", "/api/health", &[], "").is_err());
}

#[test]
fn a_restore_in_the_set_up_leaves_the_page_the_authority_that_it_trusts() {
    // Taken without TLS: there is no authority in it.
    let backup = Backup::new();
    let dir = tempfile::tempdir().unwrap();
    let server = serve(dir.path(), &[]);
    let der = authority(&server);
    let client = Client::trusting(&der);
    let order = prepare(&server, &backup.file);
    let (status, said) = server.ask("POST", "/api/setup/restore", "", Some(&order)).unwrap();
    assert_eq!(status, 202, "{said}");
    let code = json!({ "code": server.code() }).to_string();
    let secure = server.secure_address();
    let start = Instant::now();
    // As the page asks that was opened by https.
    while !client
        .ask(secure, "localhost", "POST", "/api/setup/check", &[], &code)
        .is_ok_and(|it| it.status == 404)
    {
        assert!(start.elapsed() < PATIENCE, "the page that waits is never answered");
        std::thread::sleep(Duration::from_millis(100));
    }
    assert_eq!(authority(&server), der);
    assert!(server.stop());
    let again = serve(dir.path(), &[]);
    assert_eq!(authority(&again), der);
    assert!(again.stop());
}

#[test]
fn plain_http_can_be_turned_off() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let with_http = serve(dir.path(), &[]);
    let client = Client::trusting(&authority(&with_http));
    assert!(with_http.stop());
    let server = serve(dir.path(), &["--no-http"]);
    let answer = client.ask(server.address(), "localhost", "GET", "/api/health", &[], "").unwrap();
    assert_eq!(answer.status, 200);
    let (status, said) = server.ask("GET", "/api/health", "", None).unwrap();
    assert_eq!((status, said["code"].as_str()), (400, Some("falta_https")), "plain HTTP at the port of TLS");
    assert!(server.stop());
    for wrong in
        [&["--no-http"][..], &["--tls", "--tls-cert", "a.pem"], &["--tls-cert", "a", "--tls-key", "b"]]
    {
        let data = dir.path().to_str().unwrap();
        let output = inventario().args(["serve", "--data-dir", data]).args(wrong).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && said.contains("--tls"), "{said}");
    }
}

/// A certificate for `localhost` that vouches for itself.
fn write_pair(files: &[PathBuf; 2]) -> Vec<u8> {
    let key = KeyPair::generate().unwrap();
    let certificate = CertificateParams::new(vec!["localhost".into()]).unwrap().self_signed(&key).unwrap();
    fs::write(&files[0], certificate.pem()).unwrap();
    fs::write(&files[1], key.serialize_pem()).unwrap();
    certificate.der().to_vec()
}

#[test]
fn the_technicians_own_files_are_used_and_read_anew_when_they_change() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let files = ["propio.crt", "propio.key"].map(|name| dir.path().join(name));
    let first = write_pair(&files);
    let [certificate, key] = [&files[0], &files[1]].map(|path| path.to_str().unwrap());
    let own = ["--tls-cert", certificate, "--tls-key", key];
    let server = serve(dir.path(), &own);
    let secure = server.secure_address();
    let is_served = |der: &[u8]| {
        Client::trusting(der)
            .ask(secure, "localhost", "GET", "/api/health", &[], "")
            .is_ok_and(|it| it.status == 200)
    };
    assert!(is_served(&first));
    let (status, about) = server.ask("GET", "/api/tls", "", None).unwrap();
    assert_eq!((status, about["source"].as_str()), (200, Some("files")));
    assert_eq!(about["fingerprint"].as_str().unwrap(), inventario::appliance::tls::fingerprint(&first));
    assert_eq!((&about["covers"], &about["urls"]), (&json!(["localhost"]), &json!([])));
    let (status, refusal) = server.ask("GET", "/api/tls/authority", "", None).unwrap();
    assert_eq!((status, refusal["code"].as_str()), (404, Some("sin_autoridad")));

    let until = |what: &str, is_so: &dyn Fn() -> bool| {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < PATIENCE, "never: {what}");
            std::thread::sleep(Duration::from_millis(300));
        }
    };
    let second = write_pair(&files);
    until("the new pair", &|| is_served(&second));
    assert!(!is_served(&first));
    // What can't be used is said, and changes nothing.
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let error = || {
        let (_, details) = server.ask("GET", "/api/health/details", &token, None).unwrap();
        details["tls"]["error"].as_str().map(str::to_owned)
    };
    assert_eq!(error(), None);
    fs::write(&files[1], "nada").unwrap();
    until("an error", &|| error().is_some_and(|error| error.contains("propio.key")));
    assert!(is_served(&second));
    let third = write_pair(&files);
    until("the pair that was mended", &|| is_served(&third));
    assert_eq!(error(), None);
    assert!(server.stop());

    fs::write(&files[0], "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n").unwrap();
    let data = dir.path().to_str().unwrap();
    let output = inventario().args(["serve", "--data-dir", data, "--tls"]).args(own).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && said.contains("propio.crt está dañado"), "{said}");
}

#[test]
fn whoever_says_nothing_or_speaks_plainly_at_the_secure_port_holds_nobody_up() {
    let dir = tempfile::tempdir().unwrap();
    let server = serve(dir.path(), &[]);
    let secure = server.secure_address();
    let connect = || {
        let stream = TcpStream::connect(secure).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream
    };
    let client = Client::trusting(&authority(&server));
    let mut silent = connect();
    let start = Instant::now();
    let answer = client.ask(secure, "localhost", "GET", "/api/health", &[], "").unwrap();
    assert_eq!(answer.status, 200);
    assert!(start.elapsed() < Duration::from_secs(5), "somebody silent kept another one waiting");

    let mut plain = connect();
    plain.write_all(b"GET / HTTP/1.1\r\nhost: box\r\n\r\n").unwrap();
    let mut said = Vec::new();
    let _ = plain.read_to_end(&mut said);
    let said_plainly = String::from_utf8_lossy(&said);
    assert!(
        said_plainly.starts_with("HTTP/1.1 400") && said_plainly.contains("https://box/"),
        "{said_plainly}"
    );

    // The silent one is shown out, long before an idle connection would be.
    let _ = silent.read_to_end(&mut said);
    assert!(
        (Duration::from_secs(8)..Duration::from_secs(20)).contains(&start.elapsed()),
        "{:?}",
        start.elapsed()
    );

    // Neither a silent nor an idle connection keeps the server from stopping in peace.
    let _silent = connect();
    let mut idle = client.open(secure, "localhost").unwrap();
    idle.write_all(b"GET /api/health HTTP/1.1\r\nhost: box\r\n\r\n").unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).unwrap();
    assert_eq!(&first, b"HTTP/1.1 200");
    let start = Instant::now();
    assert!(server.stop());
    assert!(start.elapsed() < Duration::from_secs(9), "{:?}", start.elapsed());
}
