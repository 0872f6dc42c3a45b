//! CertificateFiles as technicians have them.

use super::*;
use rcgen::{CertificateParams, KeyPair};

/// A certificate and its key, in a directory.
fn pair(dir: &Path, name: &str) -> CertificateFiles {
    let key = KeyPair::generate().unwrap();
    let certificate =
        CertificateParams::new(vec![format!("{name}.local")]).unwrap().self_signed(&key).unwrap();
    let files = CertificateFiles {
        certificate: dir.join(format!("{name}.crt")),
        key: dir.join(format!("{name}.key")),
    };
    fs::write(&files.certificate, certificate.pem()).unwrap();
    fs::write(&files.key, key.serialize_pem()).unwrap();
    files
}

#[test]
fn a_pair_is_taken_and_its_end_is_known() {
    let dir = tempfile::tempdir().unwrap();
    let LoadedCertificate { certified, validity, names } = pair(dir.path(), "caja").load().unwrap();
    assert_eq!(certified.cert.len(), 1);
    assert_eq!(validity.until.format("%Y").to_string(), "4096");
    assert!(names.hosts == ["caja.local"] && names.ips.is_empty(), "{names:?}");
}

#[test]
fn what_is_wrong_is_said_with_the_file_that_is() {
    let dir = tempfile::tempdir().unwrap();
    let (one, other) = (pair(dir.path(), "una"), pair(dir.path(), "otra"));
    let wrong = |files: &CertificateFiles| files.load().unwrap_err();
    let mixed = CertificateFiles { certificate: one.certificate.clone(), key: other.key };
    assert!(wrong(&mixed).contains("no es la del certificado"), "{}", wrong(&mixed));
    let turned = CertificateFiles { certificate: one.key.clone(), key: one.certificate.clone() };
    assert!(wrong(&turned).contains("no contiene ningún certificado"), "{}", wrong(&turned));
    let no_key = CertificateFiles { key: one.certificate.clone(), ..one.clone() };
    assert!(wrong(&no_key).contains("no contiene una clave privada"), "{}", wrong(&no_key));
    let missing = CertificateFiles { certificate: dir.path().join("nada.crt"), ..one.clone() };
    assert!(wrong(&missing).contains("nada.crt"));
    let text = fs::read_to_string(&one.certificate).unwrap();
    for damaged in [text[..text.len() / 2].to_owned(), text.replace("MII", "AAA"), String::new()] {
        fs::write(&one.certificate, damaged).unwrap();
        assert!(wrong(&one).contains("una.crt"), "{}", wrong(&one));
    }
    assert!(!wrong(&one).contains("PRIVATE"));
}

#[test]
fn a_file_that_was_written_anew_is_another_one() {
    let dir = tempfile::tempdir().unwrap();
    let files = pair(dir.path(), "caja");
    let before = files.stamp();
    assert_eq!(files.stamp(), before);
    pair(dir.path(), "caja");
    fs::write(&files.key, "corta").unwrap();
    assert_ne!(files.stamp(), before);
    fs::remove_file(&files.key).unwrap();
    assert_eq!(files.stamp()[1], None);
}

#[test]
fn what_it_is_made_out_to_is_known() {
    let dir = tempfile::tempdir().unwrap();
    let files = pair(dir.path(), "caja");
    let key = KeyPair::from_pem(&fs::read_to_string(&files.key).unwrap()).unwrap();
    let write = |names: &[&str]| {
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        let certificate = CertificateParams::new(names).unwrap().self_signed(&key).unwrap();
        fs::write(&files.certificate, certificate.pem()).unwrap();
        files.load().unwrap().names
    };
    let names = write(&["Caja.SENA.edu.co", "*.sena.edu.co", "10.0.0.7", "fd00::7"]);
    assert_eq!(names.hosts, ["caja.sena.edu.co", "*.sena.edu.co"]);
    assert_eq!(names.ips, ["10.0.0.7", "fd00::7"].map(|ip| ip.parse::<IpAddr>().unwrap()));
    assert_eq!(write(&[]), CertifiedNames::default());
}
