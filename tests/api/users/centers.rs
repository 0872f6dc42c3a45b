//! The centre of an account: whom it binds to which rooms, and where it comes from.

use super::*;

#[tokio::test]
async fn nobody_but_a_general_administrator_links_themself_into_another_centre() {
    let app = App::new().await;
    let world = &app.world;
    let label = app.get(&world.gloria, &format!("/api/qr/generate/environment/{}", world.taller.id)).await;
    let scanned = json!({ "qr_data": label.expect(200).json()["qr_data"] });
    let chosen = json!({ "environment_id": world.taller.id });
    for who in [&world.estela, &world.ana, &world.bruno, &world.wilson, &world.sara] {
        for (uri, body) in [("/api/users/link-environment", &chosen), ("/api/qr/scan", &scanned)] {
            let refused = app.post(who, uri, body.clone()).await.expect(400);
            assert_eq!(refused.json()["code"], "ambiente_de_otro_centro", "{}", who.email);
        }
        // So nothing of it is theirs.
        let item = format!("/api/inventory/{}", world.taller.machine);
        assert!(app.put(who, &item, json!({ "brand": "Mía" })).await.status.is_client_error());
        assert!(app.delete(who, &item).await.status.is_client_error());
    }
    // An apprentice who is of no centre yet finds theirs at the door.
    app.post(&world.pedro, "/api/qr/scan", scanned.clone()).await.expect(200);
    let here = json!({ "environment_id": world.sistemas.id });
    let refused = app.post(&world.pedro, "/api/users/link-environment", here.clone()).await.expect(400);
    assert_eq!(refused.json()["code"], "ambiente_de_otro_centro");
    app.post(&world.gloria, "/api/qr/scan", scanned).await.expect(200);
    app.post(&world.gloria, "/api/users/link-environment", here).await.expect(200);
}

#[tokio::test]
async fn who_keeps_a_centre_and_has_none_sees_none_until_they_are_given_one() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    for who in [&world.bruno, &world.wilson, &world.ana] {
        let uri = format!("/api/users/{}", who.id);
        let none = json!({ "environment_id": null, "center_id": null });
        let user = app.put(gloria, &uri, none).await.expect(200).json();
        assert_eq!((&user["center_id"], &user["center_name"]), (&json!(null), &json!(null)));
        assert_eq!(app.get(who, "/api/inventory/").await.expect(200).json(), json!([]), "{}", who.email);
        let link = json!({ "environment_id": world.sistemas.id });
        let refused = app.post(who, "/api/users/link-environment", link.clone()).await.expect(400);
        assert_eq!(refused.json()["code"], "cuenta_sin_centro");
        let loans = app.get(who, "/api/loans/").await.expect(200).json();
        assert_eq!(loans["total"], json!(0), "{loans}");

        let given = app.put(gloria, &uri, json!({ "center_id": world.center })).await.expect(200).json();
        assert_eq!(given["center_name"], "Comercio");
        app.post(who, "/api/users/link-environment", link).await.expect(200);
        assert_ne!(app.get(who, "/api/inventory/").await.expect(200).json(), json!([]), "{}", who.email);
    }
}

#[tokio::test]
async fn the_centre_of_an_account_is_that_of_its_room() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let ana = format!("/api/users/{}", world.ana.id);
    let moved = app.put(gloria, &ana, json!({ "environment_id": world.taller.id })).await.expect(200).json();
    assert_eq!(
        (&moved["center_id"], &moved["center_name"]),
        (&json!(world.other_center), &json!("Industria"))
    );
    let torn = json!({ "center_id": world.center });
    let refused = app.put(gloria, &ana, torn).await.expect(400).json();
    assert_eq!(refused["code"], "centro_de_otro_ambiente");
    let both = json!({ "center_id": world.center, "environment_id": world.sistemas.id });
    assert_eq!(app.put(gloria, &ana, both).await.expect(200).json()["center_id"], json!(world.center));
    let nowhere = json!({ "center_id": "018f3b1c-0000-7000-8000-000000000001" });
    assert_eq!(app.put(gloria, &ana, nowhere).await.expect(400).json()["code"], "centro_desconocido");

    // Where there are two centres nobody knows whose a new account is; where there is one, it is that one's.
    let person = |email: &str| json!({ "email": email, "password": "tres tazas", "first_name": "N", "last_name": "P" });
    let asked =
        app.post_anonymously("/api/auth/register", person("nora@sena.edu.co")).await.expect(201).json();
    assert_eq!(asked["center_id"], json!(null));
    app.run("delete from inventory_items where environment_id in (select id from environments where name = 'Taller');
         update users set environment_id = null, center_id = null where environment_id in
             (select id from environments where name = 'Taller');
         delete from environments where name = 'Taller'; delete from centers where name = 'Industria'").await;
    let asked =
        app.post_anonymously("/api/auth/register", person("nora2@sena.edu.co")).await.expect(201).json();
    assert_eq!(asked["center_id"], json!(world.center));
}
