//! The command line: its help, the accounts without a browser, the demo.

use crate::support::{PASSWORD, Server, add_administrator, inventario, user};
use serde_json::{Value, json};

fn stdout(arguments: &[&str]) -> String {
    let output = inventario().args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn help_is_complete_and_names_a_variable_for_every_option() {
    for command in [vec!["serve"], vec!["demo"], vec!["user", "add"]] {
        let mut arguments = command.clone();
        arguments.push("--help");
        let help = stdout(&arguments);
        for option in help.lines().filter(|line| line.trim_start().starts_with("--")) {
            let name = option.split_whitespace().next().unwrap();
            let text: String = help.lines().skip_while(|line| *line != option).take(8).collect();
            let own = text.split(name).nth(1).unwrap_or_default();
            assert!(own.contains("[env: "), "{command:?} {name} has no environment variable:\n{help}");
        }
    }
    assert!(stdout(&["--help"]).contains("serve"));
}

#[test]
fn routes_prints_each_operation_with_its_roles() {
    let routes = stdout(&["routes"]);
    let line = |wanted: &str| routes.lines().find(|line| line.contains(wanted)).unwrap().to_owned();
    assert!(line("/api/auth/login").ends_with("sin sesión"));
    assert!(line("DELETE  /api/users/{id}").ends_with(" admin_general"));
    assert!(
        line("PUT     /api/inventory/{id}/verification")
            .ends_with("student instructor supervisor admin admin_general")
    );
}

#[test]
fn accounts_are_managed_without_a_browser() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("data");
    add_administrator(&data);
    let said = |arguments: &[&str]| {
        let output = user(&data, arguments);
        let text = if output.status.success() { output.stdout } else { output.stderr };
        String::from_utf8(text).unwrap()
    };
    assert!(said(&["list"]).contains("gloria@sena.edu.co"));
    let again = ["add", "GLORIA@sena.edu.co", "--first-name", "G", "--last-name", "P", "--role", "student"];
    assert!(said(&again).contains("El correo electrónico ya está registrado"));
    assert!(said(&["deactivate", "gloria@sena.edu.co"]).contains("último administrador"));
    assert!(said(&["password", "nadie@sena.edu.co"]).contains("Usuario no encontrado"));

    let server = Server::serve(&data);
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    // The server runs while the technician sets a password; the old session ends.
    assert!(said(&["password", "gloria@sena.edu.co"]).contains("Contraseña actualizada"));
    assert_eq!(server.ask("GET", "/api/auth/me", &token, None).unwrap().0, 401);
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let (_, audit) = server.ask("GET", "/api/audit-logs/?search=restablecida", &token, None).unwrap();
    assert_eq!(audit["logs"][0]["new_values"]["request"]["method"], "CLI");
    assert!(server.stop());
}

/// Runs `inventario user …` as it is typed, with this environment.
fn typed(arguments: &[&str], environment: &[(&str, &str)]) -> (bool, String) {
    let mut child = inventario()
        .arg("user")
        .args(arguments)
        .envs(environment.iter().copied())
        .stdin(std::process::Stdio::piped())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let _ = std::io::Write::write_all(&mut child.stdin.take().unwrap(), format!("{PASSWORD}\n").as_bytes());
    let output = child.wait_with_output().unwrap();
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8(said).unwrap())
}

const GLORIA: [&str; 6] = ["add", "gloria@sena.edu.co", "--first-name", "G", "--last-name", "P"];

#[test]
fn a_mistyped_folder_begins_no_new_database_unless_it_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let wrong = dir.path().join("lib").join("inventaro");
    let place = wrong.to_str().unwrap();
    let accounts: [&[&str]; 5] = [
        &GLORIA,
        &["list"],
        &["password", "gloria@sena.edu.co"],
        &["activate", "gloria@sena.edu.co"],
        &["deactivate", "gloria@sena.edu.co"],
    ];
    for arguments in accounts {
        let arguments = [arguments, &["--data-dir", place]].concat();
        let (done, said) = typed(&arguments, &[]);
        assert!(!done && said.contains(&format!("no hay ninguna base de datos en {place}")), "{said}");
        assert_eq!(said.contains("--create"), arguments[0] == "add", "{said}");
        assert!(!wrong.exists(), "{arguments:?} left something");
    }
    let create = [&GLORIA[..], &["--create", "--data-dir", place]].concat();
    let (done, said) = typed(&create, &[]);
    let file = wrong.join("inventario.db");
    assert!(
        done && said.contains(&format!("Se empezó una base de datos nueva: {}", file.display())),
        "{said}"
    );
    // One that is there is used, and nothing said of a new one.
    let (done, said) = typed(&create, &[]);
    assert!(!done && said.contains("ya está registrado") && !said.contains("nueva:"), "{said}");
    assert!(Server::serve(&wrong).stop(), "the server goes on with it");
}

