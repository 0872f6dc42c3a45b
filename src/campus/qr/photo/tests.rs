use super::*;
use barcoders::sym::code39::Code39;
use barcoders::sym::code128::Code128;
use barcoders::sym::ean13::EAN13;
use image::{GrayImage, ImageFormat, Luma, imageops};
use qrcode::bits::{Bits, ExtendedMode};
use qrcode::types::Mode;
use qrcode::{Color, EcLevel, QrCode, Version};
use std::io::Cursor;

/// What a photo of these says, whatever it is.
fn said(picture: &GrayImage) -> Result<Vec<String>> {
    read(&png(picture), Effort::Photo, |_| true)
}

fn png(picture: &GrayImage) -> Vec<u8> {
    let mut out = Cursor::new(Vec::new());
    picture.write_to(&mut out, ImageFormat::Png).unwrap();
    out.into_inner()
}

/// Modules, so many pixels each, with so many light ones around.
fn drawn(rows: &[Vec<bool>], pixels: usize, rim: usize) -> GrayImage {
    let (width, height) = (rows[0].len() + 2 * rim, rows.len() + 2 * rim);
    let is_dark = |x: usize, y: usize| {
        let place = x.checked_sub(rim).zip(y.checked_sub(rim));
        place.and_then(|(x, y)| rows.get(y)?.get(x).copied()).unwrap_or(false)
    };
    GrayImage::from_fn((width * pixels) as u32, (height * pixels) as u32, |x, y| {
        Luma([if is_dark(x as usize / pixels, y as usize / pixels) { 25 } else { 235 }])
    })
}

fn modules(code: &QrCode) -> Vec<Vec<bool>> {
    let dark: Vec<bool> = code.to_colors().into_iter().map(|color| color == Color::Dark).collect();
    dark.chunks(code.width()).map(<[bool]>::to_vec).collect()
}

fn square(text: &str) -> Vec<Vec<bool>> {
    modules(&QrCode::with_error_correction_level(text, EcLevel::M).unwrap())
}

/// A code whose parts are written by hand.
fn written(write: impl FnOnce(&mut Bits)) -> Vec<Vec<bool>> {
    let mut bits = Bits::new(Version::Normal(4));
    write(&mut bits);
    bits.push_terminator(EcLevel::M).unwrap();
    modules(&QrCode::with_bits(bits, EcLevel::M).unwrap())
}

/// Bars as high as plates have them.
fn bars(dark: &[u8]) -> Vec<Vec<bool>> {
    vec![dark.iter().map(|bar| *bar == 1).collect(); 40]
}

/// Pictures on a grey table, each at its place.
fn table(width: u32, height: u32, pictures: &[(&GrayImage, i64, i64)]) -> GrayImage {
    let mut table = GrayImage::from_pixel(width, height, Luma([140]));
    for (picture, x, y) in pictures {
        imageops::overlay(&mut table, *picture, *x, *y);
    }
    table
}

#[test]
fn a_code_is_read_in_any_size_and_the_wrong_way_round() {
    let text = r#"{"v": 1, "type": "item", "name": "a\u00f1o"}"#;
    let rows = square(text);
    for pixels in [2, 7, 20] {
        assert_eq!(said(&drawn(&rows, pixels, 4)).unwrap(), [text], "{pixels} pixels a module");
    }
    for turned in [imageops::rotate90, imageops::rotate180, imageops::rotate270] {
        assert_eq!(said(&turned(&drawn(&rows, 6, 4))).unwrap(), [text]);
    }
    // Small on a large table.
    assert_eq!(said(&table(2_000, 1_500, &[(&drawn(&rows, 8, 4), 900, 700)])).unwrap(), [text]);
}

#[test]
fn white_on_dark_and_without_a_rim_on_a_dark_case() {
    let rows = square("https://example.org/1");
    let mut negative = drawn(&rows, 8, 4);
    imageops::invert(&mut negative);
    assert_eq!(said(&negative).unwrap(), ["https://example.org/1"]);
    let rimless = drawn(&rows, 8, 0);
    let mut case = GrayImage::from_pixel(700, 600, Luma([70]));
    imageops::overlay(&mut case, &rimless, 200, 150);
    assert_eq!(said(&case).unwrap(), ["https://example.org/1"]);
}

#[test]
fn ours_comes_first_and_both_of_ours_are_told() {
    let (ours, other, makers) = (square("ours:1"), square("ours:2"), square("https://maker.example/9"));
    let is_ours = |text: &str| text.starts_with("ours:");
    let seen = |pictures: &[(&GrayImage, i64, i64)]| {
        read(&png(&table(1_200, 900, pictures)), Effort::Photo, is_ours).unwrap()
    };
    let (large, small) = (drawn(&ours, 14, 4), drawn(&makers, 6, 4));
    for pictures in [[(&large, 600, 300), (&small, 50, 40)], [(&large, 40, 300), (&small, 850, 40)]] {
        assert_eq!(seen(&pictures), ["ours:1", "https://maker.example/9"]);
    }
    let mut both = seen(&[(&large, 600, 300), (&drawn(&other, 12, 4), 50, 40)]);
    both.sort();
    assert_eq!(both, ["ours:1", "ours:2"]);
}

