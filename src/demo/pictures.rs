//! The photos of the demo's equipment: Jairo went through the rooms with a telephone once all of it was registered. They are drawn for
//! this; what each was drawn as lies beside it as SVG.

use super::{Agenda, Demo, JAIRO, scatter, sent};
use crate::campus::{item_pictures, photos};
use crate::kit::{Result, picture};
use chrono::{DateTime, Utc};
use serde_json::json;

/// How many days ago he did: the last thing was registered the day before.
const TAKEN: u32 = 19;

/// What is called so, and the photo of it. What isn't here has none: not everything was worth the walk.
const PICTURES: [(&[&str], &[u8]); 13] = [
    (&["Computador de escritorio"], include_bytes!("pictures/desktop.jpg")),
    (&["Computador portátil"], include_bytes!("pictures/laptop.jpg")),
    (&["Computador todo en uno"], include_bytes!("pictures/all-in-one.jpg")),
    (&["Videoproyector"], include_bytes!("pictures/projector.jpg")),
    (&["Televisor 55 pulgadas"], include_bytes!("pictures/tv.jpg")),
    (&["Cámara fotográfica"], include_bytes!("pictures/camera.jpg")),
    (&["Micrófono inalámbrico"], include_bytes!("pictures/microphone.jpg")),
    (&["Tableta", "Tableta gráfica"], include_bytes!("pictures/tablet.jpg")),
    (&["Impresora láser"], include_bytes!("pictures/printer.jpg")),
    (&["Teclados USB"], include_bytes!("pictures/keyboard.jpg")),
    (&["Ratones USB"], include_bytes!("pictures/mouse.jpg")),
    (&["Cables HDMI"], include_bytes!("pictures/cable.jpg")),
    (&["Sillas ergonómicas"], include_bytes!("pictures/chair.jpg")),
];

/// Whether a thing has its photo: all of the visitor's room, and two of three of the others.
fn is_taken(n: u32, room: u32) -> bool {
    room == 0 || !scatter(n + 41).is_multiple_of(3)
}

impl Demo<'_> {
    /// When the photos are taken.
    pub(super) fn plan_pictures(&self, agenda: &mut Agenda) {
        agenda.add(self.days_ago(TAKEN), |demo, at| demo.photograph(at));
    }

    /// One photo serves all that look alike.
    fn photograph(&self, at: DateTime<Utc>) -> Result<()> {
        for (names, bytes) in PICTURES {
            let shrunk = picture::shrink(bytes)?;
            let photo = self.acts(at, JAIRO, |tx| photos::change::add(tx, &shrunk))?;
            let alike =
                self.things.iter().filter(|(n, it)| names.contains(&it.name) && is_taken(**n, it.room));
            for (_, thing) in alike {
                let new = sent(json!({ "item_id": thing.id, "photo_id": photo.id }))?;
                self.acts(at, JAIRO, |tx| item_pictures::change::add(tx, new))?;
            }
        }
        Ok(())
    }
}
