//! `inventario doctor`: says what is wrong with a data directory, by words and by exit code, and changes nothing in it.

use crate::support::{Server, add_administrator, inventario};
use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

/// Whether all is well, and what it said.
pub fn doctor(data: &Path) -> (bool, String) {
    let output = inventario().args(["doctor", "--no-mdns", "--data-dir"]).arg(data).output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

/// The line about something.
#[track_caller]
pub fn line<'a>(said: &'a str, what: &str) -> &'a str {
    said.lines().find(|line| line.contains(what)).unwrap_or_else(|| panic!("nothing on {what}: {said}"))
}

fn files(data: &Path) -> BTreeSet<String> {
    let names = std::fs::read_dir(data).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    names.collect()
}

#[test]
fn a_sound_directory_passes_stopped_and_running_and_stays_as_it_is() {
    let dir = tempfile::tempdir().unwrap();
    // A name that would mean something in an address.
    let data = dir.path().join("da?ta#1%41");
    add_administrator(&data);
    assert!(line(&doctor(&data).1, "Clave").starts_with("bien"), "the database was begun with its key");
    assert!(Server::serve(&data).stop());
    let before = files(&data);
    let (is_well, said) = doctor(&data);
    assert!(is_well, "{said}");
    assert_eq!(files(&data), before, "it left files behind");
    for what in ["Integridad", "Referencias", "Versión de los datos", "Cadena de auditoría", "Clave", "Reloj"]
    {
        assert!(line(&said, what).starts_with("bien"), "{said}");
    }
    assert!(line(&said, "Copia de seguridad").starts_with("REVISAR"), "{said}");
    assert!(line(&said, "Servidor").ends_with("detenido"), "{said}");

    let server = Server::serve(&data);
    let (is_well, said) = doctor(&data);
    assert!(is_well, "{said}");
    assert!(line(&said, "Servidor").ends_with("en marcha"), "{said}");
    assert!(server.stop());
}

#[test]
fn what_is_wrong_is_named_and_fails() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    assert!(!doctor(&data).0, "there is no directory");
    add_administrator(&data);
    assert!(Server::serve(&data).stop());

    let key = data.join("secret.key");
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o644)).unwrap();
    let (is_well, said) = doctor(&data);
    assert!(!is_well && line(&said, "Clave").starts_with("MAL"), "{said}");
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o600)).unwrap();

    let database = data.join("inventario.db");
    let whole = std::fs::read(&database).unwrap();
    // One letter of the audit.
    let place = whole.windows(18).rposition(|it| it == b"gloria@sena.edu.co").unwrap();
    let mut other = whole.clone();
    other[place] = b'G';
    std::fs::write(&database, &other).unwrap();
    let (is_well, said) = doctor(&data);
    assert!(!is_well, "{said}");

    let mut torn = whole.clone();
    torn.truncate(whole.len() / 2);
    std::fs::write(&database, &torn).unwrap();
    let (is_well, said) = doctor(&data);
    assert!(!is_well && said.contains("MAL"), "{said}");

    std::fs::write(&database, b"this is no database at all").unwrap();
    let (is_well, said) = doctor(&data);
    assert!(!is_well && line(&said, "Base de datos").starts_with("MAL"), "{said}");

    std::fs::write(&database, &whole).unwrap();
    assert!(doctor(&data).0);
}
