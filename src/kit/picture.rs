//! Reading pictures that people send, within bounds, and shrinking them.
//!
//! A picture of some kilobytes may be hundreds of megabytes when it is decoded, so its header is judged first.

mod cost;
mod foreign;

use crate::kit::error::{Code, Error, Result};
use crate::kit::seat::{Seat, Turns};
use crate::kit::wire::Id;
use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, GrayImage, ImageDecoder, ImageError, ImageReader, Limits, RgbImage};
use std::io::Cursor;

/// The sides beyond which a photo is not decoded, in pixels: a panorama.
const MAX_SIDE: u32 = 16_384;
/// How many pixels a photo may have: three times what phones take unless they are told otherwise.
const MAX_PIXELS: u64 = 40_000_000;
/// What a photo may take in memory while it is decoded, in bytes: its pixels in three colours.
const MAX_MEMORY: u64 = 3 * MAX_PIXELS;
/// The longer side of a stored photo, in pixels.
const FULL: u32 = 1_280;
/// The longer side of a photo in a list, in pixels.
const SMALL: u32 = 320;
/// JPEG quality: a quarter of a megabyte for a photo of a desk, on which a serial number is still read.
const QUALITY: u8 = 80;

/// One photo is decoded at a time, whoever sent it and for what: the memory is the machine's.
static SEAT: Seat = Seat::new();

/// Of one person, one photo is in work or waits for that: whoever sends many waits behind themselves.
static TURNS: Turns = Turns::new();

/// A photo as it is stored: JPEG without metadata, the right way up.
#[derive(Debug)]
pub struct Shrunk {
    /// Width of `picture` in pixels.
    pub width: u32,
    /// Height of `picture` in pixels.
    pub height: u32,
    /// At most 1,280 pixels wide and high.
    pub picture: Vec<u8>,
    /// At most 320 pixels wide and high.
    pub small: Vec<u8>,
}

/// Runs work on a photo that somebody sent off the runtime's threads, one at a time, and of everybody in turn.
pub async fn one_at_a_time<T: Send + 'static>(
    who: Id,
    job: impl FnOnce() -> Result<T> + Send + 'static,
) -> Result<T> {
    TURNS.take(who, &SEAT, job).await
}

/// Decodes a photo (JPEG, PNG or WebP) within the bounds; says how it has to be turned to stand upright.
///
/// # Errors
/// [`Code::PictureUnreadable`], [`Code::PictureForeign`], [`Code::PictureTooLarge`], [`Code::PictureIncomplete`].
pub fn decode(bytes: &[u8]) -> Result<(DynamicImage, Orientation)> {
    let refused = |error: ImageError| -> Error {
        match (error, foreign::kind(bytes)) {
            (ImageError::Limits(_), _) => Code::PictureTooLarge.into(),
            (_, Some(kind)) => Error::With(Code::PictureForeign, kind.advice().into()),
            (_, None) => Code::PictureUnreadable.into(),
        }
    };
    let open = || {
        let mut reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format()?;
        let format = reader.format();
        let mut limits = Limits::default();
        limits.max_image_width = Some(MAX_SIDE);
        limits.max_image_height = Some(MAX_SIDE);
        limits.max_alloc = Some(MAX_MEMORY);
        reader.limits(limits.clone());
        let mut decoder = reader.into_decoder()?;
        decoder.set_limits(limits)?;
        Ok((decoder, format))
    };
    let (mut decoder, format) = open().map_err(refused)?;
    let (width, height) = decoder.dimensions();
    let pixels = u64::from(width) * u64::from(height);
    let memory = decoder.total_bytes() + cost::beside(format, bytes, pixels);
    if pixels > MAX_PIXELS || memory > MAX_MEMORY {
        return Err(Code::PictureTooLarge.into());
    }
    // A camera that writes nonsense there is no reason to refuse its picture.
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let photo = DynamicImage::from_decoder(decoder).map_err(refused)?;
    // Of a JPEG the decoder makes grey what is missing; the other two it refuses by itself.
    if bytes.starts_with(JPEG_START) && !jpeg_has_end(bytes) {
        return Err(Code::PictureIncomplete.into());
    }
    Ok((photo, orientation))
}

/// How a JPEG begins.
const JPEG_START: &[u8] = &[0xff, 0xd8];

