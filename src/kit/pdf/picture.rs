//! Pictures on paper.

use crate::kit::error::Result;
use crate::kit::picture;

/// A picture, decoded: a pixel is four bytes, red, green, blue and how opaque it is.
#[derive(Debug, Clone)]
pub struct Picture {
    pub(super) width: u32,
    pub(super) height: u32,
    pub(super) pixels: Vec<u8>,
}

impl Picture {
    /// Decodes a PNG, JPEG or WebP.
    ///
    /// # Errors
    /// [`crate::kit::Code::PictureUnreadable`].
    pub fn decode(bytes: &[u8]) -> Result<Self> {
        let pixels = picture::decode(bytes)?.0.into_rgba8();
        Ok(Self { width: pixels.width(), height: pixels.height(), pixels: pixels.into_raw() })
    }

    /// The largest width and height, in points, that keep its shape within a box.
    #[expect(clippy::cast_precision_loss, reason = "no picture has sixteen million pixels a side")]
    pub(super) fn within(&self, width: f32, height: f32) -> (f32, f32) {
        let (own_width, own_height) = (self.width.max(1) as f32, self.height.max(1) as f32);
        let scale = (width / own_width).min(height / own_height);
        (own_width * scale, own_height * scale)
    }
}
