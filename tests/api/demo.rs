//! The demo is the work of people: whatever it shows has an entry in the audit, in the order of time.

use inventario::demo;
use inventario::kit::db::Db;
use tokio::sync::OnceCell;

/// The demo, filled once for all that only look at it.
async fn filled() -> (Db, tempfile::TempDir) {
    static FILLED: OnceCell<Vec<u8>> = OnceCell::const_new();
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("inventario.db");
    let file = FILLED.get_or_init(async || {
        let db = Db::open(&path, "the secret of the tests").unwrap();
        demo::fill(&db).await.unwrap();
        tokio::task::spawn_blocking(move || db.close()).await.unwrap();
        std::fs::read(&path).unwrap()
    });
    std::fs::write(&path, file.await).unwrap();
    (Db::open(&path, "the secret of the tests").unwrap(), dir)
}

/// What a query counts in a fresh demo.
async fn counts<const N: usize>(queries: [&'static str; N]) -> [i64; N] {
    let (db, _dir) = filled().await;
    let counted = db.read(move |db| {
        let mut counted = [0; N];
        for (count, query) in counted.iter_mut().zip(queries) {
            *count = db.query_row(query, [], |row| row.get(0))?;
        }
        Ok(counted)
    });
    counted.await.unwrap()
}

#[tokio::test]
async fn everything_has_its_entry_of_its_time() {
    let [out_of_order, later, unnamed, checks, begun, things, registered, open_alerts, waiting] = counts([
        "select count(*) from audit_logs a join audit_logs b on b.seq = a.seq + 1 where b.created_at < a.created_at",
        "select count(*) from audit_logs where created_at > strftime('%Y-%m-%dT%H:%M:%f', 'now') || '999Z'",
        "select count(*) from audit_logs where user_name is null
         and action not in ('CREATE_CENTER', 'CREATE_DEMO', 'CREATE_USER', 'REGISTER', 'EXPIRE_RESERVATION')",
        "select count(*) from inventory_checks",
        "select count(*) from audit_logs a join inventory_checks c on c.id = a.entity_id
         and c.created_at = a.created_at and c.student_id = a.user_id where a.action = 'CREATE_INVENTORY_CHECK'",
        "select count(*) from inventory_items",
        "select count(*) from audit_logs a join inventory_items i on i.id = a.entity_id and i.created_at = a.created_at
         where a.action = 'CREATE_INVENTORY_ITEM'",
        "select count(*) from system_alerts where is_resolved = 0",
        "select count(*) from users where activation_requested = 1",
    ])
    .await;
    assert_eq!((out_of_order, later, unnamed), (0, 0, 0));
    assert!(checks > 60, "{checks}");
    assert_eq!((begun, things, registered), (checks, 400, 400));
    assert!((1..10).contains(&open_alerts), "{open_alerts}");
    assert_eq!(waiting, 1);
}

/// What the visitor finds: every stage of a check, and a few things that nobody has told them yet.
#[tokio::test]
async fn every_stage_is_to_be_seen() {
    let [waits, confirmed, troubled, complete, found, laura, carlos, marta] = counts([
        "select count(*) from inventory_checks where status = 'instructor_review'",
        "select count(*) from inventory_checks where status = 'supervisor_review'",
        "select count(*) from inventory_checks where status = 'issues' and supervisor_id is null",
        "select count(*) from inventory_checks where status = 'complete'",
        "select count(*) from inventory_check_findings where status = 'open'",
        "select count(*) from notifications n join users u on u.id = n.user_id
         where u.email like 'aprendiz@%' and is_read = 0",
        "select count(*) from notifications n join users u on u.id = n.user_id
         where u.email like 'instructor@%' and is_read = 0",
        "select count(*) from notifications n join users u on u.id = n.user_id
         where u.email like 'supervisor@%' and is_read = 0",
    ])
    .await;
    assert_eq!((waits, troubled, found, laura, carlos, marta), (1, 1, 2, 1, 1, 3));
    assert!(confirmed > 1 && complete > 40, "{confirmed}, {complete}");
}

/// Photos of what is worth one: all of a room are recognised in its check, and one photo serves all that look alike.
#[tokio::test]
async fn equipment_has_photos() {
    let [shown, photos, smalls, bytes, without, unnamed] = counts([
        "select count(*) from inventory_items i join item_pictures p on p.item_id = i.id
         where i.image_url = '/api/item-pictures/files/' || p.hash",
        "select count(distinct hash) from item_pictures",
        "select count(*) from photo_smalls",
        "select sum(length(picture)) from photos",
        "select count(*) from inventory_items where image_url is null",
        "select count(*) from item_pictures p where not exists (
             select 1 from audit_logs a
             where a.entity_id = p.id and a.action = 'CREATE_ITEM_PICTURE' and a.created_at = p.created_at)",
    ])
    .await;
    assert!(shown > 150 && without > 50, "{shown} with a photo, {without} without");
    assert_eq!((photos, smalls, unnamed), (13, 13, 0));
    assert!(bytes < 400_000, "{bytes}");
}

