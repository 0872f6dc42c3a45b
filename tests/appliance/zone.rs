//! The time zone of the real binary: chosen in the set-up, changed while it runs, kept over a restart, overruled on the command
//! line.

use crate::support::{Server, inventario};
use serde_json::{Value, json};
use std::path::Path;

const URI: &str = "/api/settings/time-zone";
const PASSWORD: &str = "bodega del norte";

/// Sets a server up; answers a token.
fn set_up(server: &Server, zone: &str) -> String {
    let setup = json!({
        "code": server.code(),
        "admin": { "first_name": "Gloria", "last_name": "Prueba", "email": "gloria@sena.edu.co", "password": PASSWORD },
        "center": { "code": "9208", "name": "Centro Agropecuario" },
        "time_zone": zone,
        "start": "empty",
    });
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
