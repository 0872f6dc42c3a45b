//! Documents are read back by another reader's eyes: the text of each page, what they say of themselves, the same bytes twice.

use super::*;
use chrono::DateTime;
use lopdf::{Document, Object};

fn properties() -> Properties {
    Properties {
        title: "Acta de préstamo Ñ".into(),
        subject: "Prueba".into(),
        author: "Centro de Formación".into(),
        created: DateTime::parse_from_rfc3339("2026-11-29T15:04:05Z").unwrap().to_utc(),
    }
}

fn written(rows: usize) -> Vec<u8> {
    let mut paper = Paper::new(Sheet::Portrait).unwrap();
    paper.text("Acta «Ñandú» ¿½?", Style::TITLE);
    paper.facts(&[("Recibe", "María José Muñoz Peñuela".into()), ("Entrega", "Wilson".into())], 2);
    paper.heading("Equipos");
    let columns =
        vec![Column::new("Equipo", 4.0), Column::new("Placa", 2.0), Column::new("Cant.", 1.0).figures()];
    let mut table = Table::new(columns);
    for n in 1..=rows {
        table.row(vec![format!("Portátil número {n}"), format!("PC-{n:04}"), n.to_string()]);
    }
    paper.table(&table);
    paper.signatures(&[
        SignatureBox {
            title: "Recibe".into(),
            name: "María José".into(),
            mark: SignatureMark::Drawn(Drawn(vec![vec![(0, 0), (500, 200), (1000, 400)]])),
            notes: vec!["Firmada el 29/11/2026".into()],
        },
        SignatureBox {
            title: "Entrega".into(),
            name: "Wilson".into(),
            mark: SignatureMark::Typed("Wilson Ñáñez".into()),
            notes: Vec::new(),
        },
    ]);
    paper.finish(&properties(), "Acta 1").unwrap()
}

/// The text of each page.
fn pages(bytes: &[u8]) -> Vec<String> {
    let document = Document::load_mem(bytes).unwrap();
    document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect()
}

#[test]
fn what_is_written_can_be_read_on_every_page() {
    let bytes = written(100);
    let pages = pages(&bytes);
    assert!(pages.len() >= 3, "{} pages", pages.len());
    for (n, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Página {} de {}", n + 1, pages.len())), "{page}");
    }
    assert!(
        pages[0].contains("Acta «Ñandú» ¿½?") && pages[0].contains("María José Muñoz Peñuela"),
        "{}",
        pages[0]
    );
    let all = pages.join("\n");
    for n in 1..=100 {
        assert!(all.contains(&format!("PC-{n:04}")), "row {n}");
    }
    for page in pages.iter().filter(|page| page.contains("Portátil número")) {
        assert!(page.contains("Placa"), "the head is repeated: {page}");
    }
    assert!(all.contains("Wilson Ñáñez"), "{all}");
}

#[test]
fn a_document_says_its_title_and_its_language() {
    let document = Document::load_mem(&written(1)).unwrap();
    let catalog = document.catalog().unwrap();
    assert_eq!(catalog.get(b"Lang").unwrap().as_str().unwrap(), b"es-CO");
    let info =
        document.get_dictionary(document.trailer.get(b"Info").unwrap().as_reference().unwrap()).unwrap();
    let title = info.get(b"Title").unwrap().as_str().unwrap();
    let wanted: Vec<u8> =
        [0xFEFF].into_iter().chain("Acta de préstamo Ñ".encode_utf16()).flat_map(u16::to_be_bytes).collect();
    assert_eq!(title, wanted);
    let date = info.get(b"CreationDate").unwrap().as_str().unwrap();
    assert!(date.starts_with(b"D:20261129150405"), "{}", String::from_utf8_lossy(date));
}

#[test]
fn the_same_marks_are_the_same_bytes() {
    assert_eq!(written(40), written(40));
    assert_ne!(written(40), written(41));
}

#[test]
fn fonts_are_cut_to_what_is_used() {
    let bytes = written(30);
    assert!(bytes.len() < 60_000, "{} bytes", bytes.len());
    let document = Document::load_mem(&bytes).unwrap();
    let fonts = document.objects.values().filter_map(|object| match object {
        Object::Stream(stream) => Some(stream.dict.get(b"Length1").ok()?.as_i64().unwrap()),
        _ => None,
    });
    let sizes: Vec<i64> = fonts.collect();
    assert_eq!(sizes.len(), 2, "two faces are embedded");
    assert!(sizes.iter().all(|size| *size < 30_000), "{sizes:?}");
}

#[test]
fn a_cell_that_is_higher_than_a_page_is_split() {
    let mut paper = Paper::new(Sheet::Landscape).unwrap();
    let mut table = Table::new(vec![Column::new("Uno", 1.0), Column::new("Dos", 1.0)]);
    let words: Vec<String> = (0..1500).map(|n| format!("palabra{n}")).collect();
    table.row(vec![words.join(" "), "corto".into()]);
    table.row(vec!["último".into()]);
    paper.table(&table);
    let pages = pages(&paper.finish(&properties(), "").unwrap());
    assert!(pages.len() > 2);
    let all = pages.join(" ");
    assert!(words.iter().all(|word| all.split_whitespace().any(|it| it == word)) && all.contains("último"));
}

#[test]
fn a_see_through_picture_keeps_its_shape() {
    let mut logo = image::RgbaImage::new(200, 50);
    logo.put_pixel(3, 3, image::Rgba([57, 169, 0, 128]));
    let mut png = std::io::Cursor::new(Vec::new());
    logo.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let mut paper = Paper::new(Sheet::Portrait).unwrap();
    let width = paper.picture(Picture::decode(&png.into_inner()).unwrap(), 100.0, 100.0);
    assert!((width - 100.0).abs() < 0.01, "{width}");
    let document = Document::load_mem(&paper.finish(&properties(), "").unwrap()).unwrap();
    let pictures = document.objects.values().filter(|object| {
        object
            .as_stream()
            .is_ok_and(|it| it.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|it| it == b"Image"))
    });
    // The picture and how opaque it is.
    assert_eq!(pictures.count(), 2);
}
