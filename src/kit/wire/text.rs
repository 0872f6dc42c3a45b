//! Texts, ids, e-mail addresses and passwords as people send them.

use super::{FromText, sent_as_text, shown_as_text, wire_type};
use icu_properties::CodePointSetData;
use icu_properties::props::{DefaultIgnorableCodePoint, Emoji};
use poem_openapi::registry::MetaSchema;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize};
use std::cell::Cell;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use unicode_normalization::UnicodeNormalization;
use uuid::ContextV7;

/// The id of a row: a UUID, kept and sent as lower-case text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(uuid::Uuid);

impl Id {
    /// A new id of version 7: later ids sort after earlier ones, so rows lie on disk in the order of their birth.
    #[expect(clippy::new_without_default, reason = "two calls give two different ids")]
    pub fn new() -> Self {
        match COUNTED.get() {
            None => Self(born(|order| uuid::Timestamp::now(order))),
            Some(n) => {
                COUNTED.set(Some(n + 1));
                Self::from_bits(INVENTED | u128::from(n))
            }
        }
    }

    /// Does work whose new ids are counted instead of drawn, so that an invented centre is the same each time. Only what this
    /// thread makes meanwhile is counted, and the rows must be the first of their database.
    pub fn counted<T>(work: impl FnOnce() -> T) -> T {
        /// Ends the counting, also when the work panics.
        struct Ends;

        impl Drop for Ends {
            fn drop(&mut self) {
                COUNTED.set(None);
            }
        }

        let _ends = Ends;
        COUNTED.set(Some(1));
        work()
    }

    /// Makes sure that new ids sort after this one, which is older: a clock that was ahead is put right, and what is new must not
    /// stand below what is old. An id that says no time doesn't count.
    pub fn continue_after(self) {
        if self.0.get_version_num() != 7 {
            return;
        }
        let Some((seconds, nanos)) = self.0.get_timestamp().map(|it| it.to_unix()) else { return };
        if seconds > LAST_SECOND {
            return;
        }
        // The next millisecond: within one the counter begins anywhere.
        let (seconds, nanos) =
            if nanos < 999_000_000 { (seconds, nanos + 1_000_000) } else { (seconds.saturating_add(1), 0) };
        born(|order| uuid::Timestamp::from_unix(order, seconds, nanos));
    }

    /// The id with exactly these bits, for data that must be the same each time it is made.
    pub fn from_bits(bits: u128) -> Self {
        Self(uuid::Uuid::from_u128(bits))
    }
}

/// The end of the year 9999: no clock says more, and beyond it the bits of an id end some day.
const LAST_SECOND: u64 = 253_402_300_799;

/// The order of the ids of this process: it counts within a millisecond, and never goes back.
static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());

/// An id that sorts after all before it, also when its time does not.
fn born(time: impl FnOnce(&ContextV7) -> uuid::Timestamp) -> uuid::Uuid {
    // Two counters that are set together can't be left half changed: nothing between them panics.
    let order = ORDER.lock().unwrap_or_else(PoisonError::into_inner);
    uuid::Uuid::new_v7(time(&order))
}

/// Version 7 and variant of an id of the spring of 2024: counted ids sort before all others.
const INVENTED: u128 = 0x018f_0000_0000_7000_8000_0000_0000_0000;

thread_local! {
    /// The next number, while ids are counted.
    static COUNTED: Cell<Option<u64>> = const { Cell::new(None) };
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.as_hyphenated().fmt(f)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromText for Id {
    fn from_text(text: &str) -> Result<Self, String> {
        uuid::Uuid::try_parse(text.trim())
            .map(Self)
            .map_err(|_| "debe ser un identificador (UUID)".to_owned())
    }
}

impl FromSql for Id {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        uuid::Uuid::try_parse(value.as_str()?).map(Self).map_err(FromSqlError::other)
    }
}

wire_type!([] Id, "uuid", MetaSchema::new_with_format("string", "uuid"));
shown_as_text!(Id);

/// The schema of a text with a length counted in characters.
fn text_schema(format: Option<&'static str>, min: usize, max: usize) -> MetaSchema {
    MetaSchema {
        format,
        min_length: (min > 0).then_some(min),
        max_length: Some(max),
        ..MetaSchema::new("string")
    }
}