#[test]
fn bytes_are_utf_8_or_else_latin_1_or_what_the_code_says() {
    for (bytes, text) in [
        ("ÑAPA-01".as_bytes(), "ÑAPA-01"),
        (b"\xd1APA-01", "ÑAPA-01"),
        (b"caf\xe9 \x96 a\xf1o", "café – año"),
    ] {
        let rows = written(|bits| bits.push_byte_data(bytes).unwrap());
        assert_eq!(said(&drawn(&rows, 8, 4)).unwrap(), [text]);
    }
    // 3 is Latin-1, 26 UTF-8, 20 Shift JIS: bytes that alone would be something else.
    for (number, bytes, text) in [
        (3, "Ñ".as_bytes(), "Ã\u{91}"),
        (3, b"\xd1APA", "ÑAPA"),
        (26, "Ñandú".as_bytes(), "Ñandú"),
        (20, b"\x93\xfa\x96{", "日本"),
    ] {
        let rows = written(|bits| {
            bits.push_eci_designator(number).unwrap();
            bits.push_byte_data(bytes).unwrap();
        });
        assert_eq!(said(&drawn(&rows, 8, 4)).unwrap(), [text], "{number}");
    }
}

#[test]
fn a_part_of_a_series_says_which() {
    // The header of a part is its number from 0, how many come besides, and a sum, in as many bits as two marks of modes each.
    let part = written(|bits| {
        bits.push_mode_indicator(ExtendedMode::StructuredAppend).unwrap();
        for nibbles in [Mode::Numeric, Mode::Numeric, Mode::Byte, Mode::Byte] {
            bits.push_mode_indicator(ExtendedMode::Data(nibbles)).unwrap();
        }
        bits.push_byte_data(b"the other half").unwrap();
    });
    let part = drawn(&part, 8, 4);
    let refused = said(&part).unwrap_err();
    assert_eq!(refused.code(), Code::QrPart);
    assert!(refused.sentence().contains("parte 2 de 2"), "{}", refused.sentence());
    // Beside a whole one it doesn't matter.
    let whole = drawn(&square("PC-0001"), 8, 4);
    assert_eq!(said(&table(1_000, 600, &[(&part, 20, 20), (&whole, 600, 100)])).unwrap(), ["PC-0001"]);
}

#[test]
fn plates_of_bars_are_read_upright_and_along() {
    let code128 = Code128::new("\u{181}CZ-9301-10205").unwrap().encode();
    let code39 = Code39::new("SENA-0042").unwrap().encode();
    let ean = EAN13::new("770201112345").unwrap().encode();
    for (dark, text) in [(code128, "CZ-9301-10205"), (code39, "SENA-0042"), (ean, "7702011123459")] {
        let plate = drawn(&bars(&dark), 3, 12);
        assert_eq!(said(&plate).unwrap(), [text]);
        assert_eq!(said(&imageops::rotate90(&plate)).unwrap(), [text]);
        assert_eq!(said(&table(1_000, 750, &[(&plate, 150, 300)])).unwrap(), [text]);
        assert_eq!(read(&png(&plate), Effort::Frame, |_| false).unwrap(), [text]);
    }
}

#[test]
fn a_film_is_looked_at_quickly_and_sees_what_is_plain() {
    let plain = table(1_000, 750, &[(&drawn(&square("PC-0001"), 10, 4), 300, 200)]);
    assert_eq!(read(&png(&plain), Effort::Frame, |_| false).unwrap(), ["PC-0001"]);
    assert!(FRAME.len() * 3 <= PHOTO.len());
}

#[test]
fn what_is_no_picture_or_has_no_code_says_so() {
    let fault = |bytes: &[u8]| read(bytes, Effort::Photo, |_| true).unwrap_err().code();
    assert_eq!(fault(b""), Code::PictureUnreadable);
    assert_eq!(fault(b"<html>"), Code::PictureUnreadable);
    for (width, height) in [(50, 50), (1, 1), (1, 900), (900, 1), (39, 400)] {
        for level in [0, 200] {
            let blank = GrayImage::from_pixel(width, height, Luma([level]));
            assert_eq!(fault(&png(&blank)), Code::QrNotSeen, "{width} × {height}, {level}");
        }
    }
    let noise = GrayImage::from_fn(300, 200, |x, y| Luma([((x * 7_919) ^ (y * 104_729) ^ (x * y)) as u8]));
    assert_eq!(fault(&png(&noise)), Code::QrNotSeen);
}

/// `SN-5CD0042` as DataMatrix, drawn by another's writer.
const SERIAL: [&str; 14] = [
    "#.#.#.#.#.#.#.",
    "#.###.##....##",
    "#..#.###....#.",
    "####...###...#",
    "#..##..##.....",
    "#....##..##.##",
    "#.#.#...###.#.",
    "#...#.......##",
    "##.#...#.##.#.",
    "####..#.####.#",
    "#..######...#.",
    "##.##.....#..#",
    "##.#.#.#.#....",
    "##############",
];

#[test]
fn a_makers_datamatrix_is_read() {
    let rows: Vec<Vec<bool>> =
        SERIAL.iter().map(|row| row.chars().map(|module| module == '#').collect()).collect();
    for pixels in [4, 9, 20] {
        assert_eq!(said(&drawn(&rows, pixels, 3)).unwrap(), ["SN-5CD0042"], "{pixels} pixels a module");
    }
    let plate = drawn(&rows, 10, 3);
    assert_eq!(said(&imageops::rotate90(&plate)).unwrap(), ["SN-5CD0042"]);
    assert_eq!(said(&table(1_200, 900, &[(&plate, 400, 300)])).unwrap(), ["SN-5CD0042"]);
}
