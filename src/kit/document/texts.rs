//! Figures, days and money as people write them in Colombia.

use chrono::{Datelike, NaiveDate, NaiveDateTime};

/// A whole number with dots between thousands: `1.250.000`.
pub fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('-');
    }
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Money in cents: `$ 1.250.000`, and cents only where there are some.
pub fn money(cents: i64) -> String {
    let (pesos, rest) = (cents / 100, cents.unsigned_abs() % 100);
    let sign = if cents < 0 && pesos == 0 { "-" } else { "" };
    if rest == 0 { format!("$ {}", grouped(pesos)) } else { format!("$ {sign}{},{rest:02}", grouped(pesos)) }
}

/// Money in cents of a currency by its code: pesos as [`money`] writes them, others by their code and always with cents: `USD 1.234,50`.
pub fn money_in(currency: &str, cents: i64) -> String {
    if currency == "COP" {
        return money(cents);
    }
    let sign = if cents < 0 { "-" } else { "" };
    let whole = i64::try_from(cents.unsigned_abs() / 100).unwrap_or(i64::MAX);
    format!("{currency} {sign}{},{:02}", grouped(whole), cents.unsigned_abs() % 100)
}

/// Hundredths of a per cent: `66,67 %`, `50 %`.
pub(super) fn percent(hundredths: i64) -> String {
    let (whole, rest) = (hundredths / 100, hundredths.unsigned_abs() % 100);
    if rest == 0 { format!("{} %", grouped(whole)) } else { format!("{},{rest:02} %", grouped(whole)) }
}

/// What a clock showed, to the minute: `29/11/2026 14:05`.
pub(super) fn moment(moment: NaiveDateTime) -> String {
    moment.format("%d/%m/%Y %H:%M").to_string()
}

const MONTHS: [&str; 12] =
    ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];

fn month_name(day: NaiveDate) -> &'static str {
    MONTHS.get(day.month0() as usize).copied().unwrap_or_default()
}

/// The month of a day: `mar 2026`.
pub fn month(day: NaiveDate) -> String {
    format!("{} {}", month_name(day), day.year())
}

/// A day in a few letters: `mar 26` of a month's first, `9 mar` of another.
pub(super) fn short_day(day: NaiveDate) -> String {
    let name = month_name(day);
    if day.day() == 1 {
        format!("{name} {:02}", day.year().rem_euclid(100))
    } else {
        format!("{} {name}", day.day())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_written_as_in_colombia() {
        let written = [0, 999, 1_000, -1_250_000, i64::MIN].map(grouped);
        assert_eq!(written, ["0", "999", "1.000", "-1.250.000", "-9.223.372.036.854.775.808"]);
        let written = [125_000_000, 150, -50, 0].map(money);
        assert_eq!(written, ["$ 1.250.000", "$ 1,50", "$ -0,50", "$ 0"]);
        let written = [("COP", 123_450), ("USD", 123_450), ("EUR", 1_000_000)]
            .map(|(code, cents)| money_in(code, cents));
        assert_eq!(written, ["$ 1.234,50", "USD 1.234,50", "EUR 10.000,00"]);
        let day = |text: &str| -> NaiveDate { text.parse().unwrap() };
        let days = ["2026-03-01", "2026-03-09", "2005-12-01"];
        assert_eq!(days.map(|text| short_day(day(text))), ["mar 26", "9 mar", "dic 05"]);
        assert_eq!(days.map(|text| month(day(text))), ["mar 2026", "mar 2026", "dic 2005"]);
        assert_eq!([6_667, 5_000, 10_000].map(percent), ["66,67 %", "50 %", "100 %"]);
    }
}
