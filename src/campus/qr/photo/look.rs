//! One way of looking at a photo: in one size, by one threshold, for one family of symbols.

use encoding_rs::WINDOWS_1252;
use image::imageops::{self, FilterType};
use image::{DynamicImage, GrayImage};
use rxing::common::{GlobalHistogramBinarizer, HybridBinarizer};
use rxing::datamatrix::DataMatrixReader;
use rxing::multi::MultipleBarcodeReader;
use rxing::oned::MultiFormatOneDReader;
use rxing::qrcode::cpp_port::QrReader;
use rxing::qrcode::cpp_port::detector::FindFinderPatterns;
use rxing::{
    BarcodeFormat, Binarizer, BinaryBitmap, DecodeHints, Luma8Source, RXingResult,
    RXingResultMetadataType as About, RXingResultMetadataValue as Told, Reader,
};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// A family of symbols.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Symbols {
    /// QR codes.
    Squares,
    /// Code 128, Code 39, EAN and UPC.
    Bars,
    /// DataMatrix.
    Matrix,
}

/// Where light ends and dark begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Threshold {
    /// By what is around each place: shadows and slopes of light do no harm.
    Near,
    /// The same everywhere: what is soft or without a rim does no harm.
    Whole,
}

/// How many corners of QR codes a picture may have: more than a sheet full of labels. The reader tries each with many others, and takes
/// seconds for a thousand (rxing 0.9.3).
const MOST_CORNERS: usize = 300;

/// How many places of a picture look like the corner of a QR code.
fn corners<B: Binarizer>(picture: &BinaryBitmap<B>) -> usize {
    FindFinderPatterns(picture.get_black_matrix(), true, 0).len()
}

/// How much a small picture is enlarged at most: beyond that its edges are only softer.
const LARGER: u32 = 3;

/// One way of looking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// The longer side in which the photo is looked at, in pixels.
    side: u32,
    pub(super) symbols: Symbols,
    threshold: Threshold,
    is_negative: bool,
}

/// A part of a text that is spread over several codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Series {
    /// Which, from 1.
    pub(super) part: i32,
    /// Of how many.
    pub(super) of: i32,
}

/// What was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    /// Texts, each once.
    pub(super) texts: Vec<String>,
    /// A code that alone says nothing.
    pub(super) series: Option<Series>,
}

impl Found {
    /// Takes in what another look found.
    pub(super) fn add(&mut self, other: Self) {
        for text in other.texts {
            if !self.texts.contains(&text) {
                self.texts.push(text);
            }
        }
        self.series = self.series.or(other.series);
    }

    fn of(results: Vec<RXingResult>) -> Self {
        let mut found = Self::default();
        for result in results {
            match series(&result) {
                Some(series) => found.series = Some(series),
                None if result.getText().len() < shortest(&result) => {}
                None => found.add(Self { texts: vec![text(&result)], series: None }),
            }
        }
        found
    }
}

impl Look {
    pub(super) const fn new(side: u32, symbols: Symbols, threshold: Threshold) -> Self {
        Self { side, symbols, threshold, is_negative: false }
    }

    /// The same at what is light on dark.
    pub(super) const fn negative(self) -> Self {
        Self { is_negative: true, ..self }
    }

    /// The same at a photo that has too few pixels for it.
    pub(super) fn within(self, photo: &DynamicImage) -> Self {
        let longest = photo.width().max(photo.height());
        Self { side: self.side.min(longest.saturating_mul(LARGER)), ..self }
    }

    /// What is seen so. A reader that fails over a picture has seen nothing: it is somebody else's, and pictures are anybody's.
    pub(super) fn at(self, photo: &DynamicImage) -> Found {
        let mut picture = sized(photo, self.side);
        if self.is_negative {
            imageops::invert(&mut picture);
        }
        let (width, height) = picture.dimensions();
        let seen = catch_unwind(AssertUnwindSafe(|| {
            let Ok(source) = Luma8Source::new_with_slice(picture.as_raw(), width, height) else {
                return Vec::new();
            };
            match self.threshold {
                Threshold::Near => self.symbols.of(&mut BinaryBitmap::new(HybridBinarizer::new(source))),
                Threshold::Whole => {
                    self.symbols.of(&mut BinaryBitmap::new(GlobalHistogramBinarizer::new(source)))
                }
            }
        }));
        Found::of(seen.unwrap_or_default())
    }
}

