//! Which zones people are offered, and in which order. Pure.

use super::model::KnownZone;
use crate::kit::zone::Zone;

/// Latin America, by country as people there call it; Colombia, where most of these boxes stand, first.
const NEAR: [(&str, &str); 33] = [
    ("America/Bogota", "Colombia"),
    ("America/Argentina/Buenos_Aires", "Argentina"),
    ("America/La_Paz", "Bolivia"),
    ("America/Sao_Paulo", "Brasil, Brasilia y São Paulo"),
    ("America/Manaus", "Brasil, Manaos"),
    ("America/Rio_Branco", "Brasil, Acre"),
    ("America/Noronha", "Brasil, Fernando de Noronha"),
    ("America/Santiago", "Chile"),
    ("America/Punta_Arenas", "Chile, Magallanes"),
    ("Pacific/Easter", "Chile, Isla de Pascua"),
    ("America/Costa_Rica", "Costa Rica"),
    ("America/Havana", "Cuba"),
    ("America/Guayaquil", "Ecuador"),
    ("Pacific/Galapagos", "Ecuador, Galápagos"),
    ("America/El_Salvador", "El Salvador"),
    ("America/Guatemala", "Guatemala"),
    ("America/Port-au-Prince", "Haití"),
    ("America/Tegucigalpa", "Honduras"),
    ("America/Mexico_City", "México"),
    ("America/Cancun", "México, Quintana Roo"),
    ("America/Hermosillo", "México, Sonora"),
    ("America/Mazatlan", "México, Pacífico"),
    ("America/Ciudad_Juarez", "México, Ciudad Juárez"),
    ("America/Tijuana", "México, Baja California"),
    ("America/Managua", "Nicaragua"),
    ("America/Panama", "Panamá"),
    ("America/Asuncion", "Paraguay"),
    ("America/Lima", "Perú"),
    ("America/Puerto_Rico", "Puerto Rico"),
    ("America/Santo_Domingo", "República Dominicana"),
    ("America/Montevideo", "Uruguay"),
    ("America/Caracas", "Venezuela"),
    ("America/Belize", "Belice"),
];

/// Older names of zones that have a better one.
const OLD: [&str; 6] = ["Etc/", "US/", "Brazil/", "Mexico/", "Chile/", "Canada/"];

/// Whether a zone is offered by its own name: `GB` and `Etc/GMT+5` are taken when somebody sends them, but help nobody.
fn is_offered(zone: Zone) -> bool {
    let name = zone.name();
    name == "UTC" || (name.contains('/') && !OLD.iter().any(|prefix| name.starts_with(prefix)))
}

/// The zones that people choose from: Latin America first, then the world by name.
pub fn offered() -> Vec<KnownZone> {
    let near = NEAR.iter().filter_map(|(name, place)| {
        let zone = name.parse().ok()?;
        Some(KnownZone { name: zone, place: Some((*place).to_owned()) })
    });
    let far =
        Zone::all().filter(|zone| is_offered(*zone) && NEAR.iter().all(|(near, _)| *near != zone.name()));
    near.chain(far.map(|zone| KnownZone { name: zone, place: None })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn all_of_latin_america_comes_first_and_nothing_twice() {
        let zones = offered();
        assert_eq!(zones[0].name, Zone::bogota());
        assert!(
            zones[..NEAR.len()].iter().all(|it| it.place.is_some()),
            "a name that the table doesn't know"
        );
        assert!(zones[NEAR.len()..].iter().all(|it| it.place.is_none()));
        let names: HashSet<&str> = zones.iter().map(|it| it.name.name()).collect();
        assert_eq!(names.len(), zones.len());
        for wanted in ["Europe/Madrid", "America/New_York", "UTC", "Asia/Tokyo"] {
            assert!(names.contains(wanted), "{wanted}");
        }
        for old in ["Etc/GMT+5", "US/Eastern", "GB", "EST5EDT"] {
            assert!(!names.contains(old), "{old}");
        }
    }
}
