//! What the migrations make of equipment that somebody had in charge before an assignment had a centre.

use super::carried::texts;
use crate::levels::{self, open};
use crate::support::SECRET;
use inventario::kit::db::Db;

#[test]
fn an_assignment_is_of_the_centre_of_that_day_and_a_request_names_nobody() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let old = levels::make(&path, 48);
    let assigned = "insert into item_assignments (id, item_id, item_name, internal_code, environment_id, holder_name, started_at,
             assigned_by, updated_at)
         select 'in-a-room', id, name, internal_code, environment_id, 'Rosa Díaz', '2026-11-20T12:00:00.000000Z',
             (select min(id) from users), '2026-11-20T12:00:00.000000Z'
         from inventory_items
         where environment_id is not null
         order by id
         limit 1";
    old.execute_batch(assigned).unwrap();
    // The item has no room by now; the centre is that of the day.
    old.execute_batch(
        "update inventory_items
         set environment_id = null
         where id = (select item_id from item_assignments)",
    )
    .unwrap();
    let asked = |place: &str, title: &str, description: &str| {
        format!(
            "update maintenance_requests
             set title = '{title}', description = '{description}'
             where id = (select {place}(id) from maintenance_requests)"
        )
    };
    let damage = "Daño al devolver un equipo a cargo: Portátil";
    old.execute_batch(&asked("min", damage, "Se cayó (lo devolvió así Rosa Díaz)")).unwrap();
    old.execute_batch(&asked("max", damage, "Rosa Díaz lo devolvió dañado.")).unwrap();
    let of_room = "select e.center_id from item_assignments a join environments e on e.id = a.environment_id";
    let center = texts(&old, of_room);
    assert_eq!(center.len(), 1);
    drop(old);

    Db::open(&path, SECRET).unwrap().close();
    let db = open(&path);
    assert_eq!(texts(&db, "select center_id from item_assignments"), center);
    let described =
        format!("select description from maintenance_requests where title = '{damage}' order by description");
    assert_eq!(
        texts(&db, &described),
        ["Lo devolvió dañado quien lo tenía a cargo.", "Se cayó (así lo devolvió quien lo tenía a cargo)"]
    );
}
