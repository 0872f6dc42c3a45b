//! What a migration makes of what a released version kept: new tables and columns are filled from it.

use super::versions::{columns, rows};
use crate::levels::{self, open};
use crate::support::{App, SECRET};
use inventario::kit::access::Origin;
use inventario::kit::db::chain::{ChainKey, ChainVerdict, verify};
use inventario::kit::db::{Change, Db, Event};
use rusqlite::Connection;
use serde_json::json;

/// Every value of an answer of one column, in the order of the query.
pub(super) fn texts(db: &Connection, query: &str) -> Vec<String> {
    let mut statement = db.prepare(query).unwrap();
    let rows = statement.query_map([], |row| row.get(0)).unwrap();
    rows.collect::<rusqlite::Result<_>>().unwrap()
}

#[test]
fn a_request_that_knew_one_item_has_it_in_its_list() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 15);
    let known = texts(
        &old,
        "select id || ' ' || item_id || ' ' || quantity_affected from maintenance_requests
         where item_id is not null order by id",
    );
    assert_eq!(known.len(), 2);
    drop(old);
    Db::open(&path, SECRET).unwrap().close();
    let listed =
        "select request_id || ' ' || item_id || ' ' || quantity from maintenance_items order by request_id";
    assert_eq!(texts(&open(&path), listed), known);
}

#[test]
fn a_loan_that_waits_for_its_borrower_knows_when_it_was_approved() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 18);
    let decided = texts(&old, "select id || ' ' || updated_at from loans where status = 'approved'");
    assert_eq!(decided.len(), 1);
    drop(old);
    Db::open(&path, SECRET).unwrap().close();
    let approved = "select id || ' ' || approved_at from loans where approved_at is not null";
    assert_eq!(texts(&open(&path), approved), decided);
}

/// What the two tables were before anybody could declare a word, and what is new in them.
#[test]
fn notifications_and_alerts_take_any_word_now_and_keep_everything_else() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 11);
    let room = "(select id from environments limit 1)";
    let person = "(select id from users order by id limit 1)";
    let alert = |id: &str, word: &str, entity: &str| {
        format!(
            "insert into system_alerts (id, type, title, message, severity, entity_type, entity_id, environment_id,
                 is_resolved, resolved_by, resolved_at, created_at, updated_at)
             values ('{id}', '{word}', 'T', 'M', 'low', 'inventory_item', '{entity}', {room}, 0, {person}, '2025', '2025',
                 '2025')"
        )
    };
    let notice = |id: &str, word: &str| {
        format!(
            "insert into notifications (id, user_id, type, title, message, priority, action_url, expires_at, created_at,
                 updated_at)
             values ('{id}', {person}, '{word}', 'T', 'M', 'high', '/a', '2031', '2025', '2025')"
        )
    };
    for word in ["low_stock", "maintenance_overdue", "loan_overdue"] {
        old.execute(&alert(word, word, "x"), []).unwrap();
    }
    for word in ["loan_pending", "loan_overdue", "maintenance_update", "alert", "system"] {
        old.execute(&notice(word, word), []).unwrap();
    }
    let indexes =
        "select name, \"unique\", partial, (select group_concat(name) from pragma_index_info(i.name))
        from pragma_index_list(?1) i order by 1";
    let foreign = "select \"table\", \"from\", \"to\", on_delete from pragma_foreign_key_list(?1) order by 2";
    let shape = |db: &Connection, table: &str| -> Vec<String> {
        let texts = |query: &str| -> Vec<String> {
            let mut statement = db.prepare(query).unwrap();
            let names = statement.column_count();
            let row = |row: &rusqlite::Row<'_>| {
                (0..names).map(|n| Ok(format!("{:?}", row.get_ref(n)?))).collect::<rusqlite::Result<String>>()
            };
            statement.query_map([table], row).unwrap().collect::<rusqlite::Result<_>>().unwrap()
        };
        let columns = "select name, type, \"notnull\", dflt_value, pk from pragma_table_info(?1)";
        let kind = "select type, wr, strict from pragma_table_list where name = ?1";
        [indexes, foreign, columns, kind].into_iter().flat_map(texts).collect()
    };
    let tables = ["notifications", "system_alerts"];
    let names = tables.map(|table| columns(&old, table));
    let kept = [0, 1].map(|n| (shape(&old, tables[n]), rows(&old, tables[n], &names[n])));
    assert!(kept.iter().all(|(shape, rows)| shape.len() > 15 && rows.len() > 3));
    drop(old);

    Db::open(&path, SECRET).unwrap().close();
    let db = open(&path);
    db.pragma_update(None, "foreign_keys", true).unwrap();
    // Later versions may add to it.
    for (n, (old_shape, old_rows)) in kept.iter().enumerate() {
        let now = shape(&db, tables[n]);
        let lost: Vec<_> = old_shape.iter().filter(|line| !now.contains(line)).collect();
        assert_eq!(lost, Vec::<&String>::new(), "{}", tables[n]);
        assert_eq!(&rows(&db, tables[n], &names[n]), old_rows);
    }
    db.execute(&alert("new", "reservation_late", "x"), []).unwrap();
    db.execute(&notice("new", "reservation_late"), []).unwrap();
    let refused = |statement: String| assert!(db.execute(&statement, []).is_err(), "{statement}");
    refused(alert("again", "low_stock", "x"));
    refused(alert("empty", "", "y"));
    refused(alert("grave", "low_stock", "y").replace("'low'", "'grave'"));
    refused(alert("where", "low_stock", "y").replace(room, "'nowhere'"));
    refused(notice("empty", ""));
    refused(notice("page", "system").replace("'/a'", "'//malo.example'"));
    refused(notice("whose", "system").replace(person, "'nobody'"));
}

