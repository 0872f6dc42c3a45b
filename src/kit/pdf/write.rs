//! From marks on pages to the bytes of a PDF.

use super::font::{Face, Fonts};
use super::paper::{Ink, Mark, Sheet, Style};
use super::picture::Picture;
use crate::kit::error::{Error, Result};
use crate::kit::random::sha256_hex;
use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Object};
use printpdf::{
    Color, FontId, Line, LineCapStyle, LineJoinStyle, LinePoint, OffsetDateTime, Op, PaintMode, PdfDocument,
    PdfDocumentInfo, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt,
    RawImage, RawImageData, RawImageFormat, Rect, Rgb, TextItem, WindingOrder, XObject, XObjectId,
    XObjectTransform,
};
use std::collections::BTreeSet;

/// What a document says of itself.
#[derive(Debug, Clone)]
pub struct Properties {
    /// Its title, which readers show in their bar.
    pub title: String,
    /// What it is about.
    pub subject: String,
    /// Whose document it is.
    pub author: String,
    /// When what it says was written.
    pub created: DateTime<Utc>,
}

const FACES: [(Face, &str); 2] = [(Face::Regular, "OpenSans-Regular"), (Face::Bold, "OpenSans-Bold")];

fn font_id(face: Face) -> FontId {
    let name = match face {
        Face::Regular => "Regular",
        Face::Bold => "Bold",
    };
    FontId(name.to_owned())
}

fn picture_id(place: usize) -> XObjectId {
    XObjectId(format!("Picture{place}"))
}

/// Writes pages as a document.
pub(super) fn document(
    fonts: &Fonts,
    sheet: Sheet,
    pages: &[Vec<Mark>],
    pictures: Vec<Picture>,
    properties: &Properties,
) -> Result<Vec<u8>> {
    let mut document = PdfDocument::new(&properties.title);
    let date =
        OffsetDateTime::from_unix_timestamp(properties.created.timestamp()).map_err(Error::internal)?;
    document.metadata.info = PdfDocumentInfo {
        document_title: properties.title.clone(),
        subject: properties.subject.clone(),
        author: properties.author.clone(),
        creator: format!("Inventario {}", env!("CARGO_PKG_VERSION")),
        producer: format!("Inventario {}", env!("CARGO_PKG_VERSION")),
        creation_date: date,
        modification_date: date,
        metadata_date: date,
        ..PdfDocumentInfo::default()
    };
    for (face, name) in FACES {
        let letters = letters(pages, face);
        if letters.is_empty() {
            continue;
        }
        let mut font = fonts.of(face).cut_to(&letters)?;
        // Six letters before the name say that it isn't the whole font.
        font.font_name = Some(format!("{}+{name}", tag(&letters)));
        document.resources.fonts.map.insert(font_id(face), PdfFont::new(font));
    }
    for (place, picture) in pictures.into_iter().enumerate() {
        let image = RawImage {
            width: picture.width as usize,
            height: picture.height as usize,
            pixels: RawImageData::U8(picture.pixels),
            data_format: RawImageFormat::RGBA8,
            tag: Vec::new(),
        };
        document.resources.xobjects.map.insert(picture_id(place), XObject::Image(image));
    }
    let (width, height) = sheet.size();
    // In points: by way of millimetres a letter would be a thousandth too long.
    let page_box = || Rect::from_wh(Pt(width), Pt(height));
    let page = |marks: &Vec<Mark>| PdfPage {
        media_box: page_box(),
        trim_box: page_box(),
        crop_box: page_box(),
        ops: marks.iter().flat_map(|mark| ops_of(mark, height, &document)).collect(),
    };
    let pages = pages.iter().map(page).collect();
    document.with_pages(pages);
    save(&document)
}

/// The letters that a face has to have.
fn letters(pages: &[Vec<Mark>], face: Face) -> BTreeSet<char> {
    let texts = pages.iter().flatten().filter_map(|mark| match mark {
        Mark::Text { style, text, .. } if style.face == face => Some(text.chars()),
        _ => None,
    });
    texts.flatten().collect()
}

