//! Power cuts: the process is killed at a random moment under writers and uploads, again and again.

use crate::support::{PASSWORD, Server, add_administrator};
use rusqlite::{Connection, OpenFlags};
use serde_json::{Value, json};
use std::collections::HashSet;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

/// How often the plug is pulled, unless `CRASH_ROUNDS` says otherwise: 200 take a quarter of an hour.
const ROUNDS: u32 = 12;
/// Writers at the same time; every fourth of them sends photos.
const WRITERS: u32 = 32;
/// In every such round a backup is being taken when the plug is pulled.
const BACKUP_EVERY: u32 = 4;

/// What the server said was on disk.
#[derive(Default)]
struct Acknowledged {
    /// Codes of items.
    items: HashSet<String>,
    /// Photos that a counted line of a check refers to.
    photos: HashSet<String>,
}

/// The room in which everything happens, and the item that is photographed.
struct Place {
    room: Value,
    item: Value,
}

#[test]
fn no_acknowledged_write_is_lost_when_the_process_is_killed() {
    let rounds = std::env::var("CRASH_ROUNDS").map_or(ROUNDS, |rounds| rounds.parse().unwrap());
    let dir = tempfile::tempdir().unwrap();
    add_administrator(dir.path());
    let place = furnish(dir.path());
    let acknowledged = Mutex::new(Acknowledged::default());
    let mut last_photo = String::new();
    for round in 0..rounds {
        let mut server = Server::serve(dir.path());
        let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
        check(&server, &token, dir.path(), &acknowledged.lock().unwrap(), &mut last_photo, round);
        if round % BACKUP_EVERY == BACKUP_EVERY - 1 {
            assert_eq!(server.ask("POST", "/api/backups", &token, None).unwrap().0, 202);
        }
        pull_the_plug(&mut server, &token, round, &place, &acknowledged);
    }
    let server = Server::serve(dir.path());
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let acknowledged = acknowledged.into_inner().unwrap();
    check(&server, &token, dir.path(), &acknowledged, &mut last_photo, rounds);
    let (items, photos) = (acknowledged.items.len(), acknowledged.photos.len());
    assert!(items > 50 && photos > 5, "too few writes to say anything: {items} items, {photos} photos");
    eprintln!("{rounds} rounds: {items} items and {photos} photos were acknowledged, none is lost");
}

/// A centre with one room and one item.
fn furnish(data_dir: &Path) -> Place {
    let server = Server::serve(data_dir);
    let token = server.sign_in("gloria@sena.edu.co", PASSWORD);
    let make = |path: &str, body: Value| {
        let (status, made) = server.ask("POST", path, &token, Some(&body)).unwrap();
        assert_eq!(status, 201, "{made}");
        made["id"].clone()
    };
    let center = make("/api/centers", json!({ "code": "9208", "name": "Comercio" }));
    let room = make(
        "/api/environments",
        json!({ "name": "Sistemas 1", "center_id": center, "location": "Piso 1", "capacity": 30 }),
    );
    let item =
        json!({ "name": "Cámara", "internal_code": "CAM-1", "category": "other", "environment_id": room });
    let item = make("/api/inventory", item);
    assert!(server.stop());
    Place { room, item }
}

