//! What was handed over in a centre stays that centre's, with all that was signed, when the item goes to another.

use super::acta::{newest, pdf, sign, text};
use super::{assignment, give, given, list, take_back, uri};
use crate::support::{App, Person};
use image::{ImageFormat, Rgba, RgbaImage};
use inventario::kit::access::Role;
use poem::http::Method;
use serde_json::{Value, json};
use std::io::Cursor;

/// The machine of `sistemas`, by Gloria, to the other centre's room.
async fn moved(app: &App) {
    let item = format!("/api/inventory/{}", app.world.sistemas.machine);
    app.put(&app.world.gloria, &item, json!({ "environment_id": app.world.taller.id })).await.expect(200);
}

/// The warehouse administrator of the other centre: Wilson, after he has moved there.
async fn over_there(app: &App) -> &Person {
    let wilson = &app.world.wilson;
    assert_eq!(wilson.role, Role::Admin);
    let there = json!({ "environment_id": app.world.taller.id, "center_id": app.world.other_center });
    app.put(&app.world.gloria, &format!("/api/users/{}", wilson.id), there).await.expect(200);
    wilson
}

#[tokio::test]
async fn it_is_read_and_taken_back_where_it_was_handed_over() {
    let app = App::new().await;
    let (world, wilson) = (&app.world, &app.world.wilson);
    let id = given(&app).await;
    assert_eq!(assignment(&app, &id).await["center_id"], json!(world.center));
    moved(&app).await;
    let kept = app.get(wilson, &uri(&id)).await.expect(200).json();
    assert_eq!((&kept["environment_name"], &kept["center_name"]), (&json!("Taller"), &json!("Comercio")));
    assert_eq!(list(&app, wilson, "").await.len(), 1);
    app.get(wilson, &format!("{}/actas", uri(&id))).await.expect(200);
    // He takes it back; whom it goes to next is decided where it is.
    let on = app.post(wilson, &format!("{}/reassign", uri(&id)), json!({ "holder_name": "Rosa Díaz" })).await;
    assert_eq!(
        on.expect(409).detail(),
        "Computador Sistemas 1 (S1-M) ya es de otro centro: recíbalo, y allá se entrega"
    );
    take_back(&app, wilson, &id, json!({})).await.expect(200);
}

#[tokio::test]
async fn whoever_has_the_item_by_now_neither_reads_nor_signs_what_was_signed_elsewhere() {
    let app = App::new().await;
    let (id, machine) = (given(&app).await, app.world.sistemas.machine);
    moved(&app).await;
    let there = over_there(&app).await;
    assert!(list(&app, there, "").await.is_empty());
    app.get(there, &uri(&id)).await.expect(404);
    app.get(there, &format!("{}/acta", uri(&id))).await.expect(404);
    sign(&app, there, &id, ("delivery", "keeper"), json!({})).await.expect(404);
    take_back(&app, there, &id, json!({})).await.expect(404);
    let refused = give(&app, there, machine, json!({ "holder_name": "Rosa Díaz" })).await.expect(409);
    assert_eq!(
        refused.detail(),
        "Computador Sistemas 1 (S1-M) está a cargo de Ana Prueba en Comercio: ese centro lo recibe, y después se entrega aquí"
    );
    // Gloria keeps every centre: she takes it back, and hands it over in the one where it is.
    let passed = json!({ "holder_name": "Rosa Díaz" });
    let made = app.post(&app.world.gloria, &format!("{}/reassign", uri(&id)), passed).await.expect(201);
    assert_eq!(made.json()["center_id"], json!(app.world.other_center));
    assert_eq!(assignment(&app, &id).await["center_id"], json!(app.world.center));
}

/// A picture of one colour.
fn logo(colour: [u8; 3]) -> Vec<u8> {
    let [red, green, blue] = colour;
    let mut out = Cursor::new(Vec::new());
    let drawing = RgbaImage::from_pixel(64, 64, Rgba([red, green, blue, 255]));
    drawing.write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

#[tokio::test]
async fn its_acta_names_the_centre_where_it_was_handed_over_and_bears_its_logo() {
    let app = App::new().await;
    let (world, gloria) = (&app.world, &app.world.gloria);
    let authorization = format!("Bearer {}", gloria.token);
    let headers = [("authorization", authorization.as_str()), ("content-type", "image/png")];
    let put = async |center: Value, colour| {
        let uri = format!("/api/centers/{}/logo", center.as_str().unwrap());
        app.send(Method::PUT, &uri, &headers, logo(colour)).await.expect(200);
    };
    let id = given(&app).await;
    let path = format!("{}/acta", uri(&id));
    let plain = pdf(&app, gloria, &path).await.len();
    // Only the other centre has a logo: it isn't this acta's, wherever the item goes and whatever the centres are called.
    put(json!(world.other_center), [200, 30, 30]).await;
    moved(&app).await;
    for (center, code) in [(world.other_center, "9399"), (world.center, "9302")] {
        app.put(gloria, &format!("/api/centers/{center}"), json!({ "code": code })).await.expect(200);
    }
    take_back(&app, gloria, &id, json!({})).await.expect(200);
    let back = format!("{path}?kind=return");
    let without = pdf(&app, gloria, &back).await;
    assert!(text(&without).contains("Comercio") && !text(&without).contains("Industria"));
    put(json!(world.center), [30, 30, 200]).await;
    let with = pdf(&app, gloria, &back).await;
    assert!(with.len() > without.len(), "{} {}", with.len(), without.len());
    assert!(pdf(&app, gloria, &path).await.len() > plain);
    assert_eq!(newest(&app, gloria, &id, "delivery").await["version"], 1);
}
