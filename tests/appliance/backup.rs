//! Backup and restore with the real binary: under load, into a fresh directory, and what is refused.

use crate::support::{PASSWORD, Server, add_administrator, inventario};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// Writers at the same time.
const WRITERS: u32 = 8;

fn command(arguments: &[&str], data_dir: &Path) -> Output {
    inventario().args(arguments).arg("--data-dir").arg(data_dir).output().unwrap()
}

#[track_caller]
fn done(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn open(data_dir: &Path) -> Connection {
    Connection::open_with_flags(data_dir.join("inventario.db"), OpenFlags::default()).unwrap()
}

fn texts(db: &Connection, query: &str) -> Vec<String> {
    let mut statement = db.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// Every row of a table as SQL writes it, by its first column.
fn rows(db: &Connection, table: &str) -> BTreeMap<String, String> {
    let names = texts(db, &format!("select name from pragma_table_info('{table}')"));
    let values = names.iter().map(|it| format!("quote({it})")).collect::<Vec<_>>().join(" || ',' || ");
    let mut statement = db.prepare(&format!("select quote({}), {values} from {table}", names[0])).unwrap();
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// Lets everybody write while `then` happens; answers what was acknowledged before it began and what it answered.
fn under_load<T>(server: &Server, token: &str, then: impl FnOnce() -> T) -> (BTreeSet<String>, T) {
    let (enough, acknowledged) = (AtomicBool::new(false), Mutex::new(BTreeSet::new()));
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (enough, acknowledged) = (&enough, &acknowledged);
            scope.spawn(move || {
                for n in 0.. {
                    if enough.load(Ordering::Relaxed) {
                        return;
                    }
                    let code = format!("W{writer}-{n}");
                    let item = json!({ "name": "Equipo", "internal_code": code, "category": "other" });
                    let (status, body) = server.ask("POST", "/api/inventory", token, Some(&item)).unwrap();
                    assert_eq!(status, 201, "{body}");
                    acknowledged.lock().unwrap().insert(code);
                }
            });
        }
        std::thread::sleep(Duration::from_millis(400));
        let before = acknowledged.lock().unwrap().clone();
        let answer = then();
        std::thread::sleep(Duration::from_millis(200));
        enough.store(true, Ordering::Relaxed);
        (before, answer)
    })
}

#[test]
fn a_backup_under_load_is_restored_as_it_was_at_that_moment() {
    there_and_back("copia.tar", None);
}

#[test]
fn an_encrypted_backup_under_load_is_restored_as_it_was_at_that_moment() {
    there_and_back("copia.tar.age", Some("tres tristes tigres"));
}

