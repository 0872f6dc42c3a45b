//! The time zone of the real binary: chosen in the set-up, changed while it runs, kept over a restart, overruled on the command
//! line.

use crate::support::{Server, inventario, user};
use serde_json::{Value, json};
use std::path::Path;

const URI: &str = "/api/settings/time-zone";
const PASSWORD: &str = "bodega del norte";

/// What somebody sends who sets a server up.
fn setup(server: &Server, zone: &str, start: &str) -> Value {
    json!({
        "code": server.code(),
        "admin": { "first_name": "Gloria", "last_name": "Prueba", "email": "gloria@sena.edu.co", "password": PASSWORD },
        "center": { "code": "9208", "name": "Centro Agropecuario" },
        "time_zone": zone,
        "start": start,
    })
}

/// Sets a server up; answers a token.
fn set_up(server: &Server, zone: &str) -> String {
    set_up_with(server, zone, "empty")
}

fn set_up_with(server: &Server, zone: &str, start: &str) -> String {
    let setup = setup(server, zone, start);
    let (status, session) = server.ask("POST", "/api/setup", "", Some(&setup)).unwrap();
    assert_eq!(status, 201, "{session}");
    session["access_token"].as_str().unwrap().to_owned()
}

fn zone(server: &Server) -> Value {
    server.ask("GET", "/api/health", "", None).unwrap().1["time_zone"].clone()
}

/// The hours and minutes at which the account was made, as the server shows them now.
fn made_at(server: &Server, token: &str) -> String {
    let (_, me) = server.ask("GET", "/api/auth/me", token, None).unwrap();
    me["created_at"].as_str().unwrap()[11..16].to_owned()
}

fn doctor(data: &Path, arguments: &[&str]) -> String {
    let output =
        inventario().args(["doctor", "--no-mdns", "--data-dir"]).arg(data).args(arguments).output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn it_is_in_force_at_once_kept_and_overruled_on_the_command_line() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let server = Server::serve(dir.path());
    assert_eq!(zone(&server), "America/Bogota");
    let token = set_up(&server, "America/Caracas");
    assert_eq!(zone(&server), "America/Caracas", "in force without a restart");
    let first = made_at(&server, &token);

    let change = json!({ "time_zone": "Asia/Tokyo" });
    let (status, setting) = server.ask("PUT", URI, &token, Some(&change)).unwrap();
    assert_eq!((status, &setting["time_zone"]), (200, &json!("Asia/Tokyo")), "{setting}");
    let later = made_at(&server, &token);
    let hours = |text: &str| text[..2].parse::<i32>().unwrap();
    assert_eq!((hours(&later) - hours(&first)).rem_euclid(24), 13, "{first} in Caracas, {later} in Tokyo");
    assert_eq!(first[2..], later[2..]);
    // «Today» is the day of Tokyo, whichever it is.
    let (_, details) = server.ask("GET", "/api/health/details", &token, None).unwrap();
    let tokyo =
        chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()) + chrono::TimeDelta::hours(9);
    assert_eq!(details["now"].as_str().unwrap()[..13], tokyo.format("%Y-%m-%dT%H").to_string());
    assert!(server.stop());

    // Every command reads it from the data, with the server stopped or not.
    assert!(doctor(dir.path(), &[]).contains("Asia/Tokyo"));
    assert!(doctor(dir.path(), &["--time-zone", "America/Lima"]).contains("America/Lima"));
    let server = Server::serve(dir.path());
    assert_eq!(zone(&server), "Asia/Tokyo");
    assert!(server.stop());

    let server = Server::start(&["serve", "--data-dir", data, "--time-zone", "America/Lima"]);
    assert_eq!(zone(&server), "America/Lima");
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let (status, refusal) = server.ask("PUT", URI, &token, Some(&change)).unwrap();
    assert_eq!((status, refusal["code"].as_str()), (400, Some("zona_horaria_fijada")));
    let (_, setting) = server.ask("GET", URI, &token, None).unwrap();
    assert_eq!((&setting["time_zone"], &setting["fixed"]), (&json!("America/Lima"), &json!(true)));
    assert!(server.stop());
}

