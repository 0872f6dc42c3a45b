//! From full pages to the bytes of a PDF.

use super::content::{Used, font_name, picture_name};
use super::font::{Face, Fonts};
use super::paper::Sheet;
use super::picture::Picture;
use crate::kit::error::{Error, Result};
use crate::kit::random::sha256_hex;
use chrono::{DateTime, Utc};
use lopdf::{Dictionary, Document, Object, Stream};
use printpdf::{
    FontId, OffsetDateTime, Op, PdfDocument, PdfDocumentInfo, PdfFont, PdfFontHandle, PdfPage,
    PdfSaveOptions, Pt, RawImage, RawImageData, RawImageFormat, Rect, TextItem, XObject, XObjectId,
};

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

/// What a page says, and its foot.
pub(super) type Written = [Stream; 2];

/// Writes full pages as a document.
///
/// printpdf makes all but what the pages say: it would want all of that at once, and of a long report that is a hundred times the
/// file. So its pages are empty but for the first, on which stands each letter that is used, for it embeds no font otherwise; and
/// then each is given what it says.
pub(super) fn document(
    fonts: &Fonts,
    used: &Used,
    sheet: Sheet,
    pages: Vec<Written>,
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
    let mut letters_of_all = Vec::new();
    for (face, name) in FACES {
        let letters = used.of(face).letters();
        if letters.is_empty() {
            continue;
        }
        let mut font = fonts.of(face).cut_to(used.of(face))?;
        // Six letters before the name say that it isn't the whole font.
        font.font_name = Some(format!("{}+{name}", tag(&letters)));
        let id = FontId(font_name(face).to_owned());
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(font));
        letters_of_all.push(Op::SetFont { font: PdfFontHandle::External(id), size: Pt(1.0) });
        letters_of_all.push(Op::ShowText { items: vec![TextItem::Text(letters)] });
    }
    for (place, picture) in pictures.into_iter().enumerate() {
        let image = RawImage {
            width: picture.width as usize,
            height: picture.height as usize,
            pixels: RawImageData::U8(picture.pixels),
            data_format: RawImageFormat::RGBA8,
            tag: Vec::new(),
        };
        document.resources.xobjects.map.insert(XObjectId(picture_name(place)), XObject::Image(image));
    }
    let (width, height) = sheet.size();
    // In points: by way of millimetres a letter would be a thousandth too long.
    let page_box = || Rect::from_wh(Pt(width), Pt(height));
    let page =
        |ops: Vec<Op>| PdfPage { media_box: page_box(), trim_box: page_box(), crop_box: page_box(), ops };
    let mut letters_of_all = Some(letters_of_all);
    document.with_pages(pages.iter().map(|_| page(letters_of_all.take().unwrap_or_default())).collect());
    save(&document, pages)
}

/// Six capital letters for a set of letters.
fn tag(letters: &str) -> String {
    let hash = sha256_hex(letters);
    hash.bytes().take(6).map(|byte| char::from(b'A' + byte % 26)).collect()
}

/// Gives each page what it says, in the place of what printpdf wrote on it.
fn fill(document: &mut Document, pages: Vec<Written>) -> Result<()> {
    let ids: Vec<_> = document.get_pages().into_values().collect();
    for (id, written) in ids.into_iter().zip(pages) {
        let contents: Vec<Object> =
            written.map(|stream| Object::Reference(document.add_object(stream))).into();
        let page = document.get_dictionary_mut(id).map_err(Error::internal)?;
        let empty = page.get(b"Contents").and_then(Object::as_reference).map_err(Error::internal)?;
        page.set("Contents", contents);
        document.objects.remove(&empty);
    }
    Ok(())
}

fn save(document: &PdfDocument, pages: Vec<Written>) -> Result<Vec<u8>> {
    let mut warnings = Vec::new();
    let mut written = document.to_lopdf_document(&PdfSaveOptions::default(), &mut warnings);
    for warning in warnings {
        tracing::warn!(?warning, "a PDF was written with a warning");
    }
    fill(&mut written, pages)?;
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
