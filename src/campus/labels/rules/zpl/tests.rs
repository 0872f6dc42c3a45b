//! What is sent to a printer is read as a printer reads it, and the dots as a scanner does.

use super::*;
use crate::campus::labels::model::{LabelCode, LabelLine, LabelPaper, LabelSubject};
use crate::campus::labels::rules::layout::{Wanted, lay};
use crate::kit::Code;
use crate::kit::pdf::Letters;

const ROLLS: [LabelPaper; 3] = [LabelPaper::Roll62, LabelPaper::Roll100, LabelPaper::Roll57];

fn label(paper: LabelPaper, code: LabelCode, name: &str, dots: PrinterDots) -> Label {
    labelled(paper, code, "PC-0001", name, dots).unwrap()
}

fn labelled(
    paper: LabelPaper,
    code: LabelCode,
    plate: &str,
    name: &str,
    dots: PrinterDots,
) -> crate::kit::Result<Label> {
    let subject = LabelSubject {
        id: None,
        plate: plate.into(),
        name: Some(name.into()),
        detail: None,
        model: None,
        serial: None,
        room: Some("Sistemas 1".into()),
        center: None,
    };
    let lines = &[LabelLine::Name, LabelLine::Room];
    let wanted = Wanted { size: paper.measures().label, code, lines, dot: dots.dot() };
    // As long as a signed text is.
    let text = format!("{{\"v\": 1, \"sig\": \"{}\"}}", "0123456789abcdef".repeat(14));
    lay(wanted, &subject, Some(&text), Letters::of_house().unwrap())
}

fn zpl(label: &Label, paper: LabelPaper, dots: PrinterDots) -> String {
    let mut out = String::new();
    write(&mut out, label, paper.measures().label, (0, 0), dots);
    out
}

/// The picture of a format as a printer unpacks it: where, and its rows of dots.
fn unpacked(text: &str) -> ((usize, usize), Vec<Vec<bool>>) {
    let (before, picture) = text.split_once("^GFA,").unwrap();
    let at = before.rsplit_once("^FO").unwrap().1;
    let (x, y) = at.split_once(',').unwrap();
    let picture = picture.split_once("^FS").unwrap().0;
    let parts: Vec<&str> = picture.splitn(4, ',').collect();
    let (all, bytes): (usize, usize) = (parts[0].parse().unwrap(), parts[2].parse().unwrap());
    assert_eq!(parts[0], parts[1]);
    let mut rows: Vec<Vec<bool>> = Vec::new();
    let mut row: Vec<bool> = Vec::new();
    for letter in parts[3].chars() {
        match letter {
            ':' => {
                assert!(row.is_empty());
                rows.push(rows.last().unwrap().clone());
            }
            ',' => row.resize(bytes * 8, false),
            digit => {
                let digit = digit.to_digit(16).unwrap();
                row.extend((0..4).map(|bit| digit & (8 >> bit) != 0));
            }
        }
        if row.len() == bytes * 8 {
            rows.push(std::mem::take(&mut row));
        }
    }
    assert_eq!(rows.len() * bytes, all, "the printer is told the right length");
    ((x.parse().unwrap(), y.parse().unwrap()), rows)
}

#[test]
fn the_dots_of_a_code_are_read_back() {
    for paper in ROLLS {
        for dots in PrinterDots::ALL {
            let label = label(paper, LabelCode::Qr, "Portátil", *dots);
            let (at, rows) = unpacked(&zpl(&label, paper, *dots));
            let (width, height) = (rows[0].len() + 80, rows.len() + 80);
            let dark = |x: usize, y: usize| {
                let inside = |n: usize| n.checked_sub(40);
                inside(x)
                    .zip(inside(y))
                    .is_some_and(|(x, y)| rows.get(y).and_then(|row| row.get(x)).copied().unwrap_or(false))
            };
            let mut picture = rqrr::PreparedImage::prepare_from_greyscale(width * 2, height * 2, |x, y| {
                if dark(x / 2, y / 2) { 0 } else { 255 }
            });
            let read = picture.detect_grids().first().map(|grid| grid.decode().unwrap().1);
            assert!(read.is_some_and(|text| text.starts_with("{\"v\": 1")), "{paper} at {dots}");
            let right = dots.dots(paper.measures().label.0);
            assert!(at.0 + rows[0].len() <= usize::try_from(right).unwrap() + 8, "{paper} at {dots}");
        }
    }
}

#[test]
fn bars_are_whole_dots_of_equal_width() {
    // The longer a plate, the narrower its bars, but never narrower than a scanner tells apart: 0.25 mm, whatever the resolution.
    for (plate, at_203, at_300) in
        [("PC-1", 4, 5), ("PC-0001", 3, 5), ("ABCDEFGHI", 2, 4), ("ABCDEFGHIJKLMNO", 2, 3)]
    {
        for (dots, module) in [(PrinterDots::Dpi203, at_203), (PrinterDots::Dpi300, at_300)] {
            let label = labelled(LabelPaper::Roll57, LabelCode::Code128, plate, "", dots).unwrap();
            let (at, rows) = unpacked(&zpl(&label, LabelPaper::Roll57, dots));
            assert!(rows.iter().all(|row| *row == rows[0]));
            let widths = rows[0].chunk_by(|a, b| a == b).map(<[bool]>::len);
            let widths: Vec<usize> = widths.take(6).collect();
            // Start B: 2 1 1 2 1 4.
            assert_eq!(widths, [2, 1, 1, 2, 1, 4].map(|n| n * module), "{plate} at {dots}");
            let (per, of) = dots.scale();
            assert!(i32::try_from(module).unwrap() * of * 100 >= 250 * per * 97, "{plate} at {dots}");
            // Ten modules are quiet on both sides.
            let end = at.0 + rows[0].iter().rposition(|dark| *dark).unwrap() + 1;
            let width = usize::try_from(dots.dots(57_000)).unwrap();
            assert!(
                at.0 + 1 >= 10 * module && end + 10 * module <= width + 1,
                "{plate} at {dots}: {} to {end} of {width}",
                at.0
            );
        }
    }
    for dots in PrinterDots::ALL {
        let refused =
            labelled(LabelPaper::Roll57, LabelCode::Code128, "ABCDEFGHIJKLMNOP", "", *dots).unwrap_err();
        assert_eq!(refused.code(), Code::LabelCodeDense);
    }
}

#[test]
fn what_means_something_to_the_printer_is_escaped_and_all_is_ascii() {
    let label = label(LabelPaper::Roll100, LabelCode::ShortQr, "^XZ~JA_5E\\ Ñandú", PrinterDots::Dpi203);
    let text = zpl(&label, LabelPaper::Roll100, PrinterDots::Dpi203);
    assert!(text.is_ascii());
    assert!(text.contains("^FH^FD_5EXZ_7EJA_5F5E_5C _C3_91and_C3_BA^FS"), "{text}");
    assert!(text.starts_with("^XA\n^CI28\n^PW800\n^LL400\n") && text.ends_with("^XZ\n"), "{text}");
    assert_eq!((text.matches("^XA").count(), text.matches("^XZ").count()), (1, 1));
}

#[test]
fn a_printer_is_given_no_place_outside() {
    let label = label(LabelPaper::Roll57, LabelCode::ShortQr, "Portátil", PrinterDots::Dpi203);
    let mut out = String::new();
    write(&mut out, &label, (57_000, 32_000), (-10_000, -10_000), PrinterDots::Dpi203);
    assert!(!out.contains("^FO-") && !out.contains(",-"), "{out}");
}
