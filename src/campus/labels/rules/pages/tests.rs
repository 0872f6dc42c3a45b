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
        leaves_out: false,
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
    // A sheet has no label after its last.
    assert_eq!(written(&Print { skipped: 9, ..print(LabelPaper::L5163, 1) }).get_pages().len(), 1);
    let refused = Print { skipped: 10, ..print(LabelPaper::L5163, 1) }.preview(1).unwrap_err();
    assert_eq!(refused.sentence(), "Esta hoja tiene 10 etiquetas: empiece en una de ellas");
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
fn what_does_not_fit_is_named_and_may_be_left_out() {
    let mut wanted = Print { code: LabelCode::Code128, ..print(LabelPaper::L7651, 90) };
    for (n, (subject, _)) in wanted.subjects.iter_mut().enumerate().filter(|(n, _)| n % 12 == 3) {
        subject.plate = format!("SEÑA-{n}");
    }
    let seen = wanted.preview(1).unwrap();
    assert_eq!((seen.labels, seen.unfit, seen.pages), (82, 8, 2));
    assert_eq!(seen.unfit_plates, ["SEÑA-3", "SEÑA-15", "SEÑA-27", "SEÑA-39", "SEÑA-51"]);
    let properties = || Properties {
        title: "Etiquetas".into(),
        subject: "Etiquetas".into(),
        author: "Centro".into(),
        created: DateTime::UNIX_EPOCH,
    };
    let refused = wanted.pdf(&properties()).unwrap_err();
    assert_eq!(refused.code(), Code::LabelCodeLetters);
    let sentence = refused.sentence();
    assert!(
        sentence.starts_with("SEÑA-3: ")
            && sentence.ends_with("Tampoco caben 7 más: SEÑA-15, SEÑA-27, SEÑA-39, SEÑA-51…"),
        "{sentence}"
    );
    wanted.leaves_out = true;
    let document = written(&wanted);
    let text: String =
        document.get_pages().keys().map(|page| document.extract_text(&[*page]).unwrap()).collect();
    assert_eq!((text.matches("PC-").count(), text.matches("SE").count()), (82, 0));
    // Of none that fits nothing is printed, whatever may be left out.
    wanted.subjects.retain(|(subject, _)| subject.plate.starts_with('S'));
    assert_eq!(wanted.preview(1).unwrap_err().code(), Code::LabelCodeLetters);
}

#[test]
fn a_label_of_a_roll_is_moved_whole_and_never_over_its_edge() {
    for code in LabelCode::ALL {
        let straight = Print { code: *code, ..print(LabelPaper::Roll57, 1) };
        let label = straight.lay(&straight.subjects[0], Letters::of_house().unwrap(), DOT).unwrap();
        for offset in [(-10_000, -10_000), (10_000, 10_000), (10_000, -300)] {
            let moved = Print { offset, ..straight.clone() };
            let (right, down) = moved.moved(&label);
            let [left, top, last, below] = label.dark();
            assert!(left + right >= 0 && top + down >= 0 && last + right <= 57_000 && below + down <= 32_000);
            let seen = moved.preview(1).unwrap();
            assert_eq!(seen.past_edge, 1, "{code}: is told");
            // The text beneath keeps its distance, to the dot that the code lies on.
            let (code, plate) = (&seen.drawn[0].code, &seen.drawn[0].texts[0]);
            let apart = plate.y - label.lines[0].y - (code.y - label.code.y);
            assert!((0..DOT).contains(&apart), "{apart}");
        }
        assert_eq!(Print { offset: (300, -300), ..straight }.preview(1).unwrap().past_edge, 0, "{code}");
    }
    // On a sheet it goes where it is wanted, and what leaves the sheet is counted.
    let sheet = Print { offset: (-10_000, 0), ..print(LabelPaper::L7651, 65) };
    let seen = sheet.preview(1).unwrap();
    assert_eq!((seen.slots_x[0], seen.past_edge), (4_750 - 10_000, 13));
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
