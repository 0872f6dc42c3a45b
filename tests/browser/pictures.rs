//! Photos of equipment with a phone: a large one taken on its side, one that doesn't arrive at once, what a check and long lists show.

use crate::support::{Inspector, Morning, Page, Screen, journey};
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use std::io::{Cursor, Write as _};
use tempfile::NamedTempFile;

/// Twelve megapixels, red on the left of an edge and blue on the right, that say they were taken on their side: red is really at the top.
fn photo(edge: u32) -> NamedTempFile {
    let lying =
        RgbImage::from_fn(4_032, 3_024, |x, _| if x < edge { Rgb([220, 0, 0]) } else { Rgb([0, 0, 220]) });
    let mut jpeg = Cursor::new(Vec::new());
    lying.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    let mut file = tempfile::Builder::new().prefix("IMG_2026").suffix(".jpg").tempfile().unwrap();
    file.write_all(&[&jpeg[..2], &[0xff, 0xe1], &length, exif, &jpeg[2..]].concat()).unwrap();
    file
}

/// An item of Sistemas 1, which the morning's check goes through, without the photos that the demo may have of it.
fn an_item(page: &Page<'_>) -> Value {
    let token = page.server.token("admin");
    let found = page.server.api("GET", "/api/inventory?search=Sistemas%201&limit=50", &token, None);
    let is_there = |it: &&Value| it["environment_name"] == "Sistemas 1" && it["item_type"] == "individual";
    let item = found.as_array().unwrap().iter().find(is_there).unwrap().clone();
    take_photos(page, &item);
    item
}

/// Takes the photos from an item.
pub fn take_photos(page: &Page<'_>, item: &Value) {
    let token = page.server.token("admin");
    let id = item["id"].as_str().unwrap();
    let pictures = page.server.api("GET", &format!("/api/item-pictures?item_id={id}"), &token, None);
    for picture in pictures.as_array().unwrap() {
        let address = format!("/api/item-pictures/{}", picture["id"].as_str().unwrap());
        page.server.api("DELETE", &address, &token, None);
    }
}

/// Waits until the photo that is shown is there, and answers its width, its height, and the colours near its top and its bottom.
async fn shown(page: &Page<'_>, place: &str) -> (f64, f64, Vec<u8>, Vec<u8>) {
    let is_there = "const it = document.querySelector(arguments[0]); return Boolean(it && it.complete && it.naturalWidth);";
    page.until("the photo is there", async || page.ask(is_there, vec![json!(place)]).await).await;
    let look = "const it = document.querySelector(arguments[0]);
        const paper = new OffscreenCanvas(it.naturalWidth, it.naturalHeight).getContext('2d');
        paper.drawImage(it, 0, 0);
        const at = (y) => [...paper.getImageData(it.naturalWidth / 2, y, 1, 1).data].slice(0, 3);
        return [it.naturalWidth, it.naturalHeight, at(10), at(it.naturalHeight - 10)];";
    page.ask(look, vec![json!(place)]).await
}

/// Nothing is wider than the phone.
async fn fits(page: &Page<'_>) {
    let fits: bool = page.ask("return document.documentElement.scrollWidth <= innerWidth", vec![]).await;
    assert!(fits, "{}", page.place().await);
}

