//! What decoding a picture takes in memory beside the picture itself, told by its first bytes.

use image::ImageFormat;

/// Bytes that the decoder of a format keeps beside the picture, of so many pixels.
pub fn beside(format: Option<ImageFormat>, bytes: &[u8], pixels: u64) -> u64 {
    match format {
        // Whatever its colours, it is decoded in four bytes a pixel first.
        Some(ImageFormat::WebP) => 4 * pixels,
        Some(ImageFormat::Jpeg) => coefficients(bytes, pixels),
        _ => 0,
    }
}

/// A JPEG that comes in several scans is kept as coefficients until the last of them, two bytes each. They are counted by the header of
/// its frame, where a colour may have fewer than there are pixels.
fn coefficients(jpeg: &[u8], pixels: u64) -> u64 {
    let mut rest = jpeg.get(2..).unwrap_or_default();
    let mut frame = None;
    loop {
        match rest {
            // Bytes that fill, and marks without a part.
            [0xff, 0xff, ..] => rest = rest.get(1..).unwrap_or_default(),
            [0xff, 0x01 | 0xd0..=0xd8, after @ ..] => rest = after,
            [0xff, mark, high, low, after @ ..] => {
                let length = usize::from(u16::from_be_bytes([*high, *low])).saturating_sub(2);
                let part = after.get(..length).unwrap_or(after);
                match mark {
                    0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => frame = Some((*mark, part)),
                    0xda => return frame.map_or(0, |(mark, frame)| kept(mark, frame, part, pixels)),
                    _ => {}
                }
                rest = after.get(length..).unwrap_or_default();
            }
            _ => return 0,
        }
    }
}

/// What is kept of a frame whose first scan is `scan`: nothing of one that comes in a single scan.
fn kept(mark: u8, frame: &[u8], scan: &[u8], pixels: u64) -> u64 {
    let (Some(colours), Some(scanned)) = (frame.get(5), scan.first()) else { return 0 };
    let is_progressive = matches!(mark, 0xc2 | 0xc6 | 0xca | 0xce);
    if !is_progressive && scanned >= colours {
        return 0;
    }
    let factors: Vec<(u64, u64)> = frame
        .get(6..)
        .unwrap_or_default()
        .chunks_exact(3)
        .filter_map(|colour| colour.get(1))
        .map(|factors| (u64::from(factors >> 4).max(1), u64::from(factors & 15).max(1)))
        .collect();
    let widest = factors.iter().map(|(across, _)| *across).max().unwrap_or(1);
    let highest = factors.iter().map(|(_, down)| *down).max().unwrap_or(1);
    factors.iter().map(|(across, down)| 2 * pixels * across * down / (widest * highest)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIXELS: u64 = 1_000;

    /// The beginning of a JPEG: a comment, its frame with the factors of each colour, its first scan with so many of them.
    fn jpeg(mark: u8, factors: &[u8], scanned: u8) -> Vec<u8> {
        let mut out = vec![0xff, 0xd8, 0xff, 0xff, 0xfe, 0, 4, 0xff, 0xc2];
        let colours = u8::try_from(factors.len()).unwrap();
        out.extend([0xff, mark, 0, 8 + 3 * colours, 8, 0, 10, 0, 100, colours]);
        for (n, factor) in (1..).zip(factors) {
            out.extend([n, *factor, 0]);
        }
        out.extend([0xff, 0xda, 0, 6 + 2 * scanned, scanned]);
        out
    }

    #[test]
    fn scans_that_are_kept_are_counted() {
        for (mark, factors, scanned, expected) in [
            (0xc0, &[0x11, 0x11, 0x11][..], 3, 0),
            (0xc0, &[0x22, 0x11, 0x11], 3, 0),
            (0xc0, &[0x11], 1, 0),
            (0xc2, &[0x11, 0x11, 0x11], 3, 6 * PIXELS),
            (0xc2, &[0x22, 0x11, 0x11], 3, 3 * PIXELS),
            (0xc2, &[0x11], 1, 2 * PIXELS),
            // A baseline one, each colour in a scan of its own.
            (0xc0, &[0x22, 0x11, 0x11], 1, 3 * PIXELS),
        ] {
            let counted = beside(Some(ImageFormat::Jpeg), &jpeg(mark, factors, scanned), PIXELS);
            assert_eq!(counted, expected, "{mark:x} {factors:?} {scanned}");
        }
    }

    #[test]
    fn other_formats_and_what_ends_early() {
        assert_eq!(beside(Some(ImageFormat::Png), b"", PIXELS), 0);
        assert_eq!(beside(Some(ImageFormat::WebP), b"", PIXELS), 4 * PIXELS);
        let whole = jpeg(0xc2, &[0x11, 0x11, 0x11], 3);
        for length in 0..whole.len() - 1 {
            assert_eq!(beside(Some(ImageFormat::Jpeg), &whole[..length], PIXELS), 0, "{length}");
        }
    }
}