/// Takes a backup under load, restores it into a fresh directory, and compares.
fn there_and_back(name: &str, passphrase: Option<&str>) {
    let dir = tempfile::tempdir().unwrap();
    let (old, new) = (dir.path().join("old"), dir.path().join("new"));
    let (file, words) = (dir.path().join(name), dir.path().join("contraseña.txt"));
    std::fs::write(&words, format!("{}\n", passphrase.unwrap_or_default())).unwrap();
    let with = |arguments: &[&'static str]| {
        let more = passphrase.map(|_| ["--passphrase-file", words.to_str().unwrap()]);
        let all = arguments.iter().copied().chain([file.to_str().unwrap()]).chain(more.into_iter().flatten());
        all.map(str::to_owned).collect::<Vec<_>>()
    };
    let command = |arguments: &[&'static str], data_dir: &Path| {
        let arguments = with(arguments);
        command(&arguments.iter().map(String::as_str).collect::<Vec<_>>(), data_dir)
    };
    add_administrator(&old);
    let server = Server::serve(&old);
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let (before, said) = under_load(&server, &token, || done(&command(&["backup"], &old)));
    let how =
        if passphrase.is_some() { "Copia hecha, cifrada y verificada" } else { "Copia hecha y verificada" };
    assert!(said.contains(how), "{said}");
    assert_eq!(std::fs::read(&file).unwrap().starts_with(b"age-encryption.org/v1\n"), passphrase.is_some());
    assert!(before.len() > 20, "too few writes to say anything: {}", before.len());

    // Refused while a server uses the data; nothing changes.
    let refused = command(&["restore", "--yes"], &old);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(!refused.status.success() && why.contains("otro servidor usa la carpeta"), "{why}");
    let (_, list) = server.ask("GET", "/api/backups", &token, None).unwrap();
    assert_eq!((list[0]["reason"].as_str(), list[0]["error"].is_null()), (Some("command"), true));
    assert_eq!(list[0]["is_encrypted"], passphrase.is_some());
    assert!(server.stop());

    let said = done(&command(&["restore", "--yes"], &new));
    assert!(said.contains("Copia restaurada") && !said.contains("Atención"), "{said}");
    let (was, is) = (open(&old), open(&new));
    assert_eq!(texts(&is, "pragma integrity_check"), ["ok"]);
    assert!(texts(&is, "select \"table\" from pragma_foreign_key_check").is_empty());

    // The moment is a place in the audit: what was told up to it is there, and nothing of what was told after it.
    let restored: i64 = is.query_row("select max(seq) - 1 from audit_logs", [], |row| row.get(0)).unwrap();
    let told = |db: &Connection, and: &str| {
        texts(
            db,
            &format!(
                "select entity_id from audit_logs where action = 'CREATE_INVENTORY_ITEM' and seq <= {restored} {and}"
            ),
        )
    };
    let items = rows(&is, "inventory_items");
    let ids: BTreeSet<String> = told(&was, "").iter().map(|id| format!("'{id}'")).collect();
    assert_eq!(items.keys().cloned().collect::<BTreeSet<_>>(), ids);
    let all = rows(&was, "inventory_items");
    assert!(all.len() > items.len(), "people went on writing while it was taken");
    for (id, row) in &items {
        assert_eq!(all.get(id), Some(row));
    }
    assert_eq!(told(&is, "order by seq"), told(&was, "order by seq"));
    for table in ["users", "centers", "environments"] {
        assert_eq!(rows(&is, table), rows(&was, table), "{table}");
    }
    // What was acknowledged before it began is in it.
    let codes: BTreeSet<String> =
        texts(&is, "select internal_code from inventory_items").into_iter().collect();
    assert!(before.is_subset(&codes));
    drop((was, is));

    // And it works: the same account, the same key.
    let server = Server::serve(&new);
    let again = server.sign_in("gloria@sena.edu.co", PASSWORD);
    assert_eq!(server.ask("GET", "/api/auth/me", &token, None).unwrap().0, 200, "the key is the same");
    let (_, chain) = server.ask("GET", "/api/audit-logs/verify", &again, None).unwrap();
    assert_eq!(chain["whole"], true, "{chain}");
    assert!(server.stop());
}

#[test]
fn a_restore_keeps_what_was_there_and_a_bad_file_changes_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    let file = dir.path().join("copia.tar");
    add_administrator(&data);
    done(&command(&["backup", file.to_str().unwrap()], &data));
    let mut later = ["user", "add", "otra@sena.edu.co", "--first-name", "O", "--last-name", "P"].to_vec();
    later.extend(["--role", "student", "--data-dir", data.to_str().unwrap()]);
    let mut child = inventario().args(&later).stdin(std::process::Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{PASSWORD}\n").as_bytes()).unwrap();
    assert!(child.wait().unwrap().success());
    let people = |dir: &Path| texts(&open(dir), "select email from users order by email");
    assert_eq!(people(&data).len(), 2);

    let whole = std::fs::read(&file).unwrap();
    let bad = dir.path().join("mala.tar");
    let mut flipped = whole.clone();
    flipped[whole.len() / 3] ^= 1;
    for bytes in [&whole[..whole.len() - 512], &flipped[..], b"nada"] {
        std::fs::write(&bad, bytes).unwrap();
        let refused = command(&["restore", "--yes", bad.to_str().unwrap()], &data);
        let why = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && why.contains("no es una copia de seguridad completa"), "{why}");
        assert_eq!(people(&data).len(), 2);
    }
    // Nobody is there to be asked.
    let unasked = command(&["restore", file.to_str().unwrap()], &data);
    assert!(!unasked.status.success() && String::from_utf8_lossy(&unasked.stderr).contains("--yes"));

    let said = done(&command(&["restore", "--yes", file.to_str().unwrap()], &data));
    assert_eq!(people(&data), ["gloria@sena.edu.co"]);
    let kept = said.lines().find_map(|line| line.strip_prefix("Lo que había antes quedó en ")).unwrap();
    assert_eq!(people(Path::new(kept)).len(), 2);
}

