//! Which zones people are offered, and in which order. Pure.

use super::model::{KnownZone, Zone};
use chrono_tz::{TZ_VARIANTS, Tz};

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
fn is_offered(zone: Tz) -> bool {
    let name = zone.name();
    zone == Tz::UTC || (name.contains('/') && !OLD.iter().any(|prefix| name.starts_with(prefix)))
}

/// The zones that people choose from: Latin America first, then the world by name.
pub fn offered() -> Vec<KnownZone> {
    let near = NEAR.iter().filter_map(|(name, place)| {
        let zone = name.parse().ok()?;
        Some(KnownZone { name: Zone(zone), place: Some((*place).to_owned()) })
    });
    let mut far: Vec<Tz> = TZ_VARIANTS.to_vec();
    far.retain(|zone| is_offered(*zone) && NEAR.iter().all(|(near, _)| *near != zone.name()));
    far.sort_unstable_by_key(|zone| zone.name());
    near.chain(far.into_iter().map(|zone| KnownZone { name: Zone(zone), place: None })).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn all_of_latin_america_comes_first_and_nothing_twice() {
        let zones = offered();
        assert_eq!(zones[0].name.0, crate::kit::clock::DEFAULT_ZONE);
        assert!(
            zones[..NEAR.len()].iter().all(|it| it.place.is_some()),
            "a name that chrono-tz doesn't know"
        );
        assert!(zones[NEAR.len()..].iter().all(|it| it.place.is_none()));
        let names: HashSet<&str> = zones.iter().map(|it| it.name.0.name()).collect();
        assert_eq!(names.len(), zones.len());
        for wanted in ["Europe/Madrid", "America/New_York", "UTC", "Asia/Tokyo"] {
            assert!(names.contains(wanted), "{wanted}");
        }
        for old in ["Etc/GMT+5", "US/Eastern", "GB", "EST5EDT"] {
            assert!(!names.contains(old), "{old}");
        }
    }

    #[test]
    fn every_zone_is_found_again_by_its_name() {
        for zone in TZ_VARIANTS {
            assert_eq!(zone.name().parse(), Ok(zone));
        }
    }
}
