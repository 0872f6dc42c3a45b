//! What becomes of a document that breaks off, comes twice at once, or goes: nothing of it stays, and nobody waits for that.

use super::*;
use inventario::kit::db::budget::Bounds;
use std::time::Duration;

/// How many documents an item shows, and how many bytes lie in parts.
async fn kept(app: &App) -> (i64, i64) {
    let shown = "select count(*) from item_documents where is_whole = 1 and item_id is not null";
    (
        app.count(shown).await,
        app.count("select coalesce(sum(length(bytes)), 0) from item_document_parts").await,
    )
}

#[tokio::test]
async fn a_document_that_is_refused_half_way_leaves_nothing_behind() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    // The hour of whoever sends it is over after two parts.
    app.parts.db.budgets().bound(Bounds { writes: 3, ..Bounds::default() });
    send(&app, bruno, machine, ("manual", "a.pdf"), pdf(1_000_000)).await.expect(429);
    app.parts.db.budgets().bound(Bounds::default());
    assert_eq!(
        app.count("select count(*) from item_documents where item_id is not null").await,
        0,
        "at once"
    );
    cleared(&app).await;
    assert_eq!(app.count("select count(*) from item_documents").await, 0);
    assert_eq!(kept(&app).await, (0, 0));
    send(&app, bruno, machine, ("manual", "a.pdf"), pdf(1_000_000)).await.expect(201);
}

#[tokio::test]
async fn what_has_arrived_is_kept_though_nobody_waits_for_the_answer() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let begun = async {
        while app.count("select count(*) from item_documents").await == 0 {
            tokio::task::yield_now().await;
        }
    };
    // The telephone loses its network: its request is dropped in the middle.
    tokio::select! {
        () = begun => {}
        _ = send(&app, bruno, machine, ("manual", "a.pdf"), pdf(9_000_000)) => panic!("it was answered"),
    }
    let is_kept = async {
        while names(&app, bruno, machine).await.is_empty() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), is_kept).await.expect("what had arrived is kept");
    assert_eq!(kept(&app).await, (1, pdf(9_000_000).len() as i64));
    send(&app, bruno, machine, ("manual", "a.pdf"), pdf(9_000_000)).await.expect(409);
}

#[tokio::test]
async fn of_two_that_are_sent_at_once_one_stays() {
    let app = App::new().await;
    let (bruno, wilson, machine) = (&app.world.bruno, &app.world.wilson, app.world.sistemas.machine);
    let one = |who| send(&app, who, machine, ("manual", "a.pdf"), pdf(2_000_000));
    let (first, second) = tokio::join!(one(bruno), one(wilson));
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409]);
    let refused = if first.status == 409 { first } else { second };
    assert_eq!(refused.detail(), "El equipo ya tiene ese documento");
    assert_eq!(names(&app, bruno, machine).await, ["a.pdf"]);
    cleared(&app).await;
    assert_eq!(kept(&app).await, (1, pdf(2_000_000).len() as i64));
}

#[tokio::test]
async fn what_broke_off_does_not_count_among_the_twenty() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    for n in 0..20 {
        broken(&app, machine, bruno.id, &format!("{n:064}")).await;
    }
    let made = send(&app, bruno, machine, ("other", "c.pdf"), pdf(100)).await.expect(201).json();
    // And what the server was stopped in the middle of can be sent again.
    broken(&app, app.world.sistemas.group, bruno.id, made["sha256"].as_str().unwrap()).await;
    send(&app, bruno, app.world.sistemas.group, ("other", "c.pdf"), pdf(100)).await.expect(201);
}

#[tokio::test]
async fn a_deleted_document_is_gone_at_once_and_its_bytes_go_a_few_at_a_time() {
    let app = App::new().await;
    let (gloria, machine) = (&app.world.gloria, app.world.sistemas.machine);
    // Six parts and three.
    let first = send(&app, gloria, machine, ("manual", "a.pdf"), pdf(1_500_000)).await.expect(201).json();
    send(&app, gloria, machine, ("other", "b.pdf"), pdf(700_000)).await.expect(201);
    let before = kept(&app).await.1;
    app.delete(gloria, &format!("{DOCUMENTS}/{}", first["id"].as_str().unwrap())).await.expect(204);
    app.get(gloria, &download(&first)).await.expect(404);
    app.delete(gloria, &format!("{DOCUMENTS}/{}", first["id"].as_str().unwrap())).await.expect(404);
    app.delete(gloria, &format!("/api/inventory/{machine}")).await.expect(200);
    assert_eq!(kept(&app).await, (0, before), "no write has deleted a part");

    let origin = Origin::of_command("test");
    let mut parts = Vec::new();
    while app.count("select count(*) from item_documents").await > 0 {
        let step = app.parts.db.write(&origin, |tx| store::clear_some(tx, 4).map(Change::unaudited));
        step.await.unwrap();
        parts.push(app.count("select count(*) from item_document_parts").await);
    }
    assert_eq!(parts, [5, 3, 0]);
}

#[tokio::test]
async fn a_download_goes_on_where_it_was_cut() {
    let app = App::new().await;
    let (bruno, machine) = (&app.world.bruno, app.world.sistemas.machine);
    let file = pdf(600_000);
    let made = send(&app, bruno, machine, ("manual", "a.pdf"), file.clone()).await.expect(201).json();
    let authorization = format!("Bearer {}", bruno.token);
    let ask = async |range: &str| {
        let headers = [("authorization", authorization.as_str()), ("range", range)];
        app.send(Method::GET, &download(&made), &headers, "").await
    };
    let rest = ask("bytes=262100-").await.expect(206);
    assert!(rest.bytes == file[262_100..]);
    let says = format!("bytes 262100-{}/{}", file.len() - 1, file.len());
    assert_eq!(rest.header("content-range"), Some(says.as_str()));
    assert_eq!(
        rest.header("content-security-policy"),
        Some("default-src 'none'; frame-ancestors 'none'; sandbox")
    );
    assert!(rest.header("content-disposition").unwrap().starts_with("attachment"));
    let beyond = ask("bytes=9000000-").await.expect(416);
    assert_eq!(beyond.detail(), "El archivo no tiene esa parte");
}
