//! Printing on paper of pixels, cutting it into labels, and reading them.

use image::imageops::crop_imm;
use image::{GrayImage, Luma};
use inventario::campus::labels::model::DrawnLabelCode;
use inventario::campus::labels::rules::pages::Print;
use inventario::campus::qr::picture::read_photo;
use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;
use std::process::Command;

/// A label as a picture: all of it, and what somebody holds a camera over who wants its code.
pub struct Seen {
    whole: GrayImage,
    code: GrayImage,
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
                crop_imm(&page, pixels(x), pixels(y), pixels(width), pixels(height)).to_image()
            };
            let side = modules(&label.code) * label.code.module_width;
            // A little more than the quiet zone, as cameras are held.
            let rim = 5 * label.code.module_width;
            let code = cut(label.code.x - rim, label.code.y - rim, side + 2 * rim, side + 2 * rim);
            labels.push(Seen { whole: cut(x, y, paper.label.0, paper.label.1), code });
        }
    }
    labels
}

/// How many modules a code is wide: its first row ends with a corner, which is dark, and bars end with one.
fn modules(code: &DrawnLabelCode) -> i32 {
    let first = code.path.split('M').skip(1).filter_map(|stroke| stroke.split_once(" 0.5h"));
    first.map(|(at, length)| at.parse::<i32>().unwrap() + length.parse::<i32>().unwrap()).max().unwrap()
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

/// How many pixels of a camera a dot of the printer is, near and nearer: whoever isn't understood moves the phone.
const DISTANCES: [u32; 3] = [3, 4, 5];

/// What our reader of photos finds.
pub fn ours(label: &Seen) -> Option<String> {
    let code = &label.code;
    DISTANCES.into_iter().find_map(|scale| {
        let (width, height) = (code.width() * scale, code.height() * scale);
        let photo = GrayImage::from_fn(width, height, |x, y| *code.get_pixel(x / scale, y / scale));
        let mut png = Cursor::new(Vec::new());
        photo.write_to(&mut png, image::ImageFormat::Png).unwrap();
        read_photo(&png.into_inner()).ok()
    })
}

/// What zbar finds in all labels, near and nearer until it has found as many as there are.
pub fn zbar(labels: &[Seen]) -> BTreeSet<String> {
    let mut read = BTreeSet::new();
    for scale in [2, 3, 4] {
        read.extend(zbar_at(labels, scale));
        if read.len() >= labels.len() {
            break;
        }
    }
    read
}

/// Each label is a picture of its own, so that none is seen twice or lost among others.
fn zbar_at(labels: &[Seen], scale: u32) -> BTreeSet<String> {
    let folder = tempfile::tempdir().unwrap();
    let mut files = Vec::new();
    for (n, label) in labels.iter().enumerate() {
        let file = folder.path().join(format!("{n:04}.pgm"));
        // A scanner sees what is around the label too, and each dot more than once.
        let (width, height) = label.whole.dimensions();
        let seen = GrayImage::from_fn(scale * width + 40, scale * height + 40, |x, y| {
            let inside = |n: u32, most: u32| n.checked_sub(20).map(|n| n / scale).filter(|n| *n < most);
            inside(x, width).zip(inside(y, height)).map_or(Luma([255]), |(x, y)| *label.whole.get_pixel(x, y))
        });
        let mut picture = format!("P5\n{} {}\n255\n", seen.width(), seen.height()).into_bytes();
        picture.extend(seen.as_raw());
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
    // The code is all that is drawn.
    Seen { code: label.clone(), whole: label }
}