#[test]
fn a_command_with_another_key_than_the_servers_leaves_the_audit_alone() {
    let dir = tempfile::tempdir().unwrap();
    let place = dir.path().join("data");
    let at = ["--data-dir", place.to_str().unwrap()];
    let key = [("SECRET_KEY", "la clave del servidor anterior")];
    let (done, said) = typed(&[&GLORIA[..], &["--create"], &at].concat(), &key);
    assert!(done && !place.join("secret.key").exists(), "{said}");
    let password = [&["password", "gloria@sena.edu.co"], &at[..]].concat();
    let (done, said) = typed(&password, &[]);
    assert!(!done && said.contains("indique en SECRET_KEY la clave del servidor"), "{said}");
    let (done, said) = typed(&password, &[("SECRET_KEY", "otra clave, de dieciséis o más")]);
    assert!(!done && said.contains("firmada con otra clave"), "{said}");
    let backup = inventario().arg("backup").args(at).output().unwrap();
    assert!(!backup.status.success());
    assert!(!place.join("secret.key").exists() && !place.join("backups").exists());
    assert!(typed(&password, &key).0);
    let look = || inventario().args(["doctor", "--no-mdns"]).args(at).envs(key).output().unwrap();
    let said = String::from_utf8(look().stdout).unwrap();
    assert!(said.contains("completa; registros: 2; sello del 2: "), "{said}");

    // Somebody with the file takes the last entry away.
    let db = crate::levels::open(&place.join("inventario.db"));
    db.execute("delete from audit_logs where seq = 2", []).unwrap();
    drop(db);
    let output = look();
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(!output.status.success() && said.contains("Faltan los últimos registros"), "{said}");
}

#[test]
fn what_a_package_installed_is_found_without_being_told() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().join("var");
    let settings = dir.path().join("inventario.env");
    let text =
        format!("# Ajustes\nINVENTARIO_DATA_DIR={}\nSECRET_KEY='una clave del servidor'\n", data.display());
    std::fs::write(&settings, text).unwrap();
    let package = [("INVENTARIO_SETTINGS", settings.to_str().unwrap())];
    let (done, said) = typed(&[&GLORIA[..], &["--create"]].concat(), &package);
    assert!(done && said.contains(data.join("inventario.db").to_str().unwrap()), "{said}");
    assert!(!data.join("secret.key").exists(), "the key is that of the settings");
    let (done, said) = typed(&["list"], &package);
    assert!(done && said.contains("gloria@sena.edu.co"), "{said}");
    // What is typed wins, and the key is shown to nobody.
    let (done, said) = typed(&["list", "--data-dir", dir.path().to_str().unwrap()], &package);
    assert!(!done && said.contains("no hay ninguna base de datos"), "{said}");
    let (done, said) = typed(&["--help"], &package);
    assert!(
        done && said.contains(data.to_str().unwrap()) && !said.contains("una clave del servidor"),
        "{said}"
    );
}

#[test]
fn the_demo_is_the_same_each_time_and_everybody_can_sign_in() {
    let look = || {
        let server = Server::start(&["demo"]);
        for name in ["aprendiz", "instructor", "supervisor", "bodega"] {
            server.sign_in(&format!("{name}@demo.sena.edu.co"), "inventario-demo");
        }
        let token = server.sign_in("admin@demo.sena.edu.co", "inventario-demo");
        let list = |path: &str| server.ask("GET", path, &token, None).unwrap().1;
        let lists = ["inventory", "environments", "users", "schedules", "centers"]
            .map(|it| list(&format!("/api/{it}")));
        assert!(server.stop());
        lists
    };
    let [first, second] = [look(), look()];
    for (first, second) in first.iter().zip(&second) {
        let names = |rows: &Value| -> Vec<Value> {
            let rows = rows.as_array().unwrap().iter();
            rows.map(|it| json!([it["id"], it["name"], it["status"], it["environment_id"]])).collect()
        };
        assert_eq!(names(first), names(second));
    }
    let [items, rooms, people, classes, centers] = first;
    let count = |rows: &Value| rows.as_array().unwrap().len();
    assert_eq!((count(&items), count(&rooms), count(&people), count(&centers)), (400, 8, 65, 1));
    assert_eq!(rooms.as_array().unwrap().iter().filter(|room| room["is_warehouse"] == true).count(), 2);
    let today = chrono::Datelike::weekday(&inventario::kit::clock::today()).number_from_monday();
    assert!(classes.as_array().unwrap().iter().any(|class| class["day_of_week"] == today));
}