/// Whether a JPEG goes on to its end marker. Its segments are passed over by their length, because the preview that a camera puts
/// into one of them has an end marker of its own. What follows the end is nobody's affair: telephones put films there.
fn jpeg_has_end(bytes: &[u8]) -> bool {
    let mut rest = bytes.get(JPEG_START.len()..).unwrap_or_default();
    // Whatever is no marker is pixels, in which 0xff is written as 0xff 0x00; fill bytes are 0xff again.
    while let Some(at) =
        rest.windows(2).position(|pair| matches!(pair, [0xff, kind] if !matches!(kind, 0 | 0xff)))
    {
        let (kind, after) =
            (rest.get(at + 1).copied().unwrap_or_default(), rest.get(at + 2..).unwrap_or_default());
        rest = match kind {
            0xd9 => return true,
            // Restarts among the pixels, and a marker without content.
            0x01 | 0xd0..=0xd8 => after,
            _ => {
                let Some([high, low]) = after.first_chunk() else { return false };
                after.get(usize::from(u16::from_be_bytes([*high, *low]))..).unwrap_or_default()
            }
        };
    }
    false
}

/// A photo in grey, its longer side at most `side` pixels; what is see-through is white. Shrunk before it is turned to grey, so that it
/// isn't twice in memory in its whole size.
///
/// # Errors
/// Those of [`decode`].
pub fn grey(bytes: &[u8], side: u32) -> Result<GrayImage> {
    let photo = within(decode(bytes)?.0, side);
    Ok(if photo.color().has_alpha() { opaque(&photo).into() } else { photo }.into_luma8())
}

/// Makes of a photo what is stored. Takes up to a second: not for the runtime's threads.
///
/// # Errors
/// Those of [`decode`].
pub fn shrink(bytes: &[u8]) -> Result<Shrunk> {
    let (photo, orientation) = decode(bytes)?;
    let mut photo = within(photo, FULL);
    photo.apply_orientation(orientation);
    let picture = jpeg(&photo)?;
    let (width, height) = (photo.width(), photo.height());
    let small = jpeg(&within(photo, SMALL))?;
    Ok(Shrunk { width, height, picture, small })
}

/// The picture with its longer side cut down to `side`, never enlarged.
fn within(photo: DynamicImage, side: u32) -> DynamicImage {
    if photo.width().max(photo.height()) > side { photo.thumbnail(side, side) } else { photo }
}

