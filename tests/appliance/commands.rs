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