/// A text as it is kept, whatever keyboard or program it came from: composed letters (NFC), nothing that can't be seen, and each blank
/// a space, of which one line has no two in a row.
fn normal(text: &str, multiline: bool) -> String {
    let text = if text.is_ascii() {
        text.trim().to_owned()
    } else {
        seen(text).nfc().collect::<String>().trim().to_owned()
    };
    if multiline || !text.contains("  ") {
        return text;
    }
    text.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// A text without what can't be seen, its blanks as spaces. What joins and colours pictures among the letters stays with them.
fn seen(text: &str) -> impl Iterator<Item = char> {
    let unseen = CodePointSetData::new::<DefaultIgnorableCodePoint>();
    let pictures = CodePointSetData::new::<Emoji>();
    let mut last = ' ';
    text.chars().filter_map(move |c| {
        // Figures are pictures too, with what may follow them.
        let of_a_picture = last == '\u{FE0F}' || (!last.is_ascii() && pictures.contains(last));
        if unseen.contains(c) && !(of_a_picture && matches!(c, '\u{200D}' | '\u{FE0F}')) {
            return None;
        }
        last = if c.is_whitespace() && !c.is_control() { ' ' } else { c };
        Some(last)
    })
}

/// One line of text as it is kept: [`Line`] without its bounds.
pub fn normal_line(text: &str) -> String {
    normal(text, false)
}

/// What two texts have in common that a person takes for the same: the form in which a [`Line`] is kept, whatever its case. Unlike a search, `N` is not `Ñ`.
pub fn same_key(text: &str) -> String {
    normal(text, false).to_lowercase()
}

/// A text in its normal form, checked; the error is a Spanish predicate.
fn tidy(text: &str, min: usize, max: usize, multiline: bool) -> Result<String, String> {
    let text = normal(text, multiline);
    let foreign = |c: char| c.is_control() && !(multiline && matches!(c, '\n' | '\r' | '\t'));
    if text.chars().any(foreign) {
        return Err("contiene caracteres de control, que no se pueden guardar".into());
    }
    let length = text.chars().count();
    if length == 0 && min > 0 {
        Err("no puede quedar vacío".into())
    } else if length < min {
        Err(format!("debe tener al menos {min} caracteres"))
    } else if length > max {
        Err(format!("admite como máximo {max} caracteres y tiene {length}"))
    } else {
        Ok(text)
    }
}

/// A type of text that is made tidy and checked where it enters.
macro_rules! checked_text {
    (
        $(#[$doc:meta])* $name:ident[$($generics:tt)*], $ty:ty, $format:literal, $schema:expr,
        |$text:ident| $tidy:expr
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(transparent)]
        pub struct $name<$($generics)*>(String);

        impl<$($generics)*> $ty {
            /// The text, as it is kept.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text itself.
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl<$($generics)*> From<$ty> for String {
            fn from(text: $ty) -> Self {
                text.0
            }
        }

        impl<$($generics)*> FromText for $ty {
            fn from_text($text: &str) -> Result<Self, String> {
                $tidy.map(Self)
            }
        }

        impl<$($generics)*> ToSql for $ty {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                self.0.to_sql()
            }
        }

        wire_type!([$($generics)*] $ty, $format, $schema);
        sent_as_text!([$($generics)*] $ty);
    };
}

checked_text! {
    /// One line of text of `MIN` to `MAX` characters, counted after trimming; no control characters.
    Line[const MIN: usize, const MAX: usize], Line<MIN, MAX>, "string", text_schema(None, MIN, MAX),
    |text| tidy(text, MIN, MAX, false)
}

checked_text! {
    /// Text of `MIN` to `MAX` characters that may have line breaks and tabs.
    Text[const MIN: usize, const MAX: usize], Text<MIN, MAX>, "string", text_schema(None, MIN, MAX),
    |text| tidy(text, MIN, MAX, true)
}

checked_text! {
    /// An e-mail address, trimmed and in lower case; at most 254 characters (RFC 5321).
    Email[], Email, "email", text_schema(Some("email"), 0, 254),
    |text| tidy_address(text)
}

/// Reads an address. No more than its form is checked: whether it exists only a letter can tell.
fn tidy_address(text: &str) -> Result<String, String> {
    let address = tidy(&text.to_lowercase(), 3, 254, false)?;
    let wrong = || "debe ser un correo electrónico, por ejemplo nombre@sena.edu.co".to_owned();
    let (local, domain) = address.rsplit_once('@').ok_or_else(wrong)?;
    let plain = |c: char| !c.is_whitespace() && !matches!(c, '@' | '<' | '>' | ',' | ';' | '"' | '(' | ')');
    let domain_ok = domain.split('.').all(|label| !label.is_empty() && label.len() <= 63)
        && domain.contains('.')
        && domain.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    if local.is_empty() || local.len() > 64 || !local.chars().all(plain) || !domain_ok {
        return Err(wrong());
    }
    Ok(address)
}

/// A password of `MIN` to `MAX` characters, exactly as typed. It never shows itself in logs.
#[derive(Clone, PartialEq, Eq)]
pub struct Password<const MIN: usize, const MAX: usize>(String);

impl<const MIN: usize, const MAX: usize> Password<MIN, MAX> {
    /// Checks a typed password; the error is a Spanish predicate.
    pub fn parse(text: String) -> Result<Self, String> {
        let length = text.chars().count();
        if text.contains('\0') {
            Err("contiene caracteres de control, que no se pueden usar".into())
        } else if length < MIN {
            Err(format!("debe tener al menos {MIN} caracteres"))
        } else if length > MAX {
            Err(format!("admite como máximo {MAX} caracteres"))
        } else {
            Ok(Self(text))
        }
    }

    /// The password in clear, for hashing.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl<const MIN: usize, const MAX: usize> fmt::Debug for Password<MIN, MAX> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

impl<'de, const MIN: usize, const MAX: usize> Deserialize<'de> for Password<MIN, MAX> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::parse(String::deserialize(from)?).map_err(serde::de::Error::custom)
    }
}

