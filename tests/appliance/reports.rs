//! Power cuts while reports are made: after the next start none waits for ever, none is half a file, and every part belongs to one.

use crate::support::{PASSWORD, Server, add_administrator};
use inventario::kit::random::sha256_hex;
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use std::path::Path;
use std::time::{Duration, Instant};

/// How often the plug is pulled, unless `CRASH_ROUNDS` says otherwise.
const ROUNDS: u64 = 4;
/// Reports that are asked for in each round: as many as a person may have waiting.
const REPORTS: usize = 10;

#[test]
fn no_report_hangs_and_none_is_half_a_file_when_the_process_is_killed() {
    let rounds = std::env::var("CRASH_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    fill(dir.path(), 600);
    let mut made = 0;
    for round in 0..rounds {
        let server = Server::serve(dir.path());
        let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
        for n in 0..REPORTS {
            let format = ["pdf", "excel", "csv"][n % 3];
            let asked = json!({ "report_type": "inventory", "file_format": format });
            let (status, report) = server.ask("POST", "/api/reports/generate", &token, Some(&asked)).unwrap();
            assert_eq!(status, 200, "{report}");
        }
        // 20 ms to a second, another moment in each round.
        std::thread::sleep(Duration::from_millis(20 + round * 7919 % 980));
        server.signal("KILL");
        drop(server);

        let server = Server::serve(dir.path());
        let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
        settle(&server, &token);
        made += check(&server, &token, dir.path(), round);
        assert!(server.stop());
    }
    assert!(made > 0, "no report was made: this says nothing");
    eprintln!("{rounds} rounds: {made} reports were made");
}

/// Enough that making a report takes longer than nothing.
#[expect(clippy::disallowed_methods, reason = "while no server runs")]
fn fill(data_dir: &Path, items: u32) {
    let db = Connection::open(data_dir.join("inventario.db")).unwrap();
    db.execute_batch(&format!(
        "with recursive n (n) as (select 1 union all select n + 1 from n where n < {items})
         insert into inventory_items (id, name, internal_code, category, status, quantity, item_type, created_at, updated_at)
         select printf('018f0000-0000-7000-8000-%012d', n), 'Portátil número ' || n, 'PL-' || n, 'computer', 'available', 1,
             'individual', '2025-09-01T12:00:00.000000Z', '2025-09-01T12:00:00.000000Z'
         from n",
    ))
    .unwrap();
}

/// Waits until no report is in the making: what was cut short is found by a job, and begun without anybody asking.
fn settle(server: &Server, token: &str) {
    let end = Instant::now() + Duration::from_secs(300);
    loop {
        let (_, waiting) = server.ask("GET", "/api/reports/?status=generating", token, None).unwrap();
        if waiting.as_array().unwrap().is_empty() {
            return;
        }
        assert!(Instant::now() < end, "still in the making: {waiting}");
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Every file is whole, and nothing lies about that belongs to none; answers how many there are, and deletes them.
fn check(server: &Server, token: &str, data_dir: &Path, round: u64) -> usize {
    let db = Connection::open_with_flags(data_dir.join("inventario.db"), OpenFlags::default()).unwrap();
    let (_, reports) = server.ask("GET", "/api/reports/", token, None).unwrap();
    let mut made = 0;
    for report in reports.as_array().unwrap() {
        let id = report["id"].as_str().unwrap();
        let mut parts =
            db.prepare("select bytes\nfrom report_parts\nwhere report_id = ?1\norder by number").unwrap();
        let parts = parts.query_map([id], |row| row.get::<_, Vec<u8>>(0)).unwrap();
        let bytes = parts.collect::<rusqlite::Result<Vec<_>>>().unwrap().concat();
        if report["status"] == "completed" {
            assert_eq!(report["sha256"], Value::from(sha256_hex(&bytes)), "round {round}: {report}");
            assert_eq!(report["row_count"], 600);
            made += 1;
        } else {
            assert_eq!(report["status"], "failed", "round {round}: {report}");
            assert!(report["error"].as_str().unwrap().starts_with("El servidor se detuvo"), "{report}");
            assert!(bytes.is_empty(), "round {round}: parts of a report that failed");
        }
        assert_eq!(server.ask("DELETE", &format!("/api/reports/{id}"), token, None).unwrap().0, 200);
    }
    let left: i64 = db.query_row("select count(*) from report_parts", [], |row| row.get(0)).unwrap();
    assert_eq!(left, 0);
    // What was written before it was kept had no name.
    let names = std::fs::read_dir(data_dir).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let strange: Vec<String> =
        names.filter(|name| name.starts_with(".tmp") || name.ends_with(".tmp")).collect();
    assert!(strange.is_empty(), "{strange:?}");
    made
}

#[test]
fn a_stop_does_not_wait_for_a_report_and_costs_it_nothing() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    fill(dir.path(), 40_000);
    let server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let asked = json!({ "report_type": "inventory", "file_format": "pdf" });
    let (_, report) = server.ask("POST", "/api/reports/generate", &token, Some(&asked)).unwrap();
    let path = format!("/api/reports/{}", report["id"].as_str().unwrap());
    let end = Instant::now() + Duration::from_secs(60);
    loop {
        let (_, report) = server.ask("GET", &path, &token, None).unwrap();
        assert_eq!(report["status"], "generating", "it was made before it could be stopped");
        if report["progress"].as_u64().unwrap() > 0 {
            break;
        }
        assert!(Instant::now() < end, "it was never begun");
        std::thread::sleep(Duration::from_millis(20));
    }
    assert!(server.stop());
    let db = Connection::open_with_flags(dir.path().join("inventario.db"), OpenFlags::default()).unwrap();
    let kept = db.query_row("select status, attempts from reports", [], |row| Ok((row.get(0)?, row.get(1)?)));
    assert_eq!(kept.unwrap(), ("generating".to_owned(), 0), "as if it had not been begun");
    let parts: i64 = db.query_row("select count(*) from report_parts", [], |row| row.get(0)).unwrap();
    assert_eq!(parts, 0);
}
