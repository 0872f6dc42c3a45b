//! Codes as pictures.

use crate::kit::{Error, Result};
use qrcode::render::svg;
use qrcode::render::unicode::Dense1x2;
use qrcode::{EcLevel, QrCode};
use std::io::Cursor;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::campus::qr::photo::{self, Effort};

    #[test]
    fn a_code_is_read_back_from_its_picture() {
        let text = r#"{"v": 1, "type": "item", "name": "a\u00f1o"}"#;
        let picture = png(text).unwrap();
        assert_eq!(photo::read(&picture, Effort::Photo, |_| true).unwrap(), [text]);
        assert!(svg("x").unwrap().contains("<svg"));
    }
}
