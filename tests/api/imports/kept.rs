//! What is kept of imports: whose they are, for how long, how many, and what a stop of the server leaves.

use super::*;
use inventario::campus::imports;
use inventario::kit::access::Origin;
use inventario::kit::db::{Change, Tx};
use inventario::kit::error::Result;
use inventario::kit::resource::Resource as _;
use inventario::kit::wire::Id;
use rusqlite::named_params;

async fn behind<T: Send + 'static>(app: &App, job: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static) -> T {
    let origin = Origin::of_command("test");
    app.parts.db.write(&origin, move |tx| job(tx).map(Change::unaudited)).await.unwrap()
}

#[tokio::test]
async fn each_sees_their_own_and_the_general_administrator_all() {
    let app = App::new().await;
    let (gloria, bruno, wilson) = (&app.world.gloria, &app.world.bruno, &app.world.wilson);
    let import = judged(&app, bruno, "Placa;Nombre\nN-1;Portátil\n").await;
    assert_eq!((&import["user_name"], &import["file_name"]), (&json!("Bruno Prueba"), &json!("equipos.csv")));
    app.get(wilson, &uri(&import)).await.expect(404);
    app.get(wilson, &format!("{}/rows", uri(&import))).await.expect(404);
    apply(&app, wilson, &uri(&import), false).await.expect(404);
    undo(&app, wilson, &uri(&import)).await.expect(404);
    app.delete(wilson, &uri(&import)).await.expect(404);
    assert_eq!(app.get(wilson, URI).await.json(), json!([]));
    let all = app.get(gloria, &format!("{URI}?limit=1")).await;
    assert_eq!(all.header("x-total-count"), Some("1"));
    assert_eq!(all.json()[0]["id"], import["id"]);
    app.get(&app.world.ana, URI).await.expect(403);
    app.delete(gloria, &uri(&import)).await.expect(200);
    app.get(bruno, &uri(&import)).await.expect(404);
}

#[tokio::test]
async fn a_file_that_is_sent_again_with_its_key_is_one_import() {
    let app = App::new().await;
    let key = [("idempotency-key", "clave-de-prueba")];
    let file = "Placa;Nombre\nN-1;Portátil\n";
    let first = send_named(&app, &app.world.bruno, "a.csv", &key, file).await.expect(201);
    let again = send_named(&app, &app.world.bruno, "a.csv", &key, file).await.expect(201);
    assert_eq!(again.header("idempotent-replayed"), Some("true"));
    assert_eq!(first.json(), again.json());
    send_named(&app, &app.world.bruno, "a.csv", &key, "Placa;Nombre\nN-2;Portátil\n").await.expect(422);
    let list = app.get(&app.world.bruno, URI).await.json();
    assert_eq!(list.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn twenty_are_kept_and_what_is_old_goes_with_its_rows() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    for n in 0..20 {
        judged(&app, bruno, format!("Placa;Nombre\nN-{n};Portátil\n")).await;
    }
    let refused = send(&app, bruno, "Placa;Nombre\nN-1;Portátil\n").await.expect(400);
    assert_eq!(refused.json()["code"], "demasiadas_importaciones");
    let gone = behind(&app, |tx| {
        tx.execute("update imports set expires_at = '2020-01-01T00:00:00.000000Z'", [])?;
        imports::Entry::clear(tx)
    });
    assert_eq!(gone.await, 20);
    let left = behind(&app, |tx| {
        Ok(tx.query_row("select count(*) from import_rows", [], |row| row.get::<_, i64>(0))?)
    });
    assert_eq!(left.await, 0);
}

#[tokio::test]
async fn what_a_stop_has_cut_short_is_judged_to_its_end_or_has_to_be_sent_again() {
    let app = App::new().await;
    let bruno = &app.world.bruno;
    let judging = judged(&app, bruno, "Placa;Nombre\nN-1;Portátil\n").await;
    let reading = judged(&app, bruno, "Placa;Nombre\nN-2;Portátil\n").await;
    for (import, status) in [(&judging, "judging"), (&reading, "reading")] {
        let id: Id = serde_json::from_value(import["id"].clone()).unwrap();
        behind(&app, move |tx| {
            let text = "update imports set status = :status, create_count = 0 where id = :id";
            tx.execute(text, named_params! { ":status": status, ":id": id })?;
            tx.execute(
                "update import_rows set verdict = null where import_id = :id",
                named_params! { ":id": id },
            )?;
            Ok(())
        })
        .await;
    }
    assert_eq!(app.get(bruno, &uri(&judging)).await.json()["progress"], 0);
    apply(&app, bruno, &uri(&judging), false).await.expect(400);
    let jobs = imports::Entry::jobs((app.parts.core.clone(), app.parts.importer.clone()));
    assert_eq!(jobs[0].run().await.unwrap(), 2);
    let judging = app.get(bruno, &uri(&judging)).await.json();
    assert_eq!((&judging["status"], &judging["create_count"]), (&json!("ready"), &json!(1)));
    let reading = app.get(bruno, &uri(&reading)).await.json();
    assert_eq!(reading["status"], "failed");
    assert_eq!(reading["error"], "La lectura del archivo quedó interrumpida: envíelo de nuevo");
    assert_eq!(jobs[0].run().await.unwrap(), 0);
}
