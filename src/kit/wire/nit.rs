//! The number of a taxpayer in Colombia (NIT) and its check digit.

use super::{FromText, sent_as_text, wire_type};
use poem_openapi::registry::MetaSchema;

/// A NIT with its check digit, as it is kept: `899999034-1`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nit(String);

impl From<Nit> for String {
    fn from(nit: Nit) -> Self {
        nit.0
    }
}

impl FromText for Nit {
    fn from_text(text: &str) -> Result<Self, String> {
        nit(text).map(Self)
    }
}

wire_type!([] Nit, "nit", MetaSchema { max_length: Some(20), ..MetaSchema::new_with_format("string", "nit") });
sent_as_text!([] Nit);

/// The weights of the figures, from the right (DIAN, the weights of the check digit of the NIT).
const WEIGHTS: [u32; 10] = [3, 7, 13, 17, 19, 23, 29, 37, 41, 43];

/// The check digit of the figures of a NIT.
fn check_digit(figures: &str) -> Option<u32> {
    let sum: u32 = figures
        .chars()
        .rev()
        .zip(WEIGHTS)
        .map(|(figure, weight)| figure.to_digit(10).map(|figure| figure * weight))
        .sum::<Option<u32>>()?;
    let rest = sum % 11;
    Some(if rest < 2 { rest } else { 11 - rest })
}

/// A NIT as it is kept: 6 to 10 figures, a hyphen, the check digit; dots are taken out. The error is a Spanish predicate.
fn nit(text: &str) -> Result<String, String> {
    let form = || "debe ser un NIT con su dígito de verificación, por ejemplo 899999034-1".to_owned();
    let text: String = text.chars().filter(|c| *c != '.' && !c.is_whitespace()).collect();
    let (figures, digit) = text.split_once('-').ok_or_else(form)?;
    let are_figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !(6..=WEIGHTS.len()).contains(&figures.len())
        || digit.len() != 1
        || !are_figures(figures)
        || !are_figures(digit)
    {
        return Err(form());
    }
    let right = check_digit(figures).ok_or_else(form)?;
    if digit == right.to_string() {
        Ok(text)
    } else {
        Err(format!("tiene un dígito de verificación que no corresponde: revise las cifras de {text}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_nit_has_its_check_digit() {
        // SENA, Bancolombia, Ecopetrol: as they print them.
        for (typed, kept) in [
            ("899999034-1", "899999034-1"),
            (" 890.903.938-8 ", "890903938-8"),
            ("899.999.068 - 1", "899999068-1"),
        ] {
            assert_eq!(nit(typed).unwrap(), kept);
        }
        assert!(nit("899999034-2").unwrap_err().contains("no corresponde"));
        for wrong in [
            "",
            "899999034",
            "8999990341",
            "12345-6",
            "12345678901-2",
            "89999903a-1",
            "899999034-",
            "899999034-11",
            "-1",
            "٨٩٩٩٩٩٠٣٤-1",
        ] {
            assert!(nit(wrong).unwrap_err().contains("por ejemplo"), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn one_digit_of_ten_is_right(figures in "[1-9][0-9]{5,9}") {
            let right = (0..10).filter(|digit| nit(&format!("{figures}-{digit}")).is_ok()).count();
            prop_assert_eq!(right, 1);
        }

        #[test]
        fn a_figure_mistyped_is_found(figures in "[1-9][0-9]{8}", at in 0..9_usize, by in 1..10_u32) {
            let digit = check_digit(&figures).unwrap();
            let mut typed: Vec<char> = figures.chars().collect();
            typed[at] = char::from_digit((typed[at].to_digit(10).unwrap() + by) % 10, 10).unwrap();
            let typed: String = typed.into_iter().collect();
            let other = check_digit(&typed).unwrap();
            // The remainders 1 and 10 share the digit 1; any other digit is one remainder's.
            prop_assert!(other != digit || digit == 1);
            prop_assert_eq!(nit(&format!("{typed}-{digit}")).is_err(), other != digit);
        }
    }
}
