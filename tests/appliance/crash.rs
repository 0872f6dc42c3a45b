//! Power cuts: the process is killed at a random moment under writers, again and again.

use crate::support::{PASSWORD, Server, add_administrator};
use rusqlite::{Connection, OpenFlags};
use serde_json::json;
use std::collections::HashSet;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often the plug is pulled.
const ROUNDS: u32 = 6;
/// Writers at the same time.
const WRITERS: u32 = 8;

#[test]
fn no_acknowledged_write_is_lost_when_the_process_is_killed() {
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let acknowledged = Mutex::new(HashSet::new());
    for round in 0..ROUNDS {
        let mut server = Server::serve(dir.path());
        let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
        let (_, rows) = server.ask("GET", "/api/inventory", &token, None).unwrap();
        let stored: HashSet<String> = rows
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["internal_code"].as_str().unwrap().to_owned())
            .collect();
        for code in acknowledged.lock().unwrap().iter() {
            assert!(stored.contains(code), "round {round}: {code} was acknowledged and is gone");
        }
        pull_the_plug(&mut server, &token, round, &acknowledged);
        check_file(dir.path());
    }
    assert!(acknowledged.lock().unwrap().len() > 50, "too few writes to say anything");
}

/// Kills the server while everybody writes; notes what it acknowledged.
fn pull_the_plug(server: &mut Server, token: &str, round: u32, acknowledged: &Mutex<HashSet<String>>) {
    let dead = AtomicBool::new(false);
    // 60 to 300 ms, another moment in each round.
    let moment = Duration::from_millis(u64::from(60 + round * 7919 % 240));
    let process = server.child.id();
    let server = &*server;
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let dead = &dead;
            scope.spawn(move || {
                for n in 0.. {
                    if dead.load(Ordering::Relaxed) {
                        return;
                    }
                    let code = format!("R{round}-W{writer}-{n}");
                    let item = json!({ "name": "Equipo", "internal_code": code, "category": "other" });
                    match server.ask("POST", "/api/inventory", token, Some(&item)) {
                        Some((201, _)) => assert!(acknowledged.lock().unwrap().insert(code)),
                        Some((status, body)) => panic!("{status} {body}"),
                        None => return,
                    }
                }
            });
        }
        std::thread::sleep(moment);
        let killed = std::process::Command::new("kill").args(["-KILL", &process.to_string()]).status();
        assert!(killed.unwrap().success());
        dead.store(true, Ordering::Relaxed);
    });
}

/// The file is sound, and each item has the one audit entry that tells of its making.
fn check_file(data_dir: &std::path::Path) {
    let db = Connection::open_with_flags(data_dir.join("inventario.db"), OpenFlags::default()).unwrap();
    let verdict: String = db.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let lonely: i64 = db
        .query_row(
            "select count(*)
             from inventory_items i
             where 1 <> (
                 select count(*)
                 from audit_logs a
                 where a.entity_id = i.id
                 and a.action = 'CREATE_INVENTORY_ITEM'
             )",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(lonely, 0, "rows and audit must be committed together");
}
