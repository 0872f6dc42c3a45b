//! What people and other programs call kinds, states and currencies of equipment.

use crate::campus::inventory::model::{Currency, ItemCategory, ItemStatus, ItemType};
use crate::kit::sql::fold;

/// The singular of a word that people write for many, and without accents.
fn one(word: &str) -> String {
    let word = fold(word.trim());
    match word.strip_suffix("es").filter(|rest| rest.ends_with(['r', 'l', 'd', 'n'])) {
        Some(rest) => rest.to_owned(),
        None => word.strip_suffix('s').filter(|rest| rest.len() > 3).map_or(word.clone(), str::to_owned),
    }
}

/// The kind of equipment that a word means.
pub fn category(text: &str) -> Option<ItemCategory> {
    let word = one(text);
    if let Some(known) = ItemCategory::from_word(&fold(text.trim())) {
        return Some(known);
    }
    Some(match word.as_str() {
        "computador"
        | "computadora"
        | "computer"
        | "pc"
        | "pcs"
        | "equipo de computo"
        | "equipos de computo"
        | "portatil"
        | "computador portatil"
        | "laptop"
        | "notebook"
        | "desktop"
        | "computador de escritorio"
        | "escritorio"
        | "todo en uno"
        | "all in one"
        | "servidor"
        | "server"
        | "chromebook"
        | "workstation" => ItemCategory::Computer,
        "proyector" | "projector" | "videobeam" | "video beam" | "videoproyector" => ItemCategory::Projector,
        "teclado" | "keyboard" => ItemCategory::Keyboard,
        "raton" | "mouse" | "mouses" => ItemCategory::Mouse,
        "televisor" | "tv" | "television" | "pantalla" | "smart tv" | "display" => ItemCategory::Tv,
        "camara" | "camera" | "webcam" | "videocamara" => ItemCategory::Camera,
        "microfono" | "microphone" => ItemCategory::Microphone,
        "tableta" | "tablet" | "ipad" => ItemCategory::Tablet,
        "otro" | "otra" | "other" => ItemCategory::Other,
        _ => return None,
    })
}

/// The currency that a word means.
pub fn currency(text: &str) -> Option<Currency> {
    let word = fold(text.trim());
    Some(match word.as_str() {
        "cop" | "peso" | "pesos" | "peso colombiano" | "pesos colombianos" => Currency::Cop,
        "usd" | "us$" | "dolar" | "dolares" | "dollar" | "dollars" => Currency::Usd,
        "eur" | "€" | "euro" | "euros" => Currency::Eur,
        _ => return None,
    })
}

/// The status that a word means; other programs' words for something like it are taken.
pub fn status(text: &str) -> Option<ItemStatus> {
    let word = fold(text.trim());
    if let Some(known) = ItemStatus::from_word(&word) {
        return Some(known);
    }
    Some(match word.as_str() {
        "disponible" | "ready to deploy" | "deployable" | "in stock" | "en existencia" | "libre" | "ok" => {
            ItemStatus::Available
        }
        "en uso" | "uso" | "in use" | "deployed" | "asignado" | "prestado" | "checked out" | "in custody" => {
            ItemStatus::InUse
        }
        "mantenimiento" | "en mantenimiento" | "en reparacion" | "out for repair" | "repair"
        | "in repair" | "pending" | "attention needed" | "quarantined" => ItemStatus::Maintenance,
        "danado"
        | "danada"
        | "danados"
        | "averiado"
        | "malo"
        | "broken"
        | "broken - not fixable"
        | "out for diagnostics"
        | "destroyed" => ItemStatus::Damaged,
        "perdido" | "perdida" | "lost/stolen" | "stolen" | "robado" | "dado de baja" | "de baja"
        | "archived" => ItemStatus::Lost,
        "faltante" | "faltantes" | "falta" => ItemStatus::Missing,
        "bueno" | "buena" | "buen estado" | "en buen estado" => ItemStatus::Good,
        _ => return None,
    })
}

/// One machine or many pieces, by a word.
pub fn item_type(text: &str) -> Option<ItemType> {
    Some(match fold(text.trim()).as_str() {
        "individual" | "equipo" | "unidad" | "uno" => ItemType::Individual,
        "grupo" | "group" | "varios" | "lote" | "conjunto" => ItemType::Group,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_languages_mean_the_same() {
        for word in ["Portátil", "LAPTOPS", "computador", "computer", "Computadores", "Equipo de cómputo"] {
            assert_eq!(category(word), Some(ItemCategory::Computer), "{word}");
        }
        assert_eq!(category("Micrófonos"), Some(ItemCategory::Microphone));
        assert_eq!(category("Televisores"), Some(ItemCategory::Tv));
        assert_eq!(category("Ratones"), Some(ItemCategory::Mouse));
        assert_eq!(category("Drones"), None);
        assert_eq!(status("En uso"), Some(ItemStatus::InUse));
        assert_eq!(status("Ready to Deploy"), Some(ItemStatus::Available));
        assert_eq!(status("Dañado"), Some(ItemStatus::Damaged));
        assert_eq!(status("quién sabe"), None);
        assert_eq!(item_type("Grupo"), Some(ItemType::Group));
    }
}