/// JPEG knows no transparency: what is see-through is white paper.
fn opaque(photo: &DynamicImage) -> RgbImage {
    if !photo.color().has_alpha() {
        return photo.to_rgb8();
    }
    let photo = photo.to_rgba8();
    RgbImage::from_fn(photo.width(), photo.height(), |x, y| {
        let [red, green, blue, alpha] = photo.get_pixel(x, y).0;
        let alpha = u16::from(alpha);
        let over_white = |colour: u8| {
            let mixed = (u16::from(colour) * alpha + 255 * (255 - alpha)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        image::Rgb([red, green, blue].map(over_white))
    })
}

fn jpeg(photo: &DynamicImage) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(&opaque(photo)).map_err(Error::internal)?;
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn png(photo: &RgbaImage) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        photo.write_to(&mut out, ImageFormat::Png).unwrap();
        out.into_inner()
    }

    #[test]
    fn a_photo_is_shrunk_to_fit_and_a_small_one_stays() {
        for (sent, full, small) in [
            ((2_560, 1_000), (1_280, 500), (320, 125)),
            ((500, 400), (500, 400), (320, 256)),
            ((30, 20), (30, 20), (30, 20)),
            ((5_000, 1), (1_280, 1), (320, 1)),
        ] {
            let shrunk = shrink(&png(&RgbaImage::new(sent.0, sent.1))).unwrap();
            assert_eq!((shrunk.width, shrunk.height), full);
            for (bytes, size) in [(shrunk.picture, full), (shrunk.small, small)] {
                let (picture, _) = decode(&bytes).unwrap();
                assert_eq!((picture.width(), picture.height()), size);
            }
        }
    }

    #[test]
    fn what_is_see_through_becomes_white() {
        let drawing = RgbaImage::from_fn(64, 64, |x, _| Rgba([0, 0, 0, if x < 32 { 0 } else { 255 }]));
        let picture = decode(&shrink(&png(&drawing)).unwrap().picture).unwrap().0.to_luma8();
        assert!(picture.get_pixel(8, 32).0[0] > 240 && picture.get_pixel(56, 32).0[0] < 15);
    }

    /// A photo with much to see, as a JPEG.
    fn photo() -> Vec<u8> {
        let noise = RgbImage::from_fn(400, 300, |x, y| {
            let mixed = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)) >> 7;
            image::Rgb([mixed, mixed >> 8, mixed >> 16].map(|it| u8::try_from(it & 0xff).unwrap()))
        });
        jpeg(&noise.into()).unwrap()
    }

    #[test]
    fn a_jpeg_that_did_not_arrive_to_its_end_is_refused_as_incomplete() {
        let whole = photo();
        assert!(shrink(&whole).is_ok());
        let film = [&whole[..], b"ftypmp42 and much more"].concat();
        assert!(shrink(&film).is_ok(), "what follows the end is no reason");
        for share in [10, 50, 90, 99] {
            let cut = &whole[..whole.len() * share / 100];
            assert_eq!(shrink(cut).unwrap_err().code(), Code::PictureIncomplete, "{share} % of it");
        }
        assert_eq!(shrink(&whole[..whole.len() - 2]).unwrap_err().code(), Code::PictureIncomplete);
    }

    #[test]
    fn the_end_of_a_preview_is_not_the_end_of_the_photo() {
        let (whole, preview) = (photo(), jpeg(&DynamicImage::new_rgb8(16, 12)).unwrap());
        let length = u16::try_from(preview.len() + 2).unwrap().to_be_bytes();
        let with_preview = [&whole[..2], &[0xff, 0xe5], &length, &preview, &whole[2..]].concat();
        assert!(shrink(&with_preview).is_ok());
        let cut = &with_preview[..with_preview.len() / 2];
        assert_eq!(shrink(cut).unwrap_err().code(), Code::PictureIncomplete);
    }

    #[test]
    fn what_is_no_photo_or_too_large_is_refused() {
        let wide = png(&RgbaImage::new(MAX_SIDE + 1, 1));
        for (bytes, code) in [
            (b"".as_slice(), Code::PictureUnreadable),
            (b"<html><script>alert(1)</script>", Code::PictureUnreadable),
            (b"\xff\xd8\xff\xe0 and no more", Code::PictureUnreadable),
            (b"\0\0\0\x18ftypheic\0\0\0\0", Code::PictureForeign),
            (b"\0\0\0\x1cftypavif\0\0\0\0", Code::PictureForeign),
            (b"II*\0\x08\0\0\0", Code::PictureForeign),
            (b"MM\0*\0\0\0\x08", Code::PictureForeign),
            (&wide, Code::PictureTooLarge),
        ] {
            assert_eq!(shrink(bytes).unwrap_err().code(), code, "{bytes:?}");
            assert_eq!(grey(bytes, 100).unwrap_err().code(), code, "{bytes:?}");
        }
    }

    /// The header of a PNG, and no picture after it.
    fn header(width: u32, height: u32, colour: u8) -> Vec<u8> {
        let mut chunk = b"IHDR".to_vec();
        chunk.extend(width.to_be_bytes());
        chunk.extend(height.to_be_bytes());
        chunk.extend([8, colour, 0, 0, 0]);
        let mut sum = flate2::Crc::new();
        sum.update(&chunk);
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0d".to_vec();
        png.extend(chunk);
        png.extend(sum.sum().to_be_bytes());
        // The data begin, and none come.
        png.extend(b"\0\0\0\0IDAT\x35\xaf\x06\x1e");
        png
    }

    #[test]
    fn a_picture_of_too_many_pixels_is_refused_by_its_header() {
        const GREY: u8 = 0;
        const COLOURS: u8 = 2;
        const COLOURS_AND_ALPHA: u8 = 6;
        for (width, height, colour, code) in [
            (13_000, 13_000, GREY, Code::PictureTooLarge),
            (16_383, 3_900, COLOURS, Code::PictureTooLarge),
            (6_300, 6_300, COLOURS_AND_ALPHA, Code::PictureTooLarge),
            // Of these it is only known then that nothing comes.
            (6_300, 6_300, COLOURS, Code::PictureUnreadable),
            (8_000, 5_000, GREY, Code::PictureUnreadable),
        ] {
            let refused = decode(&header(width, height, colour)).unwrap_err();
            assert_eq!(refused.code(), code, "{width} × {height}, {colour}");
        }
    }

    #[test]
    fn a_grey_photo_is_small_and_what_is_see_through_is_white() {
        let drawing = RgbaImage::from_fn(800, 400, |x, _| Rgba([0, 0, 0, if x < 400 { 0 } else { 255 }]));
        let photo = grey(&png(&drawing), 200).unwrap();
        assert_eq!(photo.dimensions(), (200, 100));
        assert_eq!((photo.get_pixel(20, 50).0, photo.get_pixel(180, 50).0), ([255], [0]));
        assert_eq!(grey(&png(&drawing), 2_000).unwrap().dimensions(), (800, 400), "never enlarged");
    }
}