#[test]
fn a_photo_of_twelve_megapixels_is_added_with_a_phone_and_stands_upright() {
    journey(Screen::Phone, async |page| {
        let inspector = Inspector::new(page).await;
        let item = an_item(page);
        let path = format!("/equipos/{}", item["id"].as_str().unwrap());
        page.sign_in("admin").await;
        page.open(&path).await;
        page.see("Todavía no hay fotos").await;
        let file = photo(2_016);

        // The network goes while it is sent: it stays, with why, and is sent again.
        page.expect_in_console("ERR_INTERNET_DISCONNECTED");
        page.cut_off(true).await;
        page.give_file(file.path()).await;
        page.see("Enviar de nuevo").await;
        page.see("IMG_2026").await;
        page.cut_off(false).await;
        page.press("Enviar de nuevo").await;
        page.see("Foto agregada.").await;
        page.see_no("Enviar de nuevo").await;
        let (width, height, top, bottom) = shown(page, ".slides-strip img").await;
        assert!(height > width && height <= 1_280.0, "{width} × {height}");
        assert!(top[0] > 180 && top[2] < 70 && bottom[2] > 180 && bottom[0] < 70, "{top:?} {bottom:?}");
        fits(page).await;
        page.settle().await;
        inspector.look("an item with a photo").await;

        // Another one is put before it, named, and taken away.
        let another = photo(1_008);
        page.give_file(another.path()).await;
        page.until("there are two", async || {
            page.ask("return document.querySelectorAll('.picture-thumbs > li').length === 2", vec![]).await
        })
        .await;
        page.press("Poner de primera").await;
        page.press("Pie de foto").await;
        page.write("Pie de foto", "La placa").await;
        page.press("Guardar").await;
        page.until("the caption stands there", async || {
            page.ask("return document.querySelector('.slides-caption').innerText === 'La placa'", vec![])
                .await
        })
        .await;
        page.press("Eliminar foto").await;
        page.see("¿Eliminar esta foto?").await;
        page.click("at", "dialog[open] .button.danger").await;
        page.see("Foto eliminada.").await;
        page.until("there is one", async || {
            page.ask("return document.querySelectorAll('.slides-strip img').length === 1", vec![]).await
        })
        .await;

        page.open("/equipos").await;
        page.write("Buscar: Equipos", item["internal_code"].as_str().unwrap()).await;
        page.until("only it is left", async || {
            page.ask("return document.querySelectorAll('.data-cards .item-thumb').length === 1", vec![]).await
        })
        .await;
        let (width, height, ..) = shown(page, ".data-cards .item-thumb img").await;
        assert_eq!((width, height), (240.0, 320.0));
        page.press("Galería").await;
        shown(page, ".data-gallery .item-thumb img").await;
        fits(page).await;
        inspector.look("the gallery").await;
        page.reload().await;
        page.until("the gallery is remembered", async || {
            page.ask("return Boolean(document.querySelector('.data-gallery'))", vec![]).await
        })
        .await;

        page.sign_out().await;
        page.sign_in("aprendiz").await;
        Morning::of(page).open().await;
        let place = format!("#item-{} .item-look img", item["id"].as_str().unwrap());
        page.ask::<Value>(
            "document.querySelector(arguments[0])?.scrollIntoView(); return null",
            vec![json!(place)],
        )
        .await;
        shown(page, &place).await;
        page.press(&format!("Ver en grande: {}", item["name"].as_str().unwrap())).await;
        shown(page, "dialog[open] .slides-strip img").await;
        inspector.look("what the missing thing looks like").await;
    });
}

/// Makes 240 items with a photo each, as somebody who works in the page, and answers how many there are then.
const MANY: &str = "
    const [token, room, done] = arguments;
    const ask = async (path, type, body) => {
        const headers = { Authorization: `Bearer ${token}`, 'Content-Type': type };
        const answer = await fetch(path, { method: 'POST', headers, body });
        if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
        return answer.json();
    };
    const one = async (n) => {
        const paper = new OffscreenCanvas(400, 300);
        const ink = paper.getContext('2d');
        ink.fillStyle = `hsl(${n} 60% 60%)`;
        ink.fillRect(0, 0, 400, 300);
        ink.fillStyle = '#000';
        ink.fillRect(n, 20, 20, 200);
        const blob = await paper.convertToBlob({ type: 'image/jpeg' });
        const item = { name: `Taladro ${n}`, internal_code: `FOTO-${n}`, category: 'other', environment_id: room };
        const made = await ask('/api/inventory', 'application/json', JSON.stringify(item));
        const photo = await ask('/api/photos', 'image/jpeg', blob);
        const given = { item_id: made.id, photo_id: photo.id };
        await ask('/api/item-pictures', 'application/json', JSON.stringify(given));
    };
    const all = async () => {
        for (let n = 0; n < 240; n += 8) await Promise.all([...Array(8).keys()].map((at) => one(n + at)));
    };
    all().then(() => done('made'), (error) => done(String(error)));";

#[test]
fn a_long_list_asks_for_the_photos_that_are_about_to_be_seen() {
    journey(Screen::Phone, async |page| {
        page.sign_in("admin").await;
        page.open("/equipos").await;
        let room = an_item(page)["environment_id"].clone();
        let many = vec![json!(page.server.token("admin")), room];
        assert_eq!(page.ask_later::<String>(MANY, many).await, "made");

        page.reload().await;
        page.asked_for().await;
        page.write("Buscar: Equipos", "FOTO-").await;
        page.see("240").await;
        shown(page, ".data-cards .item-thumb img").await;
        page.settle().await;
        let small = |asked: Vec<String>| asked.iter().filter(|it| it.contains("size=small")).count();
        let first = small(page.asked_for().await);
        let there: usize =
            page.ask("return document.querySelectorAll('.item-thumb img').length", vec![]).await;
        assert!(there >= 50 && (1..there).contains(&first), "{first} of {there} were asked for at once");
        // Nothing moves when they come.
        let heights =
            "return [...document.querySelectorAll('.data-cards > li')].map((it) => it.offsetHeight)";
        let before: Vec<u32> = page.ask(heights, vec![]).await;
        page.ask::<Value>(
            "document.querySelector('.data-cards > li:last-child').scrollIntoView(); return null",
            vec![],
        )
        .await;
        shown(page, ".data-cards > li:last-child .item-thumb img").await;
        assert!(small(page.asked_for().await) > 0, "the others come when they are near");
        assert_eq!(page.ask::<Vec<u32>>(heights, vec![]).await, before);
        page.reload().await;
    });
}
