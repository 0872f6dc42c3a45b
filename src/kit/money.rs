//! Whole numbers and money as people write them in Colombia.

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
    }
}
