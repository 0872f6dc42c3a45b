//! Photos and documents of equipment: what was stored before is carried over, once.

use crate::levels::{self, open};
use crate::support::SECRET;
use inventario::kit::db::Db;
use rusqlite::params;

#[test]
fn documents_are_carried_over_with_their_parts_and_one_that_was_sent_twice_is_shown_once() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 48);
    let text = |query: &str| old.query_row(query, [], |row| row.get::<_, String>(0)).unwrap();
    let (item, person) = (text("select min(id) from inventory_items"), text("select min(id) from users"));
    for (id, hash, is_whole) in [("d1", "a", true), ("d2", "a", true), ("d3", "b", true), ("d4", "b", false)]
    {
        old.execute(
            "insert into item_documents (id, item_id, kind, name, size, sha256, is_whole, created_by, created_at)
             values (?1, ?2, 'manual', 'Manual.pdf', 3, ?3, ?4, ?5, '2026-01-01T00:00:00.000000')",
            params![id, item, hash.repeat(64), is_whole, person],
        )
        .unwrap();
        let part = "insert into item_document_parts (document_id, number, bytes) values (?1, 0, x'010203')";
        old.execute(part, [id]).unwrap();
    }
    drop(old);
    Db::open(&path, SECRET).unwrap().close();

    let db = open(&path);
    let list = |query: &str| -> Vec<String> {
        let mut rows = db.prepare(query).unwrap();
        rows.query_map([], |row| row.get(0)).unwrap().collect::<rusqlite::Result<_>>().unwrap()
    };
    let whole = "select id from item_documents where is_whole = 1 and item_id is not null order by id";
    assert_eq!(list(whole), ["d1", "d3"]);
    assert_eq!(list("select id from item_documents where item_id is null"), ["d2"], "cleared away by and by");
    let parts = "select document_id from item_document_parts where bytes = x'010203' order by document_id";
    assert_eq!(list(parts), ["d1", "d2", "d3", "d4"]);
    let twice = "insert into item_documents (id, item_id, kind, name, size, sha256, is_whole, created_by, created_at)
        select 'd5', item_id, kind, name, size, sha256, 1, created_by, created_at from item_documents where id = 'd1'";
    assert!(db.execute(twice, []).is_err(), "whoever writes it");
    assert_eq!(
        list("select \"table\" from pragma_foreign_key_list('item_document_parts')"),
        ["item_documents"]
    );
}
