//! Photos of labels as phones take them, made by program: turned a little, seen a little from the side, slightly blurred, in uneven
//! light, noisy, and pressed as JPEG. The same number gives the same photo.

use image::codecs::jpeg::JpegEncoder;
use image::imageops::{blur, rotate90};
use image::{GrayImage, Luma};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::ops::Range;

/// A code as rows of modules, dark ones true.
pub type Modules = Vec<Vec<bool>>;

/// How a photo is taken.
#[derive(Debug, Clone)]
pub struct Shot {
    /// Pixels across and down.
    pub size: (u32, u32),
    /// How much of the width the label takes, its white rim included.
    pub share: f32,
    /// How far it is turned, in degrees.
    pub turned: f32,
    /// How much nearer one side of it is than the other.
    pub tilt: (f32, f32),
    /// Standard deviation of the blur, in pixels.
    pub blur: f32,
    /// How many levels the noise goes up and down.
    pub noise: u8,
    /// How much darker the darkest corner is.
    pub shade: f32,
    /// How many modules of white are around the code.
    pub rim: f32,
    /// Whether it is white on dark.
    pub is_negative: bool,
    /// What its chances come from.
    pub seed: u64,
}

impl Shot {
    /// The nth ordinary photo, of a label that takes such a part of the width.
    pub fn ordinary(n: u64, share: Range<f32>) -> Self {
        let mut random = StdRng::seed_from_u64(n);
        let sizes = [(1_600, 1_200), (1_200, 1_600), (1_280, 960), (1_200, 900), (1_000, 750)];
        Self {
            size: sizes[random.random_range(0..sizes.len())],
            share: random.random_range(share),
            turned: random.random_range(-8.0..8.0),
            tilt: (random.random_range(-0.1..0.1), random.random_range(-0.1..0.1)),
            blur: random.random_range(0.5..1.2),
            noise: random.random_range(2..9),
            shade: random.random_range(0.1..0.5),
            rim: 4.0,
            is_negative: false,
            seed: n,
        }
    }

    /// The photo of a code on a grey surface, as JPEG.
    pub fn of(&self, code: &Modules) -> Vec<u8> {
        self.of_several(&[(code, 0.0, 0.0)])
    }

    /// The photo of several codes, each so many of its own widths beside and below the middle.
    pub fn of_several(&self, codes: &[(&Modules, f32, f32)]) -> Vec<u8> {
        let mut photo = self.surface();
        for (code, beside, below) in codes {
            self.stick(&mut photo, code, (*beside, *below));
        }
        self.developed(&photo)
    }

    /// The same photo, the phone held across.
    pub fn across(jpeg: &[u8]) -> Vec<u8> {
        pressed(&rotate90(&image::load_from_memory(jpeg).unwrap().into_luma8()))
    }

    fn surface(&self) -> GrayImage {
        GrayImage::from_pixel(self.size.0, self.size.1, Luma([if self.is_negative { 60 } else { 150 }]))
    }

    fn stick(&self, photo: &mut GrayImage, code: &Modules, (beside, below): (f32, f32)) {
        let (width, height) = (self.size.0 as f32, self.size.1 as f32);
        let side = self.share * width;
        let (sine, cosine) = self.turned.to_radians().sin_cos();
        let across = code[0].len() as f32 + 2.0 * self.rim;
        let down = code.len() as f32 + 2.0 * self.rim;
        let module = side / across;
        let (light, dark) = if self.is_negative { (35.0, 225.0) } else { (235.0, 30.0) };
        // What is at a place of the photo: the inverse of turning and tilting.
        let shade = |x: f32, y: f32| -> Option<f32> {
            let (x, y) = ((x - width / 2.0) / side - beside, (y - height / 2.0) / side - below);
            let depth = 1.0 - self.tilt.0 * x - self.tilt.1 * y;
            let (x, y) = (x / depth, y / depth);
            let (x, y) = (x * cosine + y * sine, y * cosine - x * sine);
            let (column, row) = (x * side / module + across / 2.0, y * side / module + down / 2.0);
            if column < 0.0 || row < 0.0 || column >= across || row >= down {
                return None;
            }
            let (column, row) = ((column - self.rim).floor(), (row - self.rim).floor());
            let is_dark = column >= 0.0
                && row >= 0.0
                && code.get(row as usize).and_then(|row| row.get(column as usize)).copied().unwrap_or(false);
            Some(if is_dark { dark } else { light })
        };
        // Only where it can be.
        let reach = side * 0.8 * (down / across).max(1.0);
        let (middle_x, middle_y) = (width / 2.0 + beside * side, height / 2.0 + below * side);
        let part = |middle: f32, all: f32| {
            ((middle - reach).clamp(0.0, all) as u32)..((middle + reach).clamp(0.0, all) as u32)
        };
        for y in part(middle_y, height) {
            for x in part(middle_x, width) {
                let under = f32::from(photo.get_pixel(x, y).0[0]);
                let samples = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
                let sum: f32 = samples
                    .iter()
                    .map(|(right, low)| shade(x as f32 + right, y as f32 + low).unwrap_or(under))
                    .sum();
                photo.put_pixel(x, y, Luma([(sum / 4.0) as u8]));
            }
        }
    }

    /// What the lens, the light and the sensor make of it.
    fn developed(&self, photo: &GrayImage) -> Vec<u8> {
        let mut random = StdRng::seed_from_u64(self.seed ^ 0x5eed);
        let (right, low) = (random.random_range(-1.0..1.0f32), random.random_range(-1.0..1.0f32));
        let mut photo = blur(photo, self.blur);
        let (width, height) = (self.size.0 as f32, self.size.1 as f32);
        let noise = i16::from(self.noise);
        for (x, y, pixel) in photo.enumerate_pixels_mut() {
            let place = (right * (x as f32 / width - 0.5) + low * (y as f32 / height - 0.5) + 1.0) / 2.0;
            let lit = f32::from(pixel.0[0]) * (1.0 - self.shade * place.clamp(0.0, 1.0));
            let level = lit as i16 + random.random_range(-noise..=noise);
            pixel.0[0] = level.clamp(0, 255) as u8;
        }
        pressed(&photo)
    }
}

fn pressed(photo: &GrayImage) -> Vec<u8> {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 80).encode_image(photo).unwrap();
    jpeg
}
