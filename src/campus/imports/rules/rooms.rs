//! The rooms that the cells of a file name, in the words of people: by name, by the code on the door, by the end of a path.

use super::headings::cut;
use crate::campus::imports::model::KeptRoom;
use crate::campus::inventory::model::Item;
use crate::kit::sql::fold;
use crate::kit::{FromText, Id};
use std::collections::HashMap;

/// How many rooms of one name a refusal lists: each row that has the name says it.
const LISTED: usize = 5;

/// The rooms that somebody keeps, by what people call them.
#[derive(Debug, Default)]
pub struct Rooms(HashMap<String, Vec<KeptRoom>>);

/// Text for comparing: case, accents and blanks make no difference.
fn plain(text: &str) -> String {
    fold(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Rooms {
    /// These rooms.
    pub fn of(rooms: Vec<KeptRoom>) -> Self {
        let mut known: HashMap<String, Vec<KeptRoom>> = HashMap::new();
        for room in rooms {
            known.entry(plain(&room.qr_code)).or_default().push(room.clone());
            known.entry(plain(&room.name)).or_default().push(room);
        }
        Self(known)
    }

    /// The room that a text means, of an item that is there already or of a new one.
    ///
    /// # Errors
    /// Why it means none, as a Spanish predicate.
    pub fn meant(&self, text: &str, item: Option<&Item>) -> Result<Id, String> {
        // The room that the item stands in may be out of use, or have the name of another.
        let own = item.filter(|it| it.environment_name.as_deref().is_some_and(|it| plain(it) == plain(text)));
        own.and_then(|it| it.environment_id).map_or_else(|| self.named(text), Ok)
    }

    /// The room that a text names: as a whole, or by the last part of a path like `Sede / Bloque 2 / Sistemas 1`.
    fn named(&self, text: &str) -> Result<Id, String> {
        let whole = plain(text);
        let last = text.rsplit(['/', '>', '\\']).next().map(plain);
        let found = self.0.get(&whole).or_else(|| self.0.get(&last?));
        match found.map(Vec::as_slice) {
            Some([room]) => Ok(room.id),
            Some(rooms) => {
                let listed = rooms.iter().take(LISTED);
                let said: Vec<String> =
                    listed.map(|it| format!("{} ({})", it.qr_code, it.center_name)).collect();
                let others = if rooms.len() > LISTED { ", entre otros" } else { "" };
                let said = said.join(" o ");
                Err(format!("es el nombre de varios ambientes: escriba el código de uno, {said}{others}"))
            }
            None => Err(format!(
                "«{}» no es un ambiente activo de los que usted administra: escriba su nombre o su código",
                cut(text)
            )),
        }
    }

    /// What a room is called, by its id.
    pub fn name(&self, id: &str) -> Option<&str> {
        let id = Id::from_text(id).ok()?;
        self.0.values().flatten().find(|room| room.id == id).map(|room| room.name.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn room(n: u128, name: &str) -> KeptRoom {
        let qr_code = format!("AMB-{n}");
        KeptRoom { id: Id::from_bits(n), name: name.into(), qr_code, center_name: "Centro".into() }
    }

    #[test]
    fn a_room_is_named_by_its_name_its_code_or_the_end_of_a_path() {
        let rooms = Rooms::of(vec![room(1, "Sistemas 1"), room(2, "Taller / Soldadura"), room(3, "Música")]);
        let meant = |text| rooms.meant(text, None);
        for (text, n) in [
            ("  sistemas   1 ", 1),
            ("amb-1", 1),
            ("Sede / Bloque 2 / SISTEMAS 1", 1),
            ("Taller / Soldadura", 2),
            ("musica", 3),
        ] {
            assert_eq!(meant(text), Ok(Id::from_bits(n)), "{text}");
        }
        assert!(meant("Sistemas").is_err());
        assert_eq!(rooms.name(&Id::from_bits(3).to_string()), Some("Música"));
    }

    #[test]
    fn of_many_rooms_of_one_name_some_are_listed() {
        let rooms = Rooms::of((0..40).map(|n| room(n, "Bodega")).collect());
        let says = rooms.meant("Bodega", None).unwrap_err();
        assert_eq!(says.matches("AMB-").count(), LISTED);
        assert!(says.ends_with(", entre otros"), "{says}");
    }
}
