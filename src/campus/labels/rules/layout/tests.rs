//! Every label that is not refused can be read: nothing leaves it, nothing lies over another, modules are whole dots.

use super::*;
use crate::campus::labels::model::LabelPaper;
use crate::campus::labels::rules;
use crate::kit::Id;
use proptest::prelude::*;

fn subject(plate: &str, name: &str) -> LabelSubject {
    LabelSubject {
        id: Some(Id::from_bits(0x0190_3b1c_0000_7000_8000_0000_0000_0001)),
        plate: plate.into(),
        name: Some(name.into()),
        detail: Some("microphone".into()),
        model: Some("Lenovo ThinkPad E14 Gen 5".into()),
        serial: Some("5CD1234XYZ-001".into()),
        room: Some("Sistemas 1, bloque A".into()),
        center: Some("Centro de Servicios y Gestión Empresarial".into()),
    }
}

fn laid(paper: LabelPaper, code: LabelCode, lines: &[LabelLine], subject: &LabelSubject) -> Result<Label> {
    let text =
        rules::signed(subject, crate::campus::labels::model::LabelSource::Items, 1_800_000_000, "clave");
    let wanted = Wanted { size: paper.measures().label, code, lines, dot: DOT };
    let letters = Letters::of_house().unwrap();
    let label = lay(wanted, subject, text.as_deref(), letters);
    // Judged beforehand as it is drawn.
    let judged = super::judge(wanted, subject, text.as_deref(), letters);
    assert_eq!(
        judged.err().map(|error| error.sentence()),
        label.as_ref().err().map(|error| error.sentence())
    );
    label
}

/// The box of the code with its quiet zone.
fn quiet(code: &Placed, of: LabelCode) -> [i32; 4] {
    let [side, high] = match of {
        LabelCode::Qr | LabelCode::ShortQr => [QUIET * code.module.0; 2],
        LabelCode::Code128 => [BAR_QUIET * code.module.0, 0],
    };
    let (width, height) = (code.symbol.columns * code.module.0, code.symbol.rows * code.module.1);
    [code.x - side, code.y - high, width + 2 * side, height + 2 * high]
}

fn box_of(line: &Line) -> [i32; 4] {
    [line.x, line.y - above(line.size), line.width, height_of(line.size)]
}

fn overlap([a, b, c, d]: [i32; 4], [e, f, g, h]: [i32; 4]) -> bool {
    // To two micrometres: shares of a hundred are rounded.
    a + 2 < e + g && e + 2 < a + c && b + 2 < f + h && f + 2 < b + d
}

fn judge(
    label: &Label,
    paper: LabelPaper,
    code: LabelCode,
    plate: &str,
) -> std::result::Result<(), TestCaseError> {
    let (width, height) = paper.measures().label;
    let [x, y, wide, high] = quiet(&label.code, code);
    prop_assert!(x >= 0 && y >= 0 && x + wide <= width && y + high <= height, "{:?}", label.code);
    prop_assert_eq!(label.code.module.0 % DOT, 0);
    prop_assert!(label.code.module.0 >= SMALLEST_MODULE);
    prop_assert_eq!(&label.lines[0].text, plate, "the plate stands beneath the code");
    for (n, line) in label.lines.iter().enumerate() {
        let its = box_of(line);
        let [x, y, wide, high] = its;
        prop_assert!(
            x >= 0 && y >= 0 && x + wide <= width && y + high <= height,
            "{line:?} of {width} × {height}"
        );
        prop_assert!(!overlap(its, quiet(&label.code, code)), "{line:?} over {:?}", quiet(&label.code, code));
        prop_assert!(line.size >= SMALLEST);
        for other in &label.lines[n + 1..] {
            prop_assert!(!overlap(its, box_of(other)), "{line:?} over {other:?}");
        }
    }
    Ok(())
}

#[test]
fn a_usual_item_fits_on_every_paper() {
    let usual = subject("PC-0001", "Computador de escritorio");
    for paper in LabelPaper::ALL {
        for code in LabelCode::ALL {
            let label = laid(*paper, *code, &[LabelLine::Name, LabelLine::Room], &usual);
            if (*paper, *code) == (LabelPaper::L5167, LabelCode::Qr) {
                // Half an inch is less than the app's code takes.
                let refused = label.unwrap_err();
                assert_eq!(refused.code(), Code::LabelCodeDense);
                assert!(refused.sentence().starts_with("PC-0001: "), "{}", refused.sentence());
                continue;
            }
            judge(&label.unwrap(), *paper, *code, "PC-0001").unwrap();
        }
    }
}

#[test]
fn what_does_not_fit_is_said_and_a_larger_label_takes_it() {
    let all = LabelLine::ALL;
    let item =
        subject("PC-0001", "Microscopio binocular de laboratorio con cámara y revólver de cuatro objetivos");
    assert!(laid(LabelPaper::L5167, LabelCode::ShortQr, all, &item).unwrap().is_cut_short);
    let large = laid(LabelPaper::Roll62, LabelCode::Qr, all, &item).unwrap();
    let said: String = large.lines.iter().map(|line| format!("{} ", line.text)).collect();
    assert!(said.contains("Microscopio") && said.contains("S/N 5CD1234XYZ-001"), "{said}");
    let small = laid(LabelPaper::L7651, LabelCode::Qr, &[LabelLine::Name], &item).unwrap();
    assert!(small.is_cut_short && small.lines.last().unwrap().text.ends_with('…'), "{:?}", small.lines);
}

#[test]
fn a_plate_that_is_too_long_or_has_no_bars_is_refused_by_its_name() {
    let long = subject(&"W".repeat(100), "x");
    for code in LabelCode::ALL {
        let refused = laid(LabelPaper::L7651, *code, &[], &long).unwrap_err();
        assert!(
            matches!(refused.code(), Code::LabelPlateLong | Code::LabelCodeDense),
            "{code}: {}",
            refused.sentence()
        );
    }
    let refused = laid(LabelPaper::A4, LabelCode::Code128, &[], &subject("SEÑA-1", "x")).unwrap_err();
    assert_eq!(
        refused.sentence(),
        "SEÑA-1: Code 128 solo tiene letras sin tilde, cifras y signos: elija un código QR"
    );
}

#[test]
fn a_label_of_nobody_yet_has_the_short_code() {
    let number = LabelSubject { id: None, name: None, ..subject("EQ-000001", "") };
    let full = laid(LabelPaper::Roll57, LabelCode::Qr, &[], &number).unwrap();
    assert_eq!(full, laid(LabelPaper::Roll57, LabelCode::ShortQr, &[], &number).unwrap());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_leaves_the_label_or_lies_over_another(
        paper in proptest::sample::select(LabelPaper::ALL),
        code in proptest::sample::select(LabelCode::ALL),
        lines in proptest::sample::subsequence(LabelLine::ALL.to_vec(), 0..=5).prop_shuffle(),
        plate in "[A-Z0-9-]{1,30}",
        name in "[A-Za-zñáé «»-]{0,120}",
    ) {
        let item = subject(&plate, &name);
        match laid(paper, code, &lines, &item) {
            Ok(label) => judge(&label, paper, code, &plate)?,
            Err(refused) => prop_assert!(
                matches!(refused.code(), Code::LabelCodeDense | Code::LabelPlateLong),
                "{refused}"
            ),
        }
    }
}
