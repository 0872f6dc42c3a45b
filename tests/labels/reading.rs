//! Printing on paper of pixels, cutting it into labels, and reading them.

use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::{ExtendedColorType, GrayImage, ImageEncoder, Luma};
use inventario::campus::labels::model::DrawnLabelCode;
use inventario::campus::labels::rules::pages::Print;
use inventario::campus::qr::photo::{self, Effort};
use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// A label as a picture: all of it, and what somebody holds a camera over who wants its code.
pub struct Seen {
    whole: GrayImage,
    code: GrayImage,
    /// How many pixels wide a module is.
    module: u32,
    is_bars: bool,
}

/// Each label of a document as a picture, cut out where its paper is cut.
pub fn rendered(pdf: &[u8], print: &Print, resolution: &str) -> Vec<Seen> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("labels.pdf");
    std::fs::write(&file, pdf).unwrap();
    let done = Command::new("pdftoppm")
        .args(["-gray", "-r", resolution])
        .args([file.as_os_str(), folder.path().join("page").as_os_str()])
        .status()
        .expect("pdftoppm is missing: install poppler-utils");
    assert!(done.success());
    let mut pages: Vec<_> = folder.path().read_dir().unwrap().map(|entry| entry.unwrap().path()).collect();
    pages.retain(|path| path.extension().is_some_and(|it| it == "pgm"));
    pages.sort();
    let paper = print.paper.measures();
    let scale = resolution.parse::<f64>().unwrap() / 25_400.0;
    let pixels = |micrometres: i32| (f64::from(micrometres) * scale).round().max(0.0) as u32;
    let mut labels = Vec::new();
    for (n, page) in pages.iter().enumerate() {
        let page = grey(page);
        let drawn = print.preview(n + 1).unwrap();
        let first = if n == 0 { print.skipped } else { 0 };
        for (place, label) in (first..).zip(&drawn.drawn) {
            let (x, y) = paper.slot(place, print.offset);
            let cut = |x: i32, y: i32, width: i32, height: i32| {
                cut(&page, (pixels(x), pixels(y)), (pixels(width), pixels(height)))
            };
            let (columns, rows) = modules(&label.code);
            let (side, height) = (columns * label.code.module_width, rows * label.code.module_height);
            // A little more than the quiet zone, as cameras are held; of bars, it is at their sides.
            let is_bars = rows == 1;
            let (rim, above) = if is_bars {
                (11 * label.code.module_width, 0)
            } else {
                (5 * label.code.module_width, 5 * label.code.module_width)
            };
            let code = cut(label.code.x - rim, label.code.y - above, side + 2 * rim, height + 2 * above);
            let whole = cut(x, y, paper.label.0, paper.label.1);
            labels.push(Seen { whole, code, module: pixels(label.code.module_width), is_bars });
        }
    }
    labels
}

/// How many modules a code is wide and high: its first row ends with a corner, which is dark, and bars end with one.
fn modules(code: &DrawnLabelCode) -> (i32, i32) {
    let runs = code.path.split('M').skip(1).map(|stroke| {
        let (column, rest) = stroke.split_once(' ').unwrap();
        let (row, length) = rest.split_once(".5h").unwrap();
        let number = |text: &str| text.parse::<i32>().unwrap();
        (number(row), number(column) + number(length))
    });
    let runs: Vec<_> = runs.collect();
    let first = runs.iter().filter(|(row, _)| *row == 0).map(|(_, end)| *end);
    (first.max().unwrap(), runs.iter().map(|(row, _)| row + 1).max().unwrap())
}

/// A picture as pdftoppm writes it: `P5`, width, height, 255, a byte a pixel.
fn grey(path: &Path) -> GrayImage {
    let bytes = std::fs::read(path).unwrap();
    let mut parts = bytes.splitn(4, |byte| *byte == b'\n');
    assert_eq!(parts.next(), Some(&b"P5"[..]));
    let sides = String::from_utf8(parts.next().unwrap().to_vec()).unwrap();
    let (width, height) = sides.split_once(' ').unwrap();
    assert_eq!(parts.next(), Some(&b"255"[..]));
    GrayImage::from_raw(width.parse().unwrap(), height.parse().unwrap(), parts.next().unwrap().to_vec())
        .unwrap()
}

/// A part of a picture, as much of it as there is.
fn cut(picture: &GrayImage, (x, y): (u32, u32), (width, height): (u32, u32)) -> GrayImage {
    let (width, height) = (width.min(picture.width() - x), height.min(picture.height() - y));
    let (left, right) = (x as usize, (x + width) as usize);
    let rows = picture.as_raw().chunks(picture.width() as usize).skip(y as usize).take(height as usize);
    GrayImage::from_raw(width, height, rows.flat_map(|row| &row[left..right]).copied().collect()).unwrap()
}

