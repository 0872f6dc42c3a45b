//! Names on the local network: what is asked for, and what is in force on each interface after a conflict.

use crate::kit::wire::normal_line;
use std::collections::BTreeMap;

/// Our own kind of service, for `inventario discover`.
pub const OWN_TYPE: &str = "_inventario._tcp.local.";
/// The name of a server that nobody named.
pub const HOST: &str = "inventario";

/// How many bytes of a centre's name are announced: a label has 63, and a conflict adds a number.
const LABEL: usize = 55;
/// How many bytes of it are told beside: a property has 255 with its name.
const PROPERTY: usize = 240;

/// The names in force on one interface.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnnouncedNames {
    /// `inventario.local`, or `inventario-2.local` when another box was first.
    pub host: String,
    /// What lists show: the centre's name, perhaps with a number.
    pub instance: String,
}

/// By interface.
pub type NamesByInterface = BTreeMap<String, AnnouncedNames>;

/// Checks a name for the network; `.local` at its end is dropped. The error says in Spanish what it may be made of.
pub fn host_name(text: &str) -> Result<String, String> {
    let name = text.trim().to_ascii_lowercase();
    let name = name.trim_end_matches('.');
    let name = name.strip_suffix(".local").unwrap_or(name);
    let fits = (1..=50).contains(&name.len())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        && !name.starts_with('-')
        && !name.ends_with('-');
    if fits {
        Ok(name.to_owned())
    } else {
        Err("debe tener de 1 a 50 letras sin tilde, números o guiones, como inventario-norte".into())
    }
}

/// A centre's name as the network is told it: in full, or as much as a property holds.
pub fn told(center: Option<&str>) -> String {
    let clean = shown(center.unwrap_or_default());
    let cut = clean.get(..clean.floor_char_boundary(PROPERTY)).unwrap_or_default().trim();
    if cut.is_empty() { "Inventario".to_owned() } else { cut.to_owned() }
}

/// What lists call a centre. Its dots are raised: mdns-sd 0.21.7 puts the number of a name that is taken before the first dot, where it
/// tears the name in two.
pub fn instance(center: &str) -> String {
    let raised = center.replace('.', "·");
    raised.get(..raised.floor_char_boundary(LABEL)).unwrap_or_default().trim().to_owned()
}

/// What a full name lists a service as: `Centro (2)` of `Centro (2)._http._tcp.local.`. mdns-sd gives it without escapes.
pub fn label<'a>(full: &'a str, service_type: &str) -> &'a str {
    full.strip_suffix(service_type).and_then(|rest| rest.strip_suffix('.')).unwrap_or(full)
}

/// The name of a centre that is listed under a label, with the number that it has if its name was taken.
pub fn center_name(label: &str, center: &str) -> String {
    match label.strip_prefix(&instance(center)) {
        Some(number) if !center.is_empty() => format!("{center}{number}"),
        _ => label.to_owned(),
    }
}

/// A text of the network as a terminal may be given it: without what can't be seen, or would move its cursor.
pub fn shown(text: &str) -> String {
    normal_line(&text.chars().filter(|c| !c.is_control()).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_name_is_what_the_network_takes() {
        assert_eq!(host_name(" Inventario-Norte.local. "), Ok("inventario-norte".into()));
        for bad in ["", "-a", "a-", "a b", "almacén", "a.b", &"a".repeat(51)] {
            assert!(host_name(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_long_name_is_cut_between_letters() {
        assert_eq!(told(None), "Inventario");
        assert_eq!(told(Some("Centro\nNorte")), "CentroNorte");
        assert_eq!(told(Some(&"ñ".repeat(200))).len(), 240);
        let cut = instance(&"ñ".repeat(60));
        assert_eq!(cut.chars().count(), 27);
    }

    #[test]
    fn a_name_with_dots_comes_back_whole_and_with_its_number() {
        let center = "S.A. Norte 1.5";
        let full = |number: &str| format!("{}{number}.{OWN_TYPE}", instance(center));
        for number in ["", " (2)", " (13)"] {
            assert_eq!(center_name(label(&full(number), OWN_TYPE), center), format!("{center}{number}"));
        }
        let long = "Centro de Formación en Diseño, Confección y Moda de Itagüí";
        let listed = format!("{} (2)", instance(long));
        assert_eq!(center_name(&listed, long), format!("{long} (2)"));
        assert_eq!(center_name("Otro.punto", ""), "Otro.punto");
        assert_eq!(label("Centro (2)._otro._tcp.local.", OWN_TYPE), "Centro (2)._otro._tcp.local.");
    }

    #[test]
    fn what_the_network_says_moves_no_cursor() {
        assert_eq!(shown("Cen\u{1b}[2Jtro\u{202e} \r\nÑ"), "Cen[2Jtro Ñ");
    }
}