/// Two warehouses with their bins, and the materials that a keeper looks for.
#[tokio::test]
async fn there_are_materials_to_look_for() {
    let [warehouses, bins, aside, products, categories, suppliers, unnamed] = counts([
        "select count(*) from warehouse_profiles",
        "select count(*) from bins",
        "select count(*) from bins where set_aside is not null",
        "select count(*) from products where sku is not null",
        "select count(distinct category) from products",
        "select count(*) from suppliers where tax_number is not null",
        "select count(*) from products p where not exists (
             select 1 from audit_logs a
             where a.entity_id = p.id and a.action = 'CREATE_PRODUCT' and a.created_at = p.created_at)",
    ])
    .await;
    assert_eq!((warehouses, bins, aside, products, suppliers), (2, 120, 6, 60, 8));
    assert!(categories > 4, "{categories}");
    assert_eq!(unnamed, 0);
}

/// Lots of all kinds in those bins, and a ledger of three months that goes on where it ended.
#[tokio::test]
async fn there_is_stock_with_a_history() {
    let [
        lots, soon, expired, undated, held, scrapped, occupied, unpriced, low, movements, old, kinds, issues, overrides, keepers,
        warehouses, unnamed, broken, wrong,
    ] = counts([
        "select count(*) from lots",
        "select count(*) from lots
         where quantity > 0 and use_by_date between date('now', '-5 hours') and date('now', '-5 hours', '+6 days')",
        "select count(*) from lots where quantity > 0 and use_by_date < date('now', '-5 hours')",
        "select count(*) from lots where quantity > 0 and use_by_date is null",
        "select count(*) from lots where status = 'held'",
        "select count(*) from lots where status = 'scrapped'",
        "select count(distinct bin_id) from lots where quantity > 0",
        "select count(*) from lots where unit_price is null",
        "select count(*) from products p
         where min_stock > (select coalesce(sum(quantity), 0) from lots l where l.product_id = p.id)",
        "select count(*) from movements",
        "select count(*) from movements where created_at < strftime('%Y-%m-%dT%H:%M:%f', 'now', '-92 days')",
        "select count(distinct movement_type) from movements",
        "select count(*) from movements where movement_type = 'issue' and reference_number like '27583%'",
        "select count(*) from movements where force_override = 1 and fefo_compliant = 0",
        "select count(distinct created_by) from movements",
        "select count(distinct environment_id) from movements",
        "select count(*) from movements m where not exists (
             select 1 from audit_logs a
             where a.entity_id = m.lot_id and a.created_at = m.created_at and a.user_id = m.created_by)",
        "select count(*) from lots l
         where quantity <> (select sum(quantity) from movements m where m.lot_id = l.id)",
        // Nothing that had expired by then has gone out.
        "select count(*) from movements m join lots l on l.id = m.lot_id
         where m.movement_type = 'issue' and l.use_by_date < date(m.created_at, '-5 hours')",
    ])
    .await;
    // What came from the other warehouse is a lot of its own there.
    assert!((201..=204).contains(&lots), "{lots}");
    assert!(soon > 5 && expired > 2 && undated > 30, "{soon}, {expired}, {undated}");
    assert!(held > 0 && scrapped > 0 && unpriced > 0 && low > 0, "{held}, {scrapped}, {unpriced}, {low}");
    assert!((60..120).contains(&occupied), "{occupied}");
    assert!((1_300..1_700).contains(&movements), "{movements}");
    assert_eq!((old, kinds, keepers, warehouses, unnamed, broken, wrong), (0, 5, 3, 2, 0, 0, 0));
    assert!(issues > 1_000 && (5..60).contains(&overrides), "{issues}, {overrides}");
}

/// What is promised, sent and counted, in every state in which a keeper or somebody who teaches meets it.
#[tokio::test]
async fn the_desk_of_the_warehouse_has_its_work() {
    let [
        fulfilled,
        cancelled,
        expired,
        active,
        own,
        unkept,
        received,
        short,
        away,
        packed,
        approved,
        submitted,
        open,
        beyond,
    ] = counts([
        "select count(*) from reservations where status = 'fulfilled'",
        "select count(*) from reservations where status = 'cancelled'",
        "select count(*) from reservations where status = 'expired'",
        "select count(*) from reservations where status = 'active'",
        "select count(*) from reservations r join users u on u.id = r.created_by
         where r.status = 'active' and u.email like 'instructor@%'",
        // Nothing that waits is over already.
        "select count(*) from reservations
         where status = 'active' and reserved_until < strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
        "select count(*) from transfers where status = 'received'",
        "select count(*) from transfers where status = 'received' and quantity_received < quantity_sent",
        "select count(*) from transfers where status = 'in_transit'",
        "select count(*) from transfers where status = 'pending'",
        "select count(*) from counts where status = 'approved'",
        "select count(*) from counts where status = 'submitted'",
        "select count(*) from counts where status = 'open'",
        "select count(*) from lots where reserved_quantity > quantity",
    ])
    .await;
    assert_eq!((fulfilled, cancelled, expired, active, own, unkept), (5, 2, 1, 4, 1, 0));
    assert_eq!((received, short, away, packed), (4, 1, 1, 1));
    assert_eq!((approved, submitted, open, beyond), (3, 1, 1, 0));
}