wire_type!([const MIN: usize, const MAX: usize] Password<MIN, MAX>, "password", text_schema(Some("password"), MIN, MAX));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counted_ids_are_the_same_each_time_and_the_others_are_not() {
        let invent = || Id::counted(|| [Id::new(), Id::new()]);
        assert_eq!(invent(), invent());
        let [first, second] = invent();
        assert!(first < second && second < Id::new());
        assert!(std::panic::catch_unwind(|| Id::counted(|| panic!("half-way"))).is_err());
        assert_ne!(Id::new(), Id::new());
    }

    #[test]
    fn new_ids_continue_after_one_of_a_clock_that_was_ahead() {
        let before = Id::new();
        let ahead = u128::from(crate::kit::clock::now().timestamp_millis().cast_unsigned() + 60_000) << 80;
        let ahead = Id::from_bits(ahead | 0x7fff_bfff_ffff_ffff_ffff);
        assert!(before < ahead && Id::new() < ahead);
        ahead.continue_after();
        let after = [Id::new(), Id::new()];
        assert!(ahead < after[0] && after[0] < after[1]);
        // Ids that say no time, or one that no clock says.
        Id::from_bits(u128::MAX).continue_after();
        Id::from_bits(0xffff_ffff_ffff_7fff_bfff_ffff_ffff_ffff).continue_after();
        let last = Id::new();
        assert!(after[1] < last && last.0.get_timestamp().unwrap().to_unix().0 < LAST_SECOND);
    }

    #[test]
    fn addresses_lose_case_and_blanks_and_nonsense_is_refused() {
        assert_eq!(Email::from_text(" Ana.Ruiz@SENA.edu.co ").unwrap().as_str(), "ana.ruiz@sena.edu.co");
        for wrong in
            ["", "ana", "ana@", "@sena.co", "a b@sena.co", "ana@sena", "Ana <a@b.co>", "a@b..co", "a\0@b.co"]
        {
            assert!(Email::from_text(wrong).is_err(), "{wrong:?} passed");
        }
    }

    #[test]
    fn texts_are_kept_in_one_form_whatever_they_came_from() {
        let line = |text: &str| Line::<1, 40>::from_text(text).unwrap().into_string();
        assert_eq!(line("CZ-5\u{200B}"), "CZ-5");
        assert_eq!(line("\u{202E}CAN\u{303}O\u{301}N\u{2003}\u{A0} 1\u{FEFF}"), "CAÑÓN 1");
        assert_eq!(Line::<1, 9>::from_text("\u{200B}\u{2060}").unwrap_err(), "no puede quedar vacío");
        assert!(
            Line::<1, 9>::from_text("a\tb").is_err() && Line::<1, 9>::from_text("a\u{200B}\u{7}").is_err()
        );
        assert_eq!(line("CAN\u{303}\u{200D}ON N°\u{200D}5"), "CAÑON N°5");
        assert_eq!(line("Taller 👩🏽\u{200D}🔧 -\u{200D}1"), "Taller 👩🏽\u{200D}🔧 -1");
        let text = |text: &str| Text::<1, 40>::from_text(text).unwrap().into_string();
        assert_eq!(text("uno\n  dos\u{A0}n\u{303}"), "uno\n  dos ñ");
        // A technician, who is one picture of three characters, and a coloured heart.
        assert_eq!(text("👩\u{200D}🔧 ❤\u{FE0F}\u{202E}"), "👩\u{200D}🔧 ❤\u{FE0F}");
        assert_eq!(Email::from_text("jose\u{301}@SENA.edu.co\u{A0}").unwrap().as_str(), "josé@sena.edu.co");
    }

    #[test]
    fn what_a_person_takes_for_the_same_has_one_key() {
        assert_eq!(same_key(" CAÑÓN-1"), same_key("can\u{303}o\u{301}n-1\u{200B}"));
        assert_eq!(same_key("Taller\u{A0}  uno"), same_key("TALLER UNO"));
        assert_ne!(same_key("CANON-1"), same_key("CAÑON-1"));
    }

    #[test]
    fn lines_are_trimmed_and_counted_in_characters() {
        assert_eq!(
            Line::<1, 4>::from_text("  ñandú ").unwrap_err(),
            "admite como máximo 4 caracteres y tiene 5"
        );
        assert_eq!(Line::<1, 5>::from_text(" ñandú ").unwrap().as_str(), "ñandú");
        assert!(Line::<1, 9>::from_text("a\nb").is_err());
        assert!(Text::<1, 9>::from_text("a\nb").is_ok());
        assert!(Text::<1, 9>::from_text("a\0b").is_err());
        assert!(Line::<1, 9>::from_text("  ").is_err());
    }
}
