//! The picture of a logo: decoded like a photo, kept as PNG with what is see-through.

use crate::kit::random::sha256_hex;
use crate::kit::{Error, Result, picture};
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{DynamicImage, ImageEncoder};

/// The longer side of a stored logo, in pixels.
pub const SIDE: u32 = 512;

/// A logo as it is stored: PNG without metadata, the right way up.
#[derive(Debug)]
pub struct Logo {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// The PNG.
    pub picture: Vec<u8>,
    /// Sixteen hexadecimal digits that another picture doesn't share.
    pub version: String,
}

/// Makes of a picture what is stored. Takes up to a second: not for the runtime's threads.
///
/// # Errors
/// [`Code::PictureUnreadable`](crate::kit::error::Code::PictureUnreadable).
pub fn shrink(bytes: &[u8]) -> Result<Logo> {
    let (logo, orientation) = picture::decode(bytes)?;
    let mut logo = if logo.width().max(logo.height()) > SIDE { logo.thumbnail(SIDE, SIDE) } else { logo };
    logo.apply_orientation(orientation);
    // Sixteen bits a colour would only be twice the bytes.
    let logo = if logo.color().has_alpha() {
        DynamicImage::from(logo.into_rgba8())
    } else {
        DynamicImage::from(logo.into_rgb8())
    };
    let mut picture = Vec::new();
    PngEncoder::new_with_quality(&mut picture, CompressionType::Best, FilterType::Adaptive)
        .write_image(logo.as_bytes(), logo.width(), logo.height(), logo.color().into())
        .map_err(Error::internal)?;
    let version = sha256_hex(&picture).chars().take(16).collect();
    Ok(Logo { width: logo.width(), height: logo.height(), picture, version })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::error::Code;
    use image::{ImageFormat, Rgba, RgbaImage};
    use std::io::Cursor;

    fn encoded(picture: &RgbaImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    #[test]
    fn it_is_shrunk_to_fit_keeps_what_is_see_through_and_has_a_version() {
        let drawing =
            RgbaImage::from_fn(1_024, 256, |x, _| Rgba([57, 169, 0, if x < 512 { 0 } else { 255 }]));
        for format in [ImageFormat::Png, ImageFormat::WebP] {
            let logo = shrink(&encoded(&drawing, format)).unwrap();
            assert_eq!((logo.width, logo.height), (512, 128));
            let read =
                image::load_from_memory_with_format(&logo.picture, ImageFormat::Png).unwrap().into_rgba8();
            assert_eq!((read.get_pixel(100, 60).0[3], read.get_pixel(400, 60).0), (0, [57, 169, 0, 255]));
            assert_eq!(logo.version.len(), 16);
            assert_eq!(shrink(&encoded(&drawing, format)).unwrap().version, logo.version);
        }
        let other = shrink(&encoded(&RgbaImage::new(20, 10), ImageFormat::Png)).unwrap();
        assert_eq!((other.width, other.height), (20, 10), "a small one stays");
        assert_ne!(other.version, shrink(&encoded(&drawing, ImageFormat::Png)).unwrap().version);
    }

    #[test]
    fn a_drawing_in_text_and_a_page_are_no_pictures() {
        for bytes in
            [&b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"[..], b"<html>", b""]
        {
            assert_eq!(shrink(bytes).unwrap_err().code(), Code::PictureUnreadable);
        }
    }
}