#[test]
fn a_backup_that_the_page_made_is_restored_elsewhere() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let (status, body) = server.ask("POST", "/api/backups", &token, None).unwrap();
    assert_eq!((status, body["running"].as_bool()), (202, Some(false)), "{body}");
    let (_, list) = server.ask("GET", "/api/backups", &token, None).unwrap();
    let path = list[0]["path"].as_str().unwrap().to_owned();
    assert!(server.stop());
    let fresh = tempfile::tempdir().unwrap();
    done(&command(&["restore", "--yes", &path], fresh.path()));
    assert_eq!(texts(&open(fresh.path()), "select email from users"), ["gloria@sena.edu.co"]);
}

/// Runs a command with something on its standard input.
fn told(arguments: &[&str], data_dir: &Path, input: &str) -> Output {
    let mut child = inventario()
        .args(arguments)
        .arg("--data-dir")
        .arg(data_dir)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A command that asks for nothing closes its end first.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    child.wait_with_output().unwrap()
}

#[test]
fn an_encrypted_backup_is_opened_by_its_passphrase_only() {
    let dir = tempfile::tempdir().unwrap();
    let (data, fresh) = (dir.path().join("data"), dir.path().join("fresh"));
    add_administrator(&data);
    let named = dir.path().join("copia.tar");
    let said = done(&told(
        &["backup", named.to_str().unwrap(), "--passphrase-file", "-"],
        &data,
        "tres tristes tigres\notra línea\n",
    ));
    // Its name says what is in it.
    let file = dir.path().join("copia.tar.age");
    assert!(!named.exists() && file.exists() && said.contains(file.to_str().unwrap()), "{said}");
    let file = file.to_str().unwrap();
    let plain = dir.path().join("abierta.age");
    assert!(!command(&["backup", plain.to_str().unwrap()], &data).status.success() && !plain.exists());
    for (input, why) in [("corta\n", "al menos 8"), ("\n", "vacía"), ("", "vacía")] {
        let refused = told(&["backup", "--passphrase-file", "-"], &data, input);
        let text = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(!refused.status.success() && text.contains(why) && !text.contains("corta"), "{text}");
    }
    // Nobody is there to be asked.
    for arguments in [&["backup", "--encrypt"][..], &["restore", "--yes", file]] {
        let unasked = told(arguments, &data, "");
        let text = String::from_utf8_lossy(&unasked.stderr).into_owned();
        assert!(!unasked.status.success() && text.contains("--passphrase-file"), "{text}");
    }

    let restore =
        |input: &str, file: &str| told(&["restore", "--yes", "--passphrase-file", "-", file], &fresh, input);
    let refused = restore("tres tristes Tigres\n", file);
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(why.contains("La contraseña no abre esta copia") && why.contains("No se cambió nada"), "{why}");
    assert!(!refused.status.success() && !fresh.join("inventario.db").exists());
    let whole = std::fs::read(file).unwrap();
    let bad = dir.path().join("mala.age");
    let mut flipped = whole.clone();
    flipped[whole.len() / 2] ^= 1;
    for bytes in [&whole[..whole.len() - 1], &whole[..whole.len() / 2], &flipped] {
        std::fs::write(&bad, bytes).unwrap();
        let refused = restore("tres tristes tigres\n", bad.to_str().unwrap());
        let why = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(why.contains("no es una copia de seguridad completa"), "{why}");
        assert!(!fresh.join("inventario.db").exists());
    }
    done(&restore("tres tristes tigres\n", file));
    assert_eq!(texts(&open(&fresh), "select email from users"), ["gloria@sena.edu.co"]);
}

#[test]
fn the_passphrase_of_the_page_holds_for_the_timers_command_too() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let plan = json!({ "passphrase": "tres tristes tigres" });
    assert_eq!(server.ask("PUT", "/api/settings/backup", &token, Some(&plan)).unwrap().0, 200);
    done(&command(&["backup"], dir.path()));
    done(&command(&["backup", "--plain"], dir.path()));
    let (_, list) = server.ask("GET", "/api/backups", &token, None).unwrap();
    assert_eq!(
        (list[0]["is_encrypted"].as_bool(), list[1]["is_encrypted"].as_bool()),
        (Some(false), Some(true))
    );
    let log = server.said();
    assert!(!log.contains("tigres"), "{log}");
    assert!(server.stop());
}