/// A picture that no other round and writer has.
fn picture(seed: u32) -> Vec<u8> {
    let mut state = seed.wrapping_mul(2_654_435_761) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        state.to_le_bytes()[0]
    };
    let noise = image::RgbImage::from_fn(160, 120, |_, _| image::Rgb([next(), next(), next()]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    noise.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// Kills the server while everybody writes; notes what it acknowledged.
fn pull_the_plug(
    server: &mut Server,
    token: &str,
    round: u32,
    place: &Place,
    acknowledged: &Mutex<Acknowledged>,
) {
    let dead = AtomicBool::new(false);
    // 80 to 600 ms, another moment in each round.
    let moment = Duration::from_millis(u64::from(80 + round * 7919 % 520));
    let process = server.child.id();
    let server = &*server;
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let dead = &dead;
            scope.spawn(move || {
                for n in 0.. {
                    let written = if dead.load(Ordering::Relaxed) {
                        None
                    } else if writer % 4 == 0 {
                        photograph(server, token, place, round * 10_000 + writer * 100 + n).map(|photo| {
                            assert!(acknowledged.lock().unwrap().photos.insert(photo));
                        })
                    } else {
                        add_item(server, token, format!("R{round}-W{writer}-{n}")).map(|code| {
                            assert!(acknowledged.lock().unwrap().items.insert(code));
                        })
                    };
                    if written.is_none() {
                        return;
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

/// Adds an item; its code when the server acknowledged it.
fn add_item(server: &Server, token: &str, code: String) -> Option<String> {
    let item = json!({ "name": "Equipo", "internal_code": code, "category": "other" });
    let (status, body) = server.ask("POST", "/api/inventory", token, Some(&item))?;
    assert_eq!(status, 201, "{body}");
    Some(code)
}

/// Uploads a photo and counts the item with it; the photo when the server acknowledged both.
fn photograph(server: &Server, token: &str, place: &Place, seed: u32) -> Option<String> {
    let (status, photo) = server.send("POST", "/api/photos", token, "image/png", &picture(seed))?;
    assert_eq!(status, 201, "{photo}");
    let line = json!({
        "environment_id": place.room, "item_id": place.item, "photo_id": photo["id"],
        "status": "good", "quantity_expected": 1, "quantity_found": 1, "quantity_damaged": 0, "quantity_missing": 0,
    });
    let (status, body) = server.ask("POST", "/api/inventory-check-items", token, Some(&line))?;
    assert_eq!(status, 201, "{body}");
    Some(photo["id"].as_str().unwrap().to_owned())
}

fn texts(db: &Connection, query: &str) -> HashSet<String> {
    let mut statement = db.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

/// The server runs again: what it acknowledged is there, whole, and told of in the audit.
fn check(
    server: &Server,
    token: &str,
    data_dir: &Path,
    acknowledged: &Acknowledged,
    last_photo: &mut String,
    round: u32,
) {
    let db = Connection::open_with_flags(data_dir.join("inventario.db"), OpenFlags::default()).unwrap();
    let verdict: String = db.query_row("pragma integrity_check", [], |row| row.get(0)).unwrap();
    assert_eq!(verdict, "ok");
    let strays: i64 =
        db.query_row("select count(*) from pragma_foreign_key_check", [], |row| row.get(0)).unwrap();
    assert_eq!(strays, 0);

    let items = texts(&db, "select internal_code from inventory_items");
    let lost: Vec<_> = acknowledged.items.difference(&items).collect();
    assert!(lost.is_empty(), "round {round}: acknowledged and gone: {lost:?}");
    let counted = texts(&db, "select photo_id from inventory_check_items where photo_id is not null");
    let lost: Vec<_> = acknowledged.photos.difference(&counted).collect();
    assert!(lost.is_empty(), "round {round}: acknowledged and gone: {lost:?}");

    // No half file: each photo since the last look, acknowledged or not, is a whole picture.
    let mut pictures = db
        .prepare(
            "select p.id, p.picture, s.bytes
             from photos p
             left join photo_smalls s on s.photo_id = p.id
             where p.id > ?1
             order by p.id",
        )
        .unwrap();
    let since = std::mem::take(last_photo);
    let mut rows = pictures.query([&since]).unwrap();
    last_photo.clone_from(&since);
    while let Some(row) = rows.next().unwrap() {
        let id: String = row.get(0).unwrap();
        for column in [1, 2] {
            let bytes: Vec<u8> = row.get(column).unwrap();
            let format = image::ImageFormat::Jpeg;
            let size = image::load_from_memory_with_format(&bytes, format).map(|it| it.width()).ok();
            assert_eq!(size, Some(160), "round {round}: photo {id}");
        }
        *last_photo = id;
    }

    let lonely: i64 = db
        .query_row(
            "select count(*)
             from inventory_items i
             left join (
                 select entity_id, count(*) as entries
                 from audit_logs
                 where action = 'CREATE_INVENTORY_ITEM'
                 group by entity_id
             ) a on a.entity_id = i.id
             where coalesce(a.entries, 0) <> 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(lonely, 0, "rows and audit must be committed together");
    let (_, chain) = server.ask("GET", "/api/audit-logs/verify", token, None).unwrap();
    assert_eq!(chain["whole"], true, "round {round}: {chain}");

    // A backup is there whole, or not at all.
    for file in std::fs::read_dir(data_dir.join("backups")).into_iter().flatten() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "tar") {
            let whole =
                inventario::appliance::backup::archive::read(std::fs::File::open(&path).unwrap(), None);
            assert!(whole.is_ok(), "round {round}: {}: {whole:?}", path.display());
            // Looked at once.
            std::fs::remove_file(path).unwrap();
        }
    }
}