/// Six capital letters for a set of letters.
fn tag(letters: &BTreeSet<char>) -> String {
    let hash = sha256_hex(letters.iter().collect::<String>());
    hash.bytes().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

fn save(document: &PdfDocument) -> Result<Vec<u8>> {
    let mut warnings = Vec::new();
    let mut written = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    for warning in warnings {
        tracing::warn!(?warning, "a PDF was written with a warning");
    }
    // Transparent pictures came with 1.4, languages with 1.4, titles in the reader's bar with 1.4.
    written.version = "1.7".into();
    let catalog = written.trailer.get(b"Root").and_then(Object::as_reference).map_err(Error::internal)?;
    let catalog = written.get_dictionary_mut(catalog).map_err(Error::internal)?;
    catalog.set("Lang", Object::string_literal("es-CO"));
    let mut viewer = Dictionary::new();
    viewer.set("DisplayDocTitle", true);
    catalog.set("ViewerPreferences", Object::Dictionary(viewer));
    let info = written.trailer.get(b"Info").and_then(Object::as_reference).map_err(Error::internal)?;
    let info = written.get_dictionary_mut(info).map_err(Error::internal)?;
    // Claims of a standard for printing works, with nothing in them.
    for key in ["GTS_PDFXVersion", "Identifier", "Trapped", "Keywords"] {
        info.remove(key.as_bytes());
    }
    written.compress();
    // printpdf draws lots for the file's identifier; it follows from the file here.
    written.trailer.remove(b"ID");
    let mut bytes = Vec::new();
    written.save_to(&mut bytes).map_err(Error::internal)?;
    let id =
        Object::string_literal(sha256_hex(&bytes).into_bytes().into_iter().take(32).collect::<Vec<u8>>());
    written.trailer.set("ID", vec![id.clone(), id]);
    bytes.clear();
    written.save_to(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}

fn color(ink: Ink) -> Color {
    let part = |value: u8| f32::from(value) / 255.0;
    Color::Rgb(Rgb { r: part(ink.0), g: part(ink.1), b: part(ink.2), icc_profile: None })
}

/// A point of the page's, whose origin is its lower left corner.
fn point((x, y): (f32, f32), height: f32) -> Point {
    Point { x: Pt(x), y: Pt(height - y) }
}

fn line(points: impl Iterator<Item = (f32, f32)>, height: f32) -> Vec<LinePoint> {
    points.map(|it| LinePoint { p: point(it, height), bezier: false }).collect()
}

fn ops_of(mark: &Mark, height: f32, document: &PdfDocument) -> Vec<Op> {
    match mark {
        Mark::Text { x, y, style, text } => text_ops(text, *style, point((*x, *y), height)),
        Mark::Rule { from, to, width, ink } => {
            drawn(line([*from, *to].into_iter(), height), *width, *ink, LineCapStyle::Butt)
        }
        Mark::Stroke { points, width, ink } => {
            drawn(line(points.iter().copied(), height), *width, *ink, LineCapStyle::Round)
        }
        Mark::Fill { x, y, width, height: high, ink } => {
            let corners = [(*x, *y), (x + width, *y), (x + width, y + high), (*x, y + high)];
            let polygon = Polygon {
                rings: vec![PolygonRing { points: line(corners.into_iter(), height) }],
                mode: PaintMode::Fill,
                winding_order: WindingOrder::NonZero,
            };
            vec![Op::SetFillColor { col: color(*ink) }, Op::DrawPolygon { polygon }]
        }
        Mark::Picture { place, x, y, width, height: high } => {
            let id = picture_id(*place);
            let Some(XObject::Image(image)) = document.resources.xobjects.map.get(&id) else {
                return Vec::new();
            };
            #[expect(clippy::cast_precision_loss, reason = "no picture has sixteen million pixels a side")]
            let (own_width, own_height) = (image.width.max(1) as f32, image.height.max(1) as f32);
            let transform = XObjectTransform {
                translate_x: Some(Pt(*x)),
                translate_y: Some(Pt(height - y - high)),
                // A pixel is a point.
                dpi: Some(72.0),
                scale_x: Some(width / own_width),
                scale_y: Some(high / own_height),
                ..XObjectTransform::default()
            };
            vec![Op::UseXobject { id, transform }]
        }
    }
}

fn drawn(points: Vec<LinePoint>, width: f32, ink: Ink, cap: LineCapStyle) -> Vec<Op> {
    vec![
        Op::SetOutlineColor { col: color(ink) },
        Op::SetOutlineThickness { pt: Pt(width) },
        Op::SetLineCapStyle { cap },
        Op::SetLineJoinStyle { join: LineJoinStyle::Round },
        Op::DrawLine { line: Line { points, is_closed: false } },
    ]
}

fn text_ops(text: &str, style: Style, pos: Point) -> Vec<Op> {
    vec![
        Op::StartTextSection,
        Op::SetFont { font: PdfFontHandle::External(font_id(style.face)), size: Pt(style.size) },
        Op::SetFillColor { col: color(style.ink) },
        Op::SetTextCursor { pos },
        Op::ShowText { items: vec![TextItem::Text(text.to_owned())] },
        Op::EndTextSection,
    ]
}