/// What is new of inductions and of actas is made of what was known.
#[test]
fn inductions_get_their_centre_and_signed_actas_without_pages_wait_for_them() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 22);
    let category = "insert into inductions (id, name, category, created_at, updated_at)
         values ('i2', 'Alturas en todo', 'tv', '2025-09-01', '2025-09-01')";
    old.execute(category, []).unwrap();
    let centers = texts(&old, "select id from centers");
    let of_item = texts(
        &old,
        "select e.center_id
         from inductions d
         join inventory_items i on i.id = d.item_id
         join environments e on e.id = i.environment_id",
    );
    drop(old);

    Db::open(&path, SECRET).unwrap().close();
    let db = open(&path);
    let now = |id: &str| {
        texts(&db, &format!("select coalesce(center_id, 'all') from inductions where id = '{id}'"))
    };
    assert_eq!((of_item.len(), now("018f0000-0000-7000-8000-090000000025")), (1, of_item));
    // One centre's people were meant where there is one.
    assert_eq!(now("i2"), if centers.len() == 1 { centers } else { vec!["all".to_owned()] });
    assert_eq!(
        texts(&db, "select acta_id || failures from loan_actas_to_print"),
        ["018f0000-0000-7000-8000-0900000000350"]
    );
    let pages = texts(&db, "select acta_id || hex(pdf) from loan_acta_pages");
    assert_eq!(pages, ["018f0000-0000-7000-8000-090000000027255044462D"]);
}

#[tokio::test]
async fn a_room_of_a_released_version_is_checked_like_any_other() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    levels::make(&path, 5);
    let app = App::over(dir).await;
    let gloria = &app.world.gloria;
    let rooms = app.get(gloria, "/api/environments/").await.expect(200).json();
    let old: Vec<_> = rooms.as_array().unwrap().iter().filter(|it| it["center_name"] != "Comercio").collect();
    let mut counted = 0;
    for room in old {
        assert_eq!(room["blind_checks"], false, "{room}");
        let sheet = json!({ "environment_id": room["id"] });
        let made = app.post(gloria, "/api/inventory-checks/", sheet).await.expect(201).json();
        let uri = format!("/api/inventory-checks/{}", made["check_id"].as_str().unwrap());
        let check = app.get(gloria, &uri).await.expect(200).json();
        counted += check["items"].as_array().unwrap().len();
    }
    assert!(counted > 10, "{counted}");
}

/// What a look at the chain of a database finds.
fn chain(path: &std::path::Path) -> ChainVerdict {
    verify(&open(path), Some(&ChainKey::new(SECRET).unwrap())).unwrap()
}

/// Opens a database with this program, which leaves an entry of its own, and closes it.
async fn go_on(path: &std::path::Path) {
    let db = Db::open(path, SECRET).unwrap();
    let event = Event::named("TEST", "test", None).describe("La primera con clave");
    db.write(&Origin::of_command("test"), |_| Ok(Change::new((), event))).await.unwrap();
    tokio::task::spawn_blocking(|| db.close()).await.unwrap();
}

