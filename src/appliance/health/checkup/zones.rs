//! How old the rules are that the building's clocks go by.

use super::{Diagnosis, diagnosis, good, look};
use crate::kit::zone::ZoneSource;
use chrono::NaiveDate;

/// Whence the rules of time zones are, and of which release.
pub fn zones(source: &ZoneSource, today: NaiveDate) -> Diagnosis {
    let release =
        source.version.as_deref().map_or("de versión desconocida".into(), |it| format!("versión {it}"));
    let text = match (&source.dir, &source.passed_over) {
        (Some(dir), _) => format!("las del sistema ({}), {release}", dir.display()),
        (None, Some(older)) => {
            format!("las del programa, {release}; las del sistema son anteriores ({older})")
        }
        (None, None) => format!("las del programa, {release}; el sistema no tiene"),
    };
    let found = if source.is_old(today) {
        look(format!(
            "{text}. Ya debe haber otra: en un país que haya cambiado su hora, la del servidor estaría mal. Actualice el \
             paquete tzdata del sistema, o el programa"
        ))
    } else {
        good(text)
    };
    diagnosis("Zonas horarias", found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appliance::health::checkup::Grade;

    #[test]
    fn whence_they_are_is_said_and_that_they_are_old() {
        let of = |dir: Option<&str>, version: Option<&str>, passed_over: Option<&str>| {
            let owned = |text: Option<&str>| text.map(str::to_owned);
            let source = ZoneSource {
                dir: dir.map(Into::into),
                version: owned(version),
                passed_over: owned(passed_over),
            };
            let found = zones(&source, NaiveDate::from_ymd_opt(2026, 11, 30).unwrap());
            (found.grade, found.text)
        };
        let (grade, text) = of(Some("/usr/share/zoneinfo"), Some("2026a"), None);
        assert_eq!((grade, &*text), (Grade::Good, "las del sistema (/usr/share/zoneinfo), versión 2026a"));
        let (grade, text) = of(None, Some("2026f"), Some("2025b"));
        let expected = "las del programa, versión 2026f; las del sistema son anteriores (2025b)";
        assert_eq!((grade, &*text), (Grade::Good, expected));
        let (grade, text) = of(None, Some("2025b"), None);
        assert_eq!(grade, Grade::Look);
        assert!(text.starts_with("las del programa, versión 2025b; el sistema no tiene. Ya debe"), "{text}");
        let (grade, text) = of(Some("/zonas"), None, None);
        assert_eq!((grade, &*text), (Grade::Good, "las del sistema (/zonas), de versión desconocida"));
    }
}
