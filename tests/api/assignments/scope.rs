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

#[tokio::test]
async fn who_hands_over_chooses_among_those_who_may_get_it() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let there = json!({ "environment_id": world.taller.id });
    app.put(gloria, &format!("/api/users/{}", world.ivan.id), there).await.expect(200);
    let names = async |who, more: &str| {
        let list = app.get(who, &format!("/api/users/by-role/instructor{more}")).await.expect(200).json();
        let names = list.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&world.wilson, "?near=true").await, ["Ana Prueba"]);
    // As the app asks, they are all.
    assert_eq!(names(&world.wilson, "").await, ["Ana Prueba", "Iván Prueba"]);
    assert_eq!(names(gloria, "?near=true").await, ["Ana Prueba", "Iván Prueba"]);
}

#[tokio::test]
async fn asking_for_oneself_by_name_is_asking_for_ones_own_wherever_it_was_made() {
    let app = App::new().await;
    let (world, wilson) = (&app.world, &app.world.wilson);
    let to_wilson = json!({ "user_id": wilson.id });
    give(&app, &world.gloria, world.taller.machine, to_wilson).await.expect(201);
    for query in ["?own=true".to_owned(), format!("?user_id={}", wilson.id)] {
        assert_eq!(names(&list(&app, wilson, &query).await), ["Wilson Prueba"], "{query}");
    }
    assert!(list(&app, wilson, "").await.is_empty(), "the centre's are the centre's");
    let other = format!("?own=true&user_id={}", world.ana.id);
    assert!(list(&app, wilson, &other).await.is_empty());
}
