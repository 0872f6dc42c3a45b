//! Bodies: nobody fills the memory of the box with what they send, nor keeps others from sending.

use crate::assets::photos;
use crate::photos::{upload, wall};
use crate::support::App;
use bytes::Bytes;
use futures_util::stream;
use inventario::kit::wire::{Arriving, PhotoForm, Sender, Sent};
use poem::http::Method;
use poem::{Request, RequestBody};
use poem_openapi::{ApiExtractor, ExtractParamOptions};
use std::sync::Arc;

/// As much of somebody's as the server holds.
async fn hold(app: &App, sender: Sender, bytes: usize) -> Bytes {
    let piece = Ok(Bytes::from(vec![0; bytes]));
    app.parts.intake.read(sender, stream::iter([piece]), bytes).await.unwrap()
}

/// Noise, so that the photo is longer than what is short.
fn long_photo() -> Vec<u8> {
    let noise = (0..900 * 900_u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8);
    let image = image::GrayImage::from_vec(900, 900, noise.collect()).unwrap();
    let mut out = std::io::Cursor::new(Vec::new());
    image.write_to(&mut out, image::ImageFormat::Png).unwrap();
    let photo = out.into_inner();
    assert!(photo.len() > 300_000, "{}", photo.len());
    photo
}

#[tokio::test]
async fn who_sends_too_much_at_once_is_told_so_and_short_bodies_go_on() {
    let app = App::new().await;
    let world = &app.world;
    let photo = long_photo();
    let held = hold(&app, Sender::Person(world.estela.id), 24 << 20).await;
    let refused = upload(&app, &world.estela, "image/png", photo.clone()).await.expect(429);
    assert_eq!(
        refused.detail(),
        "Su cuenta está enviando demasiado a la vez: espere a que termine lo anterior"
    );
    upload(&app, &world.ivan, "image/png", photo.clone()).await.expect(201);
    let rest = hold(&app, Sender::Person(world.ivan.id), 16 << 20).await;
    let full = upload(&app, &world.sara, "image/png", photo.clone()).await.expect(503);
    assert_eq!(full.detail(), "El servidor está ocupado. Inténtelo de nuevo en unos segundos");
    upload(&app, &world.sara, "image/jpeg", wall(40, 30)).await.expect(201);
    drop((held, rest));
    upload(&app, &world.estela, "image/png", photo).await.expect(201);
}

#[tokio::test]
async fn a_photo_taken_out_of_a_form_is_counted_as_long_as_it_is_held() {
    let app = App::new().await;
    let (gloria, photo) = (Sender::Person(app.world.gloria.id), long_photo());
    let arriving = Arriving { intake: app.parts.intake.clone(), sent: Arc::new(By(gloria)) };
    let request = Request::builder().content_type("multipart/form-data; boundary=limite").extension(arriving);
    let mut body = RequestBody::new(photos::form(&photo).into());
    let taken = PhotoForm::from_request(&request.finish(), &mut body, ExtractParamOptions::default()).await;
    let taken = taken.unwrap().0;
    assert_eq!(taken, photo);
    // There is room beside it, and no more.
    let piece = |bytes: usize| stream::iter([Ok(Bytes::from(vec![0; bytes]))]);
    let (all, rest) = (24 << 20, (24 << 20) - photo.len());
    let beside = app.parts.intake.read(gloria, piece(rest), all).await.unwrap();
    let refused = app.parts.intake.read(gloria, piece(1), all).await.unwrap_err();
    assert_eq!(refused.code().slug(), "demasiado_a_la_vez");
    drop((taken, beside));
    assert_eq!(hold(&app, gloria, all).await.len(), all, "and all of it is given back");
}

/// Somebody who sends.
struct By(Sender);

impl Sent for By {
    fn sender(&self) -> Sender {
        self.0
    }
}

#[tokio::test]
async fn an_address_that_floods_the_door_is_refused_there_and_nobody_else_is() {
    let app = App::new().await;
    let _flood = hold(&app, Sender::Address(Some([10, 0, 0, 66].into())), 2 << 20).await;
    let body = r#"{"email":"nadie@sena.edu.co","password":"no es esta"}"#;
    let json = [("content-type", "application/json")];
    app.send_from("10.0.0.66", Method::POST, "/api/auth/login", &json, body).await.expect(503);
    app.send_from("10.0.0.67", Method::POST, "/api/auth/login", &json, body).await.expect(401);
    upload(&app, &app.world.estela, "image/jpeg", wall(40, 30)).await.expect(201);
}
