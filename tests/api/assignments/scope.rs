//! Who reads what, and who hands over what.

use super::{ASSIGNMENTS, give, given, id_of, list, take_back, uri};
use crate::support::App;
use serde_json::{Value, json};

fn names(rows: &[Value]) -> Vec<&str> {
    rows.iter().map(|row| row["holder_name"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn everybody_reads_their_own_and_who_keeps_equipment_that_of_the_centre() {
    let app = App::new().await;
    let world = &app.world;
    let gloria = &world.gloria;
    let to_ana = given(&app).await;
    let to_bruno = json!({ "user_id": world.bruno.id });
    let taller = id_of(&give(&app, gloria, world.taller.machine, to_bruno).await.expect(201).json());
    let to_estela = json!({ "user_id": world.estela.id });
    give(&app, gloria, world.idiomas.machine, to_estela).await.expect(201);

    assert_eq!(names(&list(&app, &world.estela, "").await), ["Estela Prueba"]);
    assert_eq!(names(&list(&app, &world.ana, "").await), ["Ana Prueba"]);
    assert!(list(&app, &world.ivan, "").await.is_empty());
    assert_eq!(list(&app, gloria, "").await.len(), 3);
    for keeper in [&world.bruno, &world.sara, &world.wilson] {
        assert_eq!(names(&list(&app, keeper, "").await), ["Estela Prueba", "Ana Prueba"]);
    }
    // What is theirs is theirs wherever it stands.
    assert_eq!(names(&list(&app, &world.bruno, "?own=true").await), ["Bruno Prueba"]);
    app.get(&world.bruno, &uri(&taller)).await.expect(200);
    for nobody in [&world.wilson, &world.ana, &world.estela] {
        assert_eq!(app.get(nobody, &uri(&taller)).await.expect(404).detail(), "Equipo a cargo no encontrado");
    }
    app.get(&world.ivan, &uri(&to_ana)).await.expect(404);

    let by_room = format!("?environment_id={}", world.idiomas.id);
    assert_eq!(names(&list(&app, gloria, &by_room).await), ["Estela Prueba"]);
    assert_eq!(names(&list(&app, gloria, "?search=ana").await), ["Ana Prueba"]);
    assert_eq!(names(&list(&app, gloria, "?search=ta-m").await), ["Bruno Prueba"]);
    let by_person = format!("?user_id={}&status=open", world.ana.id);
    assert_eq!(list(&app, gloria, &by_person).await.len(), 1);
    let sorted = list(&app, gloria, "?order=holder").await;
    assert_eq!(names(&sorted), ["Ana Prueba", "Bruno Prueba", "Estela Prueba"]);
    assert_eq!(names(&list(&app, gloria, "?order=oldest").await)[0], "Ana Prueba");
    let page = app.get(gloria, &format!("{ASSIGNMENTS}?page=2&page_size=2")).await.expect(200).json();
    assert_eq!((&page["total"], &page["pages"]), (&json!(3), &json!(2)));
    assert_eq!(page["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn an_administrator_hands_over_what_is_of_the_centre_to_its_people() {
    let app = App::new().await;
    let world = &app.world;
    let to = json!({ "user_id": world.ana.id });
    for nobody in [&world.estela, &world.ana, &world.bruno] {
        give(&app, nobody, world.sistemas.machine, to.clone()).await.expect(403);
    }
    assert_eq!(
        give(&app, &world.wilson, world.taller.machine, to.clone()).await.expect(404).detail(),
        "Ítem no encontrado"
    );
    // Iván moves to the other centre.
    let room = json!({ "environment_id": world.taller.id });
    app.put(&world.gloria, &format!("/api/users/{}", world.ivan.id), room).await.expect(200);
    let stranger = json!({ "user_id": world.ivan.id });
    give(&app, &world.wilson, world.sistemas.machine, stranger.clone()).await.expect(400);
    let made = give(&app, &world.gloria, world.taller.machine, stranger).await.expect(201).json();
    let id = id_of(&made);
    take_back(&app, &world.wilson, &id, json!({})).await.expect(404);
    app.put(&world.wilson, &uri(&id), json!({ "notes": "Sin cargador" })).await.expect(404);
    take_back(&app, &world.gloria, &id, json!({})).await.expect(200);
}
