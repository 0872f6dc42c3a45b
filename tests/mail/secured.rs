//! Encrypted and signed in, or not at all.

use crate::binary::Box;
use crate::support::MailServer;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// An authority, and a server's certificate and key that it has issued, in a directory.
struct Certificates {
    authority: PathBuf,
    certificate: PathBuf,
    key: PathBuf,
}

impl Certificates {
    fn of(name: &str, dir: &Path) -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        // Two authorities of one name would be told apart by the signature only.
        params.distinguished_name.push(DnType::CommonName, dir.display().to_string());
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap();
        let key = KeyPair::generate().unwrap();
        let certificate =
            CertificateParams::new(vec![name.to_owned()]).unwrap().signed_by(&key, &authority).unwrap();
        let keep = |file: &str, text: String| {
            let path = dir.join(file);
            fs::write(&path, text).unwrap();
            path
        };
        Self {
            authority: keep("authority.pem", authority.pem()),
            certificate: keep("server.pem", certificate.pem()),
            key: keep("server.key", key.serialize_pem()),
        }
    }

    fn server(&self, security: &str, account: Option<(&str, &str)>) -> MailServer {
        let files = [&self.certificate, &self.key].map(|path| path.to_str().unwrap());
        MailServer::with(0, &[security, files[0], files[1]], account)
    }
}

fn settings(server: &MailServer, host: &str, security: &str) -> Value {
    json!({
        "host": host, "port": server.port, "security": security, "from_address": "inventario@sena.edu.co",
        "user": "inventario", "password": "clave del correo ñ",
    })
}

const ACCOUNT: Option<(&str, &str)> = Some(("inventario", "clave del correo ñ"));

#[test]
fn a_trusted_server_gets_the_letter_by_starttls_and_by_tls_from_who_has_signed_in() {
    let dir = tempfile::tempdir().unwrap();
    let certificates = Certificates::of("localhost", dir.path());
    let server = Box::trusting(&certificates.authority);
    for security in ["starttls", "tls"] {
        let mail = certificates.server(security, ACCOUNT);
        server.set_mail(&settings(&mail, "localhost", security));
        let (status, answer) = server.test_mail();
        assert_eq!(status, 200, "{security}: {answer}");
        let letters = mail.letters_after(1);
        assert!(letters[0].encrypted);
        assert_eq!(letters[0].user.as_deref(), Some("inventario"));
        assert_eq!(letters[0].to, ["gloria@sena.edu.co"]);
        assert!(letters[0].read()["text"].as_str().unwrap().contains("ñandú, acción, pingüino"));
    }
}

#[test]
fn a_strange_certificate_a_wrong_name_and_a_wrong_password_get_nothing_but_a_sentence() {
    let dir = tempfile::tempdir().unwrap();
    let certificates = Certificates::of("localhost", dir.path());
    let other = tempfile::tempdir().unwrap();
    let strangers = Certificates::of("localhost", other.path());
    let server = Box::trusting(&certificates.authority);
    let refused = |mail: &MailServer, settings: Value, wanted: &str| {
        server.set_mail(&settings);
        let (status, answer) = server.test_mail();
        let detail = answer["detail"].as_str().unwrap();
        assert!(status == 400 && detail.contains(wanted), "{status} {detail}");
        assert!(mail.letters().is_empty());
    };
    for security in ["starttls", "tls"] {
        let mail = strangers.server(security, ACCOUNT);
        refused(&mail, settings(&mail, "localhost", security), "no confía en quien expidió el certificado");
        let mail = certificates.server(security, ACCOUNT);
        refused(
            &mail,
            settings(&mail, "127.0.0.1", security),
            "el certificado del servidor es de otro nombre",
        );
        let mut wrong = settings(&mail, "localhost", security);
        wrong["password"] = json!("otra");
        refused(&mail, wrong, "no aceptó el usuario y la contraseña: el servidor respondió 535");
    }
    let plain = MailServer::start();
    refused(&plain, settings(&plain, "localhost", "starttls"), "no ofrece STARTTLS");
    refused(
        &plain,
        settings(&plain, "nadie.invalid", "starttls"),
        "No se encontró el servidor de correo nadie.invalid",
    );
    let (status, whole) = server.get("/api/settings");
    assert!(status == 200 && !whole.to_string().contains("clave del correo"), "{whole}");
    assert_eq!(whole["mail"]["has_password"], true);
}

#[test]
fn without_encryption_letters_and_passwords_stay_within_the_building() {
    let mail = MailServer::start();
    let server = Box::new();
    // Addresses of documents (RFC 5737, RFC 3849): nobody has them, and none of them is asked.
    for far in ["192.0.2.1", "2001:db8::1"] {
        server.set_mail(&settings(&mail, far, "none"));
        let (status, answer) = server.test_mail();
        let wanted = format!("{far} está fuera de la red del centro: escoja una conexión cifrada");
        assert!(status == 400 && answer["detail"].as_str().unwrap().contains(&wanted), "{answer}");
    }
    let mut near = settings(&mail, "127.0.0.1", "none");
    near["user"] = Value::Null;
    server.set_mail(&near);
    assert_eq!(server.test_mail().0, 200);
    assert_eq!(mail.letters_after(1).len(), 1);
}
