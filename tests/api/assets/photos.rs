//! The photo of an asset: the first of its item's.

use super::{ASSETS, laptop, one};
use crate::photos::wall;
use crate::support::{App, Person, Reply};
use poem::http::Method;
use serde_json::{Value, json};

/// A form with a short member before its file.
pub fn form(photo: &[u8]) -> Vec<u8> {
    let mut form = b"--limite\r\nContent-Disposition: form-data; name=\"comment\"\r\n\r\nhola\r\n".to_vec();
    form.extend(b"--limite\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.jpg\"\r\n");
    form.extend(b"Content-Type: image/jpeg\r\n\r\n");
    form.extend(photo);
    form.extend(b"\r\n--limite--\r\n");
    form
}

pub async fn photo(app: &App, who: &Person, asset: &str, body: &[u8]) -> Reply {
    let authorization = format!("Bearer {}", who.token);
    let headers =
        [("authorization", authorization.as_str()), ("content-type", "multipart/form-data; boundary=limite")];
    app.send(Method::POST, &format!("{asset}/photo"), &headers, body.to_vec()).await
}

#[tokio::test]
async fn a_photo_in_a_form_is_the_first_of_its_item_before_those_that_it_has() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = app.post(wilson, ASSETS, laptop()).await.expect(201).json();
    assert_eq!(made["photo_url"], Value::Null);
    let mut seen = Vec::new();
    for width in [3_000, 900] {
        let shown = photo(&app, wilson, &one(&made), &form(&wall(width, 600))).await.expect(200).json();
        assert!(shown["updated_at"].as_str() > made["updated_at"].as_str());
        let url = shown["photo_url"].as_str().unwrap().to_owned();
        assert!(url.starts_with("/api/item-pictures/files/"), "{url}");
        assert_eq!(app.get(wilson, &url).await.expect(200).header("content-type"), Some("image/jpeg"));
        seen.push(url);
    }
    assert_ne!(seen[0], seen[1]);
    assert_eq!(app.get(wilson, &one(&made)).await.json()["photo_url"], seen[1].as_str());
    // Of the item and of its gallery it is the same picture.
    let id = made["id"].as_str().unwrap();
    let item = app.get(wilson, &format!("/api/inventory/{id}")).await.json();
    assert_eq!(item["image_url"], seen[1].as_str());
    let pictures = app.get(wilson, &format!("/api/item-pictures?item_id={id}")).await.json();
    let urls: Vec<&str> = pictures.as_array().unwrap().iter().map(|it| it["url"].as_str().unwrap()).collect();
    assert_eq!(urls, [&seen[1], &seen[0]]);

    // Whoever got no answer sends it again.
    let again = photo(&app, wilson, &one(&made), &form(&wall(3_000, 600))).await.expect(200).json();
    assert_eq!(again["photo_url"], seen[0].as_str(), "it is the first again");
    photo(&app, wilson, &one(&made), &form(&wall(900, 600))).await.expect(200);
    let pictures = app.get(wilson, &format!("/api/item-pictures?item_id={id}")).await.json();
    assert_eq!(pictures.as_array().unwrap().len(), 2);

    for (body, status) in [
        (form(b"no es una foto"), 400),
        (
            b"--limite\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nhola\r\n--limite--\r\n".to_vec(),
            422,
        ),
        (b"--limite\r\nContent-Disp".to_vec(), 422),
        (Vec::new(), 422),
    ] {
        let refused = photo(&app, wilson, &one(&made), &body).await;
        assert_eq!(refused.status.as_u16(), status, "{}", refused.detail());
    }
    assert_eq!(app.get(wilson, &one(&made)).await.json()["photo_url"], seen[1].as_str());
    let refused = app.post(wilson, &format!("{}/photo", one(&made)), json!({})).await;
    assert_eq!(refused.status.as_u16(), 415, "{}", refused.detail());
    app.put(wilson, &one(&made), json!({ "assigned_to": null })).await.expect(200);
    app.delete(wilson, &one(&made)).await.expect(200);
}

#[tokio::test]
async fn a_gallery_that_is_full_takes_no_other_and_says_so() {
    let app = App::new().await;
    let wilson = &app.world.wilson;
    let made = app.post(wilson, ASSETS, laptop()).await.expect(201).json();
    for width in 0..12 {
        photo(&app, wilson, &one(&made), &form(&wall(200 + width, 150))).await.expect(200);
    }
    let before = app.get(wilson, &one(&made)).await.json();
    let refused = photo(&app, wilson, &one(&made), &form(&wall(400, 150))).await.expect(409);
    assert!(refused.detail().contains("máximo 12 fotos"), "{}", refused.detail());
    assert_eq!(app.get(wilson, &one(&made)).await.json(), before);
}
