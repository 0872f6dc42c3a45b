//! Codes as pictures, and codes found in photos.

use crate::kit::picture::decode;
use crate::kit::{Code, Error, Result};
use image::DynamicImage;
use image::imageops::FilterType;
use qrcode::render::svg;
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use std::io::Cursor;

/// The sides, in pixels, to which a photo is shrunk before a code is looked for, in this order. A code fills a good part
/// of the picture when somebody wants it read, so the quick look comes first.
const LOOK_AT: [u32; 3] = [800, 1_600, 400];

/// A code of which a quarter may be scratched, as long as the text leaves room for that.
fn code(text: &str) -> Result<QrCode> {
    QrCode::with_error_correction_level(text, EcLevel::Q)
        .or_else(|_| QrCode::with_error_correction_level(text, EcLevel::L))
        .map_err(|error| Error::internal(error.to_string()))
}

/// The code as an SVG drawing.
///
/// # Errors
/// When the text is too long for a code, about 2,900 characters.
pub fn svg(text: &str) -> Result<String> {
    Ok(code(text)?.render::<svg::Color<'_>>().min_dimensions(256, 256).build())
}

/// The code as a PNG picture, at least 512 pixels wide.
///
/// # Errors
/// When the text is too long for a code.
pub fn png(text: &str) -> Result<Vec<u8>> {
    let picture = code(text)?.render::<image::Luma<u8>>().min_dimensions(512, 512).build();
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, image::ImageFormat::Png).map_err(Error::internal)?;
    Ok(out.into_inner())
}

/// The code drawn with half blocks, for a terminal.
///
/// # Errors
/// When the text is too long for a code.
pub fn terminal(text: &str) -> Result<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L)
        .map_err(|error| Error::internal(error.to_string()))?;
    // Most terminals write light on dark: what is light in the code is drawn, its rim included.
    let mut picture = code.render::<Dense1x2>();
    Ok(picture.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build())
}

/// Finds and reads a code in a photo (JPEG, PNG or WebP). Takes up to a second: not for the runtime's threads.
///
/// # Errors
/// [`Code::PictureUnreadable`] or [`Code::QrNotSeen`].
pub fn read_photo(bytes: &[u8]) -> Result<String> {
    let photo = DynamicImage::from(decode(bytes)?.0.into_luma8());
    let longest = photo.width().max(photo.height());
    // A photo that is smaller is looked at once as it is.
    let mut sides = Vec::from(LOOK_AT.map(|side| side.min(longest)));
    sides.dedup();
    let found = sides.into_iter().find_map(|side| look_at(&photo.resize(side, side, FilterType::Triangle)));
    Ok(found.ok_or(Code::QrNotSeen)?)
}

fn look_at(picture: &DynamicImage) -> Option<String> {
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let pixels = picture.as_bytes();
    let mut prepared = rqrr::PreparedImage::prepare_from_greyscale(width, height, |x, y| {
        pixels.get(y * width + x).copied().unwrap_or(u8::MAX)
    });
    prepared.detect_grids().iter().find_map(|grid| Some(grid.decode().ok()?.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_back_from_its_picture_and_from_a_bad_photo_of_it() {
        let text = r#"{"v": 1, "type": "item", "name": "a\u00f1o"}"#;
        let picture = png(text).unwrap();
        assert_eq!(read_photo(&picture).unwrap(), text);

        // Small in a large grey photo, a little turned, with soft edges.
        let code = image::load_from_memory(&picture).unwrap().into_luma8();
        let code = image::imageops::resize(&code, 420, 420, FilterType::Triangle);
        let mut photo =
            image::GrayImage::from_fn(2_400, 1_800, |x, y| image::Luma([150 + ((x + y) % 60) as u8]));
        for (x, y, pixel) in code.enumerate_pixels() {
            let shade = 40 + (u32::from(pixel.0[0]) * 170 / 255) as u8;
            photo.put_pixel(900 + x, 700 + y + x / 20, image::Luma([shade]));
        }
        let mut jpeg = Cursor::new(Vec::new());
        photo.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
        assert_eq!(read_photo(&jpeg.into_inner()).unwrap(), text);
    }

    #[test]
    fn what_is_no_picture_or_has_no_code_says_so() {
        assert_eq!(read_photo(b"").unwrap_err().code(), Code::PictureUnreadable);
        assert_eq!(read_photo(b"<html>").unwrap_err().code(), Code::PictureUnreadable);
        let mut blank = Cursor::new(Vec::new());
        image::GrayImage::new(50, 50).write_to(&mut blank, image::ImageFormat::Png).unwrap();
        assert_eq!(read_photo(&blank.into_inner()).unwrap_err().code(), Code::QrNotSeen);
        assert!(svg("x").unwrap().contains("<svg"));
    }
}
