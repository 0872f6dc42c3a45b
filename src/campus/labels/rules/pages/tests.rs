//! Documents are read back: page sizes to the micrometre, the number of pages, the text beneath each code, the dots of the codes.

use super::*;
use crate::kit::Id;
use chrono::DateTime;
use lopdf::{Document, Object};

fn subjects(count: u128) -> Vec<(LabelSubject, Option<String>)> {
    let one = |n: u128| {
        let subject = LabelSubject {
            id: Some(Id::from_bits(n)),
            plate: format!("PC-{n:04}"),
            name: Some(format!("Portátil Ñandú {n}")),
            detail: None,
            model: None,
            serial: None,
            room: Some("Sistemas 1".into()),
            center: None,
        };
        (subject, Some(format!("{{\"n\": {n}}}")))
    };
    (1..=count).map(one).collect()
}

fn print(paper: LabelPaper, count: u128) -> Print {
    Print {
        paper,
        code: LabelCode::Qr,
        lines: vec![LabelLine::Name, LabelLine::Room],
        offset: (0, 0),
        skipped: 0,
        copies: 1,
        subjects: subjects(count),
    }
}

fn written(print: &Print) -> Document {
    let properties = Properties {
        title: "Etiquetas".into(),
        subject: "Etiquetas".into(),
        author: "Centro".into(),
        created: DateTime::UNIX_EPOCH,
    };
    Document::load_mem(&print.pdf(&properties).unwrap()).unwrap()
}

fn number(object: &Object) -> f64 {
    object.as_float().map_or_else(|_| object.as_i64().unwrap() as f64, f64::from)
}

#[test]
fn pages_are_as_large_as_their_paper_and_as_many_as_it_takes() {
    for paper in LabelPaper::ALL {
        let measures = paper.measures();
        let document = written(&print(*paper, 30));
        let pages = document.get_pages();
        assert_eq!(pages.len(), 30usize.div_ceil(measures.slots()), "{paper}");
        for page in pages.values() {
            let page = document.get_dictionary(*page).unwrap();
            let sides = page.get(b"MediaBox").unwrap().as_array().unwrap();
            let (width, height) = (number(&sides[2]), number(&sides[3]));
            let wanted = |micrometres: i32| f64::from(micrometres) * 72.0 / 25_400.0;
            assert!((width - wanted(measures.page.0)).abs() < 0.01, "{paper}: {width}");
            assert!((height - wanted(measures.page.1)).abs() < 0.01, "{paper}: {height}");
        }
        let text: String = pages.keys().map(|page| document.extract_text(&[*page]).unwrap()).collect();
        for n in 1..=30 {
            assert_eq!(text.matches(&format!("PC-{n:04}")).count(), 1, "{paper}: beneath each code its text");
        }
    }
}

#[test]
fn the_first_page_begins_at_the_nth_label_and_copies_follow_each_other() {
    let wanted = Print { skipped: 19, copies: 2, ..print(LabelPaper::L7160, 2) };
    let document = written(&wanted);
    let pages: Vec<String> =
        document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect();
    assert_eq!(pages.iter().map(|page| page.matches("PC-").count()).collect::<Vec<_>>(), [2, 2]);
    assert!(
        pages[0].matches("PC-0001").count() == 2 && pages[1].matches("PC-0002").count() == 2,
        "{pages:?}"
    );
    // On a roll nothing is skipped.
    assert_eq!(written(&Print { skipped: 19, ..print(LabelPaper::Roll57, 2) }).get_pages().len(), 2);
    // More than the sheet has is its last label.
    assert_eq!(written(&Print { skipped: 79, ..print(LabelPaper::L5163, 1) }).get_pages().len(), 1);
}

#[test]
fn the_preview_shows_what_the_document_prints() {
    let wanted = Print { skipped: 3, copies: 2, offset: (1_500, -700), ..print(LabelPaper::L7651, 80) };
    let first = wanted.preview(1).unwrap();
    assert_eq!((first.labels, first.pages, first.page), (160, 3, 1));
    assert_eq!((first.drawn.len(), first.slots_x.len()), (62, 65));
    assert_eq!((first.slots_x[0], first.slots_y[0]), (4_750 + 1_500, 10_700 - 700));
    let plates = |preview: &LabelPreview| -> Vec<String> {
        preview.drawn.iter().map(|label| label.texts[0].text.clone()).collect()
    };
    assert_eq!(plates(&first)[..3], ["PC-0001", "PC-0001", "PC-0002"]);
    let last = wanted.preview(99).unwrap();
    assert_eq!((last.page, last.drawn.len()), (3, 160 - 62 - 65));
    assert_eq!(plates(&last).last().unwrap(), "PC-0080");
    // Each lies in its slot, and its code on a printer's dots.
    for (n, label) in first.drawn.iter().enumerate() {
        let (x, y) = (first.slots_x[n + 3], first.slots_y[n + 3]);
        assert!((x..x + first.paper.width).contains(&label.code.x));
        assert!((y..y + first.paper.height).contains(&label.code.y));
        assert_eq!((label.code.x % DOT, label.code.y % DOT), (0, 0));
    }
}

#[test]
fn sheets_are_not_for_zebras() {
    assert_eq!(print(LabelPaper::A4, 1).zpl(PrinterDots::Dpi203).unwrap_err().code(), Code::LabelsNotRoll);
    let text = Print { copies: 3, ..print(LabelPaper::Roll57, 2) }.zpl(PrinterDots::Dpi300).unwrap();
    assert_eq!(text.matches("^XA").count(), 6);
}

#[test]
fn what_is_too_much_is_refused_by_all() {
    let much = Print { copies: 50, ..print(LabelPaper::A4, 41) };
    assert_eq!(much.preview(1).unwrap_err().code(), Code::LabelsTooMany);
    assert_eq!(print(LabelPaper::A4, 0).preview(1).unwrap_err().code(), Code::LabelsNone);
}
