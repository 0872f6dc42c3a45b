//! Labels, printed and read back: every paper is drawn at the resolution of label printers, and each code must be read by
//! two readers, ours and zbar's. They need pdftoppm (Debian's `poppler-utils`) and zbarimg (`zbar-tools`); `.ci/run` installs both.

// Helpers are tests too, for clippy.
#![cfg(test)]

mod photographed;
mod photos;
mod reading;

use inventario::campus::labels::model::{
    LabelCode, LabelLine, LabelPaper, LabelSource, LabelSubject, PrinterDots,
};
use inventario::campus::labels::rules;
use inventario::campus::labels::rules::pages::Print;
use inventario::kit::pdf::Properties;
use inventario::kit::wire::Id;
use reading::{Seen, ours, rendered, unread_by_zbar};

/// How many codes are printed on each paper, unless `LABEL_CODES` says otherwise.
const COUNT: u128 = 12;

fn count() -> u128 {
    std::env::var("LABEL_CODES").map_or(COUNT, |count| count.parse().unwrap())
}

/// The resolutions of label printers, in dots an inch: what is called 203 is 8 dots a millimetre.
const RESOLUTIONS: [&str; 2] = ["203.2", "300"];

fn subjects(count: u128, source: LabelSource) -> Vec<(LabelSubject, Option<String>)> {
    let one = |n: u128| {
        let subject = LabelSubject {
            id: Some(Id::from_bits(0x0198_0000_0000_7000_8000_0000_0000_0000 + n * 7_919)),
            plate: format!("PC-{n:04}"),
            name: Some(format!("Computador de escritorio Ñandú n.º {n}")),
            detail: Some("microphone".into()),
            model: Some("Lenovo ThinkCentre M70q".into()),
            serial: Some(format!("5CD{n:07}")),
            room: Some("Sistemas 1, bloque A".into()),
            center: Some("Centro de Servicios".into()),
        };
        let text = rules::signed(&subject, source, 1_800_000_000, "clave");
        (subject, text)
    };
    (1..=count).map(one).collect()
}

fn print(paper: LabelPaper, code: LabelCode, count: u128) -> Print {
    Print {
        paper,
        code,
        lines: vec![LabelLine::Name, LabelLine::Room],
        offset: (0, 0),
        skipped: 0,
        copies: 1,
        subjects: subjects(count, LabelSource::Items),
        leaves_out: false,
    }
}

/// What each code of a print says, in their order.
fn said(print: &Print) -> Vec<String> {
    let text = |(subject, signed): &(LabelSubject, Option<String>)| match print.code {
        LabelCode::Qr => signed.clone().unwrap(),
        LabelCode::ShortQr | LabelCode::Code128 => subject.plate.clone(),
    };
    print.subjects.iter().map(text).collect()
}

fn pdf(print: &Print) -> Vec<u8> {
    let properties = Properties {
        title: "Etiquetas".into(),
        subject: "Etiquetas".into(),
        author: "Prueba".into(),
        created: chrono::DateTime::UNIX_EPOCH,
    };
    print.pdf(&properties).unwrap()
}

/// Renders a print at both resolutions and has it read: all codes, by both readers.
fn all_are_read(print: &Print) {
    let says = said(print);
    let written = pdf(print);
    for resolution in RESOLUTIONS {
        let labels = rendered(&written, print, resolution);
        assert_eq!(labels.len(), says.len());
        assert_eq!(
            unread_by_zbar(&labels, &says),
            [""; 0],
            "{} {} at {resolution}: zbar",
            print.paper,
            print.code
        );
        ours_reads_all(&labels, &says, &format!("{} {} at {resolution}", print.paper, print.code));
    }
}

/// Ours reads every one, as zbar does.
fn ours_reads_all(labels: &[Seen], says: &[String], which: &str) {
    let read = labels.iter().map(ours).zip(says);
    let missed: Vec<_> =
        read.filter(|(read, says)| read.as_ref() != Some(*says)).map(|(_, says)| says).collect();
    assert!(missed.is_empty(), "{which}: ours missed {missed:?}");
}

/// The code that the app reads where it fits, else the short one.
fn usual(paper: LabelPaper) -> LabelCode {
    if paper == LabelPaper::L5167 { LabelCode::ShortQr } else { LabelCode::Qr }
}

/// A test for each paper, so that they are seen one by one and run side by side.
macro_rules! papers {
    ($($name:ident: $paper:ident),+ $(,)?) => {
        const PAPERS: &[LabelPaper] = &[$(LabelPaper::$paper),+];

        mod codes_are_read {
            $(
                #[test]
                fn $name() {
                    let paper = super::LabelPaper::$paper;
                    super::all_are_read(&super::print(paper, super::usual(paper), super::count()));
                }
            )+
        }

        mod bars_are_read {
            $(
                #[test]
                fn $name() {
                    let print = super::print(super::LabelPaper::$paper, super::LabelCode::Code128, super::count());
                    super::all_are_read(&print);
                }
            )+
        }
    };
}

papers! {
    a4: A4, letter: Letter, l7160: L7160, l7163: L7163, l7651: L7651, l5160: L5160, l5163: L5163, l5167: L5167, roll_62: Roll62,
    roll_100: Roll100, roll_57: Roll57,
}

#[test]
fn no_paper_is_left_out() {
    assert_eq!(PAPERS, LabelPaper::ALL);
}

#[test]
fn short_codes_are_read_on_the_smallest_labels() {
    for paper in [LabelPaper::L5167, LabelPaper::L7651] {
        all_are_read(&print(paper, LabelCode::ShortQr, count()));
    }
}

#[test]
fn a_sheet_is_read_where_it_was_moved_to() {
    let moved = Print { offset: (1_700, -900), skipped: 5, ..print(LabelPaper::L7160, LabelCode::Qr, 40) };
    all_are_read(&moved);
}

#[test]
fn doors_are_read() {
    let doors =
        Print { subjects: subjects(10, LabelSource::Doors), ..print(LabelPaper::Roll62, LabelCode::Qr, 0) };
    all_are_read(&doors);
}

/// What a Zebra would print, drawn dot by dot.
#[test]
fn what_a_zebra_prints_is_read() {
    for paper in [LabelPaper::Roll62, LabelPaper::Roll100, LabelPaper::Roll57] {
        for code in [LabelCode::Qr, LabelCode::ShortQr, LabelCode::Code128] {
            let print = print(paper, code, 20);
            let says = said(&print);
            for dots in PrinterDots::ALL {
                let labels = reading::zebra(&print.zpl(*dots).unwrap());
                assert_eq!(unread_by_zbar(&labels, &says), [""; 0], "{paper} {code} at {dots}: zbar");
                ours_reads_all(&labels, &says, &format!("{paper} {code} at {dots}"));
            }
        }
    }
}
