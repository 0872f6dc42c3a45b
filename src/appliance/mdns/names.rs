//! Names on the local network: what is asked for, and what is in force on each interface after a conflict.

use std::collections::BTreeMap;

/// Our own kind of service, for `inventario discover`.
pub const OWN_TYPE: &str = "_inventario._tcp.local.";
/// The name of a server that nobody named.
pub const HOST: &str = "inventario";

/// How many bytes of a centre's name are announced: a label has 63, and a conflict adds a number.
const LABEL: usize = 55;

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

/// A centre's name, cut to what fits.
pub fn instance(center: Option<&str>) -> String {
    let clean: String = center.unwrap_or_default().chars().filter(|c| !c.is_control()).collect();
    let cut = clean.get(..clean.floor_char_boundary(LABEL)).unwrap_or_default().trim();
    if cut.is_empty() { "Inventario".to_owned() } else { cut.to_owned() }
}

/// The first label of a full name: `Centro (2)._http._tcp.local.` is `Centro (2)`.
pub fn first_label(full: &str) -> String {
    let mut label = String::new();
    let mut letters = full.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => label.extend(letters.next()),
            '.' => break,
            other => label.push(other),
        }
    }
    label
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
        assert_eq!(instance(None), "Inventario");
        assert_eq!(instance(Some("Centro\nNorte")), "CentroNorte");
        let cut = instance(Some(&"ñ".repeat(60)));
        assert_eq!(cut.chars().count(), 27);
    }

    #[test]
    fn the_label_ends_at_the_first_dot_that_is_not_part_of_it() {
        assert_eq!(first_label(r"S\.A\. Norte (2)._http._tcp.local."), "S.A. Norte (2)");
    }
}