#[tokio::test]
async fn the_audit_of_a_released_version_goes_on_after_a_seam_that_signs_it_as_it_was_found() {
    let mut chained = 0;
    for level in levels::all().into_iter().filter(|level| *level < 34) {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("inventario.db");
        let old = levels::make(&path, level);
        let last = if level < 9 {
            0
        } else {
            let text = "select coalesce(max(seq), 0) from audit_logs";
            let last: i64 = old.query_row(text, [], |row| row.get(0)).unwrap();
            // As the program of that time saw it.
            assert!(
                matches!(chain(&path), ChainVerdict::Whole { entries, .. } if entries == last),
                "{level}"
            );
            last
        };
        drop(old);
        go_on(&path).await;
        let found = chain(&path);
        let ChainVerdict::Whole { entries, plain_until, head, .. } = found else {
            panic!("of level {level}: {found:?}");
        };
        assert_eq!((entries, plain_until, head.seq), (last + 1, last, last + 1), "of level {level}");
        chained += last;

        // What was found is signed: computing it anew, which needs no key, shows.
        if last == 0 {
            continue;
        }
        let forge = open(&path);
        forge
            .execute_batch(
                "update audit_logs set hash = replace(hash, 'a', 'b') where seq = (select seq from audit_seams)",
            )
            .unwrap();
        assert!(matches!(chain(&path), ChainVerdict::Broken { .. }), "of level {level}");
        forge.execute_batch("delete from audit_seams").unwrap();
        assert!(matches!(chain(&path), ChainVerdict::Broken { .. }), "of level {level}");
    }
    assert!(chained > 20, "{chained}");
}

#[tokio::test]
async fn a_chain_that_was_broken_before_the_seam_stays_so() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 9);
    old.execute("update audit_logs set user_name = 'Otra' where seq = 3", []).unwrap();
    drop(old);
    go_on(&path).await;
    let found = chain(&path);
    assert!(matches!(found, ChainVerdict::Broken { seq: 3, .. }), "{found:?}");
}

#[test]
fn an_account_of_a_released_version_is_of_the_centre_of_its_room_or_of_the_only_one() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 9);
    let people = texts(&old, "select id from users");
    let other = "insert into centers (id, code, name, created_at, updated_at) values ('c2', 'X2', 'Otro', '2025', '2025')";
    let free = "update users set environment_id = null where id = (select max(id) from users)";
    old.execute(free, []).unwrap();
    std::fs::copy(&path, dir.path().join("two.db")).unwrap();
    drop(old);
    let none = |path: &std::path::Path| {
        Db::open(path, SECRET).unwrap().close();
        texts(&open(path), "select id from users where center_id is null").len()
    };
    assert_eq!(none(&path), 0);
    let two = dir.path().join("two.db");
    open(&two).execute(other, []).unwrap();
    let of_rooms = texts(&open(&two), "select id from users where environment_id is not null").len();
    assert!(of_rooms > 0);
    assert_eq!(none(&two), people.len() - of_rooms);
}

/// What clients of the asset API gave an item is one of its photos.
#[test]
fn the_photo_of_an_asset_joins_those_of_its_item() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 48);
    let items = texts(&old, "select id from inventory_items order by id limit 2");
    let [bare, shown] = items.as_slice() else { panic!("{items:?}") };
    let person = "(select id from users order by id limit 1)";
    for photo in ["f1", "f2", "f3"] {
        let photo = format!(
            "insert into photos (id, width, height, picture, small, created_by, created_at)
             values ('{photo}', 4, 3, x'FFD8{photo_bytes}', x'FFD8', {person}, '2026-11-01')",
            photo_bytes = photo.replace('f', "0")
        );
        old.execute(&photo, []).unwrap();
    }
    old.execute_batch(&format!(
        "insert into asset_photos (item_id, photo_id, created_at)
         values ('{bare}', 'f1', '2026-11-02'), ('{shown}', 'f2', '2026-11-03');
         insert into item_pictures (id, item_id, photo_id, position, hash, created_by, created_at)
         values ('p3', '{shown}', 'f3', 0, 'abababababababababababababababab', {person}, '2026-11-01');"
    ))
    .unwrap();
    drop(old);

    Db::open(&path, SECRET).unwrap().close();
    let db = open(&path);
    let of = |item: &str| {
        let query = format!(
            "select p.position || ' ' || p.photo_id || ' ' || hex(f.picture) || ' ' || length(p.hash) || ' ' || length(p.id)
             from item_pictures p join photos f on f.id = p.photo_id where p.item_id = '{item}' order by p.position"
        );
        texts(&db, &query)
    };
    assert_eq!(of(bare), ["0 f1 FFD801 32 36"]);
    assert_eq!(of(shown), ["0 f3 FFD803 32 2", "1 f2 FFD802 32 36"]);
    let address = |item: &str| {
        let query = format!(
            "select i.image_url = '/api/item-pictures/files/' || p.hash from inventory_items i
             join item_pictures p on p.item_id = i.id and p.position = 0 where i.id = '{item}'"
        );
        db.query_row(&query, [], |row| row.get::<_, bool>(0)).unwrap()
    };
    assert!(address(bare) && address(shown));
}