impl Symbols {
    fn formats(self) -> &'static [BarcodeFormat] {
        match self {
            Self::Squares => &[BarcodeFormat::QR_CODE],
            Self::Bars => &[
                BarcodeFormat::CODE_128,
                BarcodeFormat::CODE_39,
                BarcodeFormat::EAN_13,
                BarcodeFormat::EAN_8,
                BarcodeFormat::UPC_A,
            ],
            Self::Matrix => &[BarcodeFormat::DATA_MATRIX],
        }
    }

    fn of<B: Binarizer>(self, picture: &mut BinaryBitmap<B>) -> Vec<RXingResult> {
        self.within(picture, MOST_CORNERS)
    }

    /// What is found, unless it is squares in a picture of more corners than that.
    fn within<B: Binarizer>(self, picture: &mut BinaryBitmap<B>, most_corners: usize) -> Vec<RXingResult> {
        let hints = DecodeHints {
            PossibleFormats: Some(self.formats().iter().copied().collect()),
            TryHarder: Some(true),
            ..DecodeHints::default()
        };
        if self == Self::Squares && corners(picture) > most_corners {
            return Vec::new();
        }
        let found = match self {
            Self::Squares => QrReader.decode_multiple_with_hints(picture, &hints),
            Self::Bars => {
                MultiFormatOneDReader::new(&hints).decode_with_hints(picture, &hints).map(|one| vec![one])
            }
            Self::Matrix => DataMatrixReader.decode_with_hints(picture, &hints).map(|one| vec![one]),
        };
        // Not finding is an error of theirs, and no news.
        found.unwrap_or_default()
    }
}

/// A photo with its longer side of so many pixels.
fn sized(photo: &DynamicImage, side: u32) -> GrayImage {
    let longest = photo.width().max(photo.height()).max(1);
    let scaled = |length: u32| {
        let scaled = u64::from(length) * u64::from(side) / u64::from(longest);
        u32::try_from(scaled).unwrap_or(u32::MAX).max(1)
    };
    let (width, height) = (scaled(photo.width()), scaled(photo.height()));
    let sized = match side {
        side if side < longest => photo.thumbnail_exact(width, height),
        side if side > longest => photo.resize_exact(width, height, FilterType::Triangle),
        _ => photo.clone(),
    };
    sized.into_luma8()
}

/// The fewest bytes that are taken for a text: bars of a letter or two are seen in blinds and in keyboards.
fn shortest(result: &RXingResult) -> usize {
    match result.getBarcodeFormat() {
        BarcodeFormat::QR_CODE | BarcodeFormat::DATA_MATRIX => 1,
        _ => 3,
    }
}

/// Which part of a series a code is, if it is one.
fn series(result: &RXingResult) -> Option<Series> {
    let about = result.getRXingResultMetadata();
    let Some(Told::StructuredAppendSequence(index)) = about.get(&About::STRUCTURED_APPEND_SEQUENCE) else {
        return None;
    };
    // What is called parity there is how many there are.
    let Some(Told::StructuredAppendParity(of)) = about.get(&About::STRUCTURED_APPEND_PARITY) else {
        return None;
    };
    (*index >= 0 && *of > 1).then_some(Series { part: index + 1, of: *of })
}

/// What a code says. A QR code that doesn't say how its bytes are to be read has UTF-8, as everybody writes it, or else what is called
/// Latin-1; a guess from the letters would take `Ñ` for Japanese.
fn text(result: &RXingResult) -> String {
    let about = result.getRXingResultMetadata();
    let is_declared = match about.get(&About::SYMBOLOGY_IDENTIFIER) {
        // ]Q1 without, ]Q2 with a declaration; 3 to 6 the same for two kinds of goods (ISO/IEC 18004).
        Some(Told::SymbologyIdentifier(identifier)) => identifier.ends_with(['2', '4', '6']),
        _ => true,
    };
    if *result.getBarcodeFormat() != BarcodeFormat::QR_CODE || is_declared {
        return result.getText().to_owned();
    }
    let bytes = result.getRawBytes();
    std::str::from_utf8(bytes)
        .map_or_else(|_| WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Luma;
    use qrcode::{Color, QrCode};

    /// A code in the corner of a wall on which a hundred corners of codes hang.
    fn wall() -> BinaryBitmap<HybridBinarizer<Luma8Source<'static>>> {
        let code = QrCode::new(b"EQ-000001").unwrap();
        let (colors, width) = (code.to_colors(), code.width() as u32);
        let picture = GrayImage::from_fn(1_000, 1_000, |x, y| {
            let dark = if x.max(y) < 200 {
                let (x, y) = (x.wrapping_sub(32) / 4, y.wrapping_sub(32) / 4);
                x.max(y) < width && colors[(y * width + x) as usize] == Color::Dark
            } else {
                let (x, y) = ((x % 100) / 3, (y % 100) / 3);
                let core = (2..5).contains(&x) && (2..5).contains(&y);
                x.max(y) < 7 && (x.min(y) == 0 || x.max(y) == 6 || core)
            };
            Luma([if dark { 0 } else { 255 }])
        });
        BinaryBitmap::new(HybridBinarizer::new(Luma8Source::new(picture.into_raw(), 1_000, 1_000).unwrap()))
    }

    #[test]
    fn a_wall_of_corners_is_not_searched() {
        let found = Symbols::Squares.of(&mut wall());
        assert_eq!(found.iter().map(RXingResult::getText).collect::<Vec<_>>(), ["EQ-000001"]);
        assert!(Symbols::Squares.within(&mut wall(), 50).is_empty());
    }
}
