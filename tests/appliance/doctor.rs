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
    assert!(line(&said, "Códigos y nombres").starts_with("bien"), "{said}");
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

#[test]
#[expect(clippy::disallowed_methods, reason = "while no server runs")]
fn what_people_take_for_the_same_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    add_administrator(&data);
    assert!(Server::serve(&data).stop());
    // As it could be kept before such were compared as people do.
    let db = rusqlite::Connection::open(data.join("inventario.db")).unwrap();
    db.execute_batch(
        "insert into centers (id, code, name, is_active, created_at, updated_at)
         values ('018f0000-0000-7000-8000-0000000000c1', '9301', 'Centro', 1, '2026-01-01T00:00:00', '2026-01-01T00:00:00')",
    )
    .unwrap();
    let room = |id: u8, name: &str| {
        db.execute(
            "insert into environments (id, center_id, name, location, qr_code, created_at, updated_at)
             values (printf('018f0000-0000-7000-8000-0000000000e%d', ?1), '018f0000-0000-7000-8000-0000000000c1', ?2, 'Bloque ' || ?1,
                 'SALA' || ?1, '2026-01-01T00:00:00', '2026-01-01T00:00:00')",
            rusqlite::params![id, name],
        )
        .unwrap();
    };
    room(1, "TALLER DE CAÑÓN");
    room(2, "Taller de\u{a0}can\u{303}ón");
    room(3, "Taller de canon");
    drop(db);
    let (is_well, said) = doctor(&data);
    assert!(is_well, "{said}");
    let named = line(&said, "Códigos y nombres");
    assert!(named.starts_with("REVISAR") && named.contains("se leen igual"), "{named}");
    assert!(named.contains("(Bloque 1) y ") && named.contains("(Bloque 2)"), "{named}");
}