/// A picture of which each pixel is so many, with a white rim. By whole rows, since these are millions of pixels in a debug build.
fn nearer(picture: &GrayImage, scale: u32, rim: u32) -> GrayImage {
    let (width, height) = (scale * picture.width() + 2 * rim, scale * picture.height() + 2 * rim);
    let (stride, scale, rim) = (width as usize, scale as usize, rim as usize);
    let mut pixels = vec![255; stride * height as usize];
    let mut wide = vec![255; stride];
    let places = pixels[rim * stride..].chunks_mut(scale * stride);
    for (row, place) in picture.as_raw().chunks(picture.width() as usize).zip(places) {
        for (pixel, spread) in row.iter().zip(wide[rim..].chunks_mut(scale)) {
            spread.fill(*pixel);
        }
        for line in place.chunks_mut(stride) {
            line.copy_from_slice(&wide);
        }
    }
    GrayImage::from_raw(width, height, pixels).unwrap()
}

/// How many pixels a module has at least where our reader looks, and where zbar does.
const OURS: u32 = 6;
const ZBAR: u32 = 4;
/// Of bars ours takes what there is and enlarges it itself, softly as a lens does; pixels that are squares are no edges of bars.
const OURS_OF_BARS: u32 = 1;

/// How near a label is held so that a module is at least so many pixels, and nearer: whoever isn't understood moves the phone.
fn distances(label: &Seen, pixels: u32) -> [u32; 5] {
    let far = pixels.div_ceil(label.module);
    [far, far + 1, far + 2, far + 3, far + 4]
}

/// What our reader of photos finds.
pub fn ours(label: &Seen) -> Option<String> {
    distances(label, if label.is_bars { OURS_OF_BARS } else { OURS }).into_iter().find_map(|scale| {
        let photo = nearer(&label.code, scale, 0);
        let mut png = Vec::new();
        PngEncoder::new_with_quality(&mut png, CompressionType::Uncompressed, FilterType::NoFilter)
            .write_image(photo.as_raw(), photo.width(), photo.height(), ExtendedColorType::L8)
            .unwrap();
        photo::read(&png, Effort::Photo, |_| true).ok()?.into_iter().next()
    })
}

/// Which of the labels, each with what it says, zbar doesn't read: near, and those that it doesn't read then nearer.
pub fn unread_by_zbar<'a>(labels: &'a [Seen], says: &'a [String]) -> Vec<&'a str> {
    let mut unread: Vec<(&Seen, &str)> = labels.iter().zip(says.iter().map(String::as_str)).collect();
    for step in 0..5 {
        if !unread.is_empty() {
            let shown =
                unread.iter().map(|(label, _)| nearer(&label.whole, distances(label, ZBAR)[step], 20));
            let read = zbar(shown);
            unread.retain(|(_, says)| !read.contains(*says));
        }
    }
    unread.into_iter().map(|(_, says)| says).collect()
}

/// What zbar finds. Each label is a picture of its own, so that none is seen twice or lost among others.
fn zbar(labels: impl Iterator<Item = GrayImage>) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (n, label) in labels.enumerate() {
        let file = folder.path().join(format!("{n:04}.pgm"));
        let mut picture = format!("P5\n{} {}\n255\n", label.width(), label.height()).into_bytes();
        picture.extend(label.as_raw());
        std::fs::write(&file, picture).unwrap();
        files.push(file);
    }
    let read = Command::new("zbarimg")
        .args(["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-Scode128.enable"])
        .args(files)
        .output()
        .expect("zbarimg is missing: install zbar-tools");
    String::from_utf8(read.stdout).unwrap().lines().map(str::to_owned).collect()
}

/// Each label of a file for Zebra printers as its dots. Texts aren't drawn: they are the printer's.
pub fn zebra(text: &str) -> Vec<Seen> {
    text.split("^XA").skip(1).map(format).collect()
}

fn format(text: &str) -> Seen {
    let after = |word: &str| text.split_once(word).unwrap().1;
    let number = |text: &str| -> u32 {
        text.chars().take_while(char::is_ascii_digit).collect::<String>().parse().unwrap()
    };
    let mut label = GrayImage::from_pixel(number(after("^PW")), number(after("^LL")), Luma([255]));
    let (before, picture) = text.split_once("^GFA,").unwrap();
    let (x, y) = before.rsplit_once("^FO").unwrap().1.split_once(',').unwrap();
    let (left, top): (u32, u32) = (x.parse().unwrap(), y.parse().unwrap());
    let parts: Vec<&str> = picture.split_once("^FS").unwrap().0.splitn(4, ',').collect();
    let width = number(parts[2]) * 8;
    let (mut row, mut rows): (Vec<bool>, Vec<Vec<bool>>) = (Vec::new(), Vec::new());
    for letter in parts[3].chars() {
        match letter {
            ':' => rows.push(rows.last().unwrap().clone()),
            ',' => row.resize(width as usize, false),
            digit => row.extend((0..4).map(|bit| digit.to_digit(16).unwrap() & (8 >> bit) != 0)),
        }
        if row.len() == width as usize {
            rows.push(std::mem::take(&mut row));
        }
    }
    for (y, row) in (top..).zip(&rows) {
        for (x, _) in (left..).zip(row).filter(|(_, dark)| **dark) {
            label.put_pixel(x, y, Luma([0]));
        }
    }
    let dark = rows.iter().flat_map(|row| row.split(|dark| !dark)).map(<[bool]>::len);
    let module = dark.filter(|length| *length > 0).min().unwrap();
    // The code is all that is drawn.
    Seen { code: label.clone(), whole: label, module: u32::try_from(module).unwrap(), is_bars: false }
}