#[test]
fn a_zone_on_the_command_line_leaves_nothing_to_choose() {
    let dir = tempfile::tempdir().unwrap();
    let data = dir.path().to_str().unwrap();
    let server = Server::start(&["serve", "--data-dir", data, "--time-zone", "America/Santiago"]);
    let code = json!({ "code": server.code() });
    let (_, greeting) = server.ask("POST", "/api/setup/check", "", Some(&code)).unwrap();
    assert_eq!(
        (&greeting["time_zone"], &greeting["time_zone_fixed"]),
        (&json!("America/Santiago"), &json!(true))
    );
    set_up(&server, "Asia/Tokyo");
    assert_eq!(zone(&server), "America/Santiago");
    assert!(server.stop());
    // It was not kept behind the technician's back.
    let server = Server::serve(dir.path());
    assert_eq!(zone(&server), "America/Bogota");
    assert!(server.stop());
}

#[test]
fn the_demo_is_made_in_the_zone_that_was_chosen() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(dir.path());
    let token = set_up_with(&server, "Asia/Tokyo", "demo");
    let (_, checks) = server.ask("GET", "/api/inventory-checks?limit=500", &token, None).unwrap();
    let tokyo =
        chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()) + chrono::TimeDelta::hours(9);
    let today = tokyo.format("%Y-%m-%d").to_string();
    // Those of today may be earlier than their class: nothing of the demo lies in the future.
    let past: Vec<&Value> = checks
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["check_date"].as_str().unwrap() < today.as_str())
        .collect();
    assert!(past.len() > 40, "{}", past.len());
    for check in past {
        let (class, made) =
            (check["start_time"].as_str().unwrap(), check["student_confirmed_at"].as_str().unwrap());
        let minutes =
            |text: &str| text[..2].parse::<i32>().unwrap() * 60 + text[3..5].parse::<i32>().unwrap();
        let late = minutes(&made[11..16]) - minutes(class);
        assert!((4..30).contains(&late), "a class at {class} and its check at {made}");
        assert_eq!(check["check_date"].as_str().unwrap(), &made[..10]);
    }
    // The audit of the set-up shows the hours of Tokyo too.
    let (_, logs) = server.ask("GET", "/api/audit-logs/", &token, None).unwrap();
    let made = logs["logs"].as_array().unwrap().iter().find(|it| it["action"] == "CREATE_CENTER").unwrap();
    let (written, shown) = (&made["new_values"]["after"]["created_at"], &made["created_at"]);
    assert_eq!(written.as_str().unwrap()[..16], shown.as_str().unwrap()[..16], "{made}");
    assert!(server.stop());
}

#[test]
fn a_set_up_that_fails_leaves_the_zone_as_it_was() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(dir.path());
    // Somebody is there already: the demo is refused, within the write.
    let student =
        ["add", "ana@sena.edu.co", "--first-name", "Ana", "--last-name", "Gil", "--role", "student"];
    let added = user(dir.path(), &student);
    assert!(added.status.success(), "{}", String::from_utf8_lossy(&added.stderr));
    let wanted = setup(&server, "Asia/Tokyo", "demo");
    let (status, refusal) = server.ask("POST", "/api/setup", "", Some(&wanted)).unwrap();
    assert_eq!((status, refusal["code"].as_str()), (400, Some("demo_no_vacio")), "{refusal}");
    assert_eq!(zone(&server), "America/Bogota");
    set_up(&server, "America/Lima");
    assert_eq!(zone(&server), "America/Lima");
    assert!(server.stop());
}

#[test]
fn of_several_who_change_it_at_once_memory_and_disk_have_the_same() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::serve(dir.path());
    let token = set_up(&server, "America/Lima");
    for round in 0..25 {
        std::thread::scope(|scope| {
            for zone in ["Asia/Tokyo", "America/Lima", "Europe/Madrid", "America/Caracas"] {
                let (server, token) = (&server, &token);
                scope.spawn(move || {
                    let change = json!({ "time_zone": zone });
                    assert_eq!(server.ask("PUT", URI, token, Some(&change)).unwrap().0, 200);
                });
            }
        });
        let kept = inventario::appliance::time_zone::store::of_file(dir.path()).unwrap();
        assert_eq!(zone(&server), kept.name(), "round {round}");
    }
    assert!(server.stop());
}
