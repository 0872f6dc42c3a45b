//! Amounts, days and words in the ways in which they are written, and some in which they aren't.

use super::*;
use crate::campus::inventory::rules::called;
use proptest::prelude::*;

fn cell(text: &str) -> RawCell {
    RawCell::Text(text.to_owned())
}

#[test]
fn amounts_are_read_as_both_halves_of_the_world_write_them() {
    for (written, cents) in [
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1234,5", 123_450),
        ("1.234", 123_400),
        ("1,234", 123_400),
        ("$ 2.500.000", 250_000_000),
        ("$2'500.000,00", 250_000_000),
        ("COP 1.250.000", 125_000_000),
        ("12.50", 1_250),
        ("0", 0),
        ("0,5", 50),
        (",5", 50),
        ("5.00000", 500),
        ("-3", -300),
    ] {
        assert_eq!(hundredths(&cell(written)), Ok(cents), "{written}");
    }
    for wrong in
        ["", "abc", "1.234,567", "0.125", "12 mil", "1-2", "15.03.2024", "1.2.3", "99999999999999999999", "."]
    {
        assert!(hundredths(&cell(wrong)).is_err(), "{wrong}");
    }
    assert_eq!(hundredths(&RawCell::Number(1.234)), Ok(123));
    assert_eq!(hundredths(&RawCell::Number(1234.56)), Ok(123_456));
}

#[test]
fn quantities_are_whole() {
    assert_eq!(whole(&cell("1.000")), Ok(1_000));
    assert_eq!(whole(&cell("30,0")), Ok(30));
    assert_eq!(whole(&cell("2.00000")), Ok(2));
    assert_eq!(whole(&RawCell::Number(7.0)), Ok(7));
    assert!(whole(&cell("2,5")).is_err() && whole(&RawCell::Number(2.5)).is_err());
}

#[test]
fn days_are_read_day_first_or_year_first() {
    let date = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    for written in [
        "05/03/2024",
        "5/3/2024",
        "5-3-24",
        "05.03.2024",
        "2024-03-05",
        "2024/3/5",
        "2024-03-05 00:00:00",
        "2024-03-05T10:00:00Z",
    ] {
        assert_eq!(day(written), Ok(date(2024, 3, 5)), "{written}");
    }
    assert_eq!(day("0001-01-01"), Ok(None));
    assert_eq!(day("0000-00-00"), Ok(None));
    for wrong in ["", "31/02/2024", "03/25/2024", "ayer", "45123", "1/1", "1/1/12345", "1899-12-31"] {
        assert!(day(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn what_was_made_harmless_is_itself_again_and_formulas_stay_text() {
    assert_eq!(text(&cell("'=1+1")).as_deref(), Some("=1+1"));
    assert_eq!(text(&cell("=1+1")).as_deref(), Some("=1+1"));
    assert_eq!(text(&cell("'comillas")).as_deref(), Some("'comillas"));
    assert_eq!(text(&cell(" 00042 ")).as_deref(), Some("00042"));
    assert_eq!(text(&cell(" N/A ")), None);
    assert!(is_shortened("1,23E+12") && is_shortened("1.5e+10"));
    assert!(!is_shortened("HE+12") && !is_shortened("E+") && !is_shortened("123"));
}

proptest! {
    #[test]
    fn an_amount_that_is_written_is_read_again(cents in 0i64..100_000_000_000) {
        let whole = (cents / 100).to_string();
        let mut grouped = String::new();
        for (n, digit) in whole.chars().enumerate() {
            if n > 0 && (whole.len() - n) % 3 == 0 {
                grouped.push('.');
            }
            grouped.push(digit);
        }
        prop_assert_eq!(hundredths(&cell(&format!("{grouped},{:02}", cents % 100))), Ok(cents));
        prop_assert_eq!(hundredths(&cell(&format!("{whole}.{:02}", cents % 100))), Ok(cents));
    }

    #[test]
    fn nothing_that_is_sent_stops_the_reading(text in ".{0,40}") {
        let cell = cell(&text);
        let _ = (hundredths(&cell), day(&text), called::category(&text), called::status(&text), super::text(&cell), is_shortened(&text));
    }
}
