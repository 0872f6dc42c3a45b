//! A photo is described by a service on this machine: switched on, tried, asked by the button, and taken in part.

use crate::pictures::take_photos;
use crate::support::{Inspector, Screen, journey};
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::{Value, json};
use std::io::{Cursor, Read, Write};
use std::net::{TcpListener, TcpStream};
use tempfile::NamedTempFile;

/// What the model says of every photo.
fn said() -> String {
    let proposal = json!({
        "description": "Portátil negro de 14 pulgadas.", "category": "computer", "brand": "Lenovo", "model": "ThinkPad L14",
        "serial_number": "PF-20491",
    });
    let message = json!({ "role": "assistant", "content": proposal.to_string() });
    json!({ "choices": [{ "message": message, "finish_reason": "stop" }] }).to_string()
}

/// A service that speaks as OpenAI's does, for as long as the test runs; answers its port.
fn service() -> u16 {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = door.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in door.incoming() {
            std::thread::spawn(move || answer(stream.unwrap()));
        }
    });
    port
}

fn answer(mut stream: TcpStream) {
    let (mut bytes, mut part) = (Vec::new(), [0; 65_536]);
    loop {
        let head = bytes.windows(4).position(|it| it == b"\r\n\r\n");
        if let Some(end) = head {
            let text = String::from_utf8_lossy(&bytes[..end]).to_lowercase();
            let length = text.split("content-length: ").nth(1).unwrap().split("\r\n").next().unwrap();
            if bytes.len() >= end + 4 + length.parse::<usize>().unwrap() {
                break;
            }
        }
        match stream.read(&mut part) {
            Ok(read) if read > 0 => bytes.extend(&part[..read]),
            _ => return,
        }
    }
    let body = said();
    let _ = write!(stream, "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
}

fn photo() -> NamedTempFile {
    let mut jpeg = Cursor::new(Vec::new());
    let picture =
        RgbImage::from_fn(800, 600, |x, _| if x < 400 { Rgb([40, 40, 40]) } else { Rgb([180, 180, 180]) });
    picture.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let mut file = tempfile::Builder::new().suffix(".jpg").tempfile().unwrap();
    file.write_all(&jpeg.into_inner()).unwrap();
    file
}

#[test]
fn a_photo_is_described_and_somebody_takes_what_is_right() {
    journey(Screen::Desktop, async |page| {
        let inspector = Inspector::new(page).await;
        // A service in the house that nobody named is refused.
        page.expect_in_console("the server responded with a status of 4");
        let port = service();
        page.sign_in("admin").await;
        page.open("/configuracion/describir").await;
        page.arrive("/configuracion/describir", "Describir con IA").await;
        page.see("Actívelo y guarde para poder probar").await;
        page.click("field", "Permitir describir con IA").await;
        page.write("Dirección del servicio", &format!("http://127.0.0.1:{port}/v1")).await;
        page.write("Modelo", "vision-7b").await;
        page.press("Guardar").await;
        // Not within the house unless it is named.
        page.see("La conexión con 127.0.0.1 no va cifrada").await;
        page.write("Servidores permitidos de la red local", "127.0.0.1").await;
        page.press("Guardar").await;
        page.arrive("/configuracion", "Configuración").await;
        page.see(&format!("vision-7b en 127.0.0.1:{port}")).await;
        page.open("/configuracion/describir").await;
        page.press("Probar el servicio").await;
        page.see("El servicio respondió con el modelo vision-7b").await;
        page.settle().await;
        inspector.look("the settings of descriptions").await;

        let token = page.server.token("admin");
        let found = page.server.api("GET", "/api/inventory?category=computer&limit=50", &token, None);
        let item =
            found.as_array().unwrap().iter().find(|it| it["item_type"] == "individual").unwrap().clone();
        take_photos(page, &item);
        let path = format!("/equipos/{}", item["id"].as_str().unwrap());
        page.open(&path).await;
        page.see("Todavía no hay fotos").await;
        let file = photo();
        page.give_file(file.path()).await;
        page.see("Foto agregada.").await;
        page.press("Describir con IA").await;
        page.see("Propuesta de vision-7b, hecha el").await;
        page.settle().await;
        inspector.look("a proposal").await;
        page.write("Descripción", "Portátil negro, con cargador.").await;
        // What was corrected is there after a reload.
        page.reload().await;
        page.see("Propuesta por revisar").await;
        assert_eq!(page.value("Descripción").await, "Portátil negro, con cargador.");
        page.press("Guardar lo marcado").await;
        page.see("Guardado en el equipo.").await;
        page.see_no("Propuesta por revisar").await;

        let kept =
            page.server.api("GET", &format!("/api/inventory/{}", item["id"].as_str().unwrap()), &token, None);
        assert_eq!(kept["description"], "Portátil negro, con cargador.");
        page.see("descrito con una propuesta de vision-7b").await;
        let list = page.server.api("GET", "/api/descriptions", &token, None);
        assert_eq!(list[0]["state"], Value::from("accepted"));
        inspector.conclude(2);
    });
}
