//! Decisions about the photos of equipment.

use super::model::{Arrangement, ItemPicture};
use crate::kit::{Code, Id, Result};
use std::collections::BTreeSet;

/// How many photos an item has at most: all sides of a machine, its plate and its box.
pub const MOST: usize = 12;

/// Refuses one more photo; `present` counts those that are there.
///
/// # Errors
/// [`Code::ItemPicturesFull`].
pub fn one_more(present: usize) -> Result<()> {
    if present < MOST { Ok(()) } else { Err(Code::ItemPicturesFull.into()) }
}

/// Refuses an order that isn't one of the photos that are there, each once: somebody added or deleted one meanwhile.
///
/// # Errors
/// [`Code::ItemPicturesChanged`].
pub fn check_order(present: &[ItemPicture], wanted: &[Id]) -> Result<()> {
    let (here, there): (BTreeSet<Id>, BTreeSet<Id>) =
        (present.iter().map(|it| it.id).collect(), wanted.iter().copied().collect());
    if wanted.len() == present.len() && here == there {
        Ok(())
    } else {
        Err(Code::ItemPicturesChanged.into())
    }
}

/// The address of the picture of an item: its first photo's.
pub fn shown(pictures: &[ItemPicture]) -> Option<String> {
    pictures.first().map(|it| it.url.clone())
}

/// An order as the audit tells of it: people tell photos apart by what stands under them, or else by when they came.
pub fn arrangement(pictures: &[ItemPicture]) -> Arrangement {
    let named = |(at, it): (usize, &ItemPicture)| {
        let caption = it.caption.clone();
        let name = caption
            .unwrap_or_else(|| format!("foto del {}", it.created_at.wall().format("%Y-%m-%d %H:%M:%S")));
        format!("{}. {name}", at + 1)
    };
    Arrangement { pictures: pictures.iter().enumerate().map(named).collect::<Vec<_>>().join("; ") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::LocalTime;
    use proptest::prelude::*;

    fn picture(n: u128) -> ItemPicture {
        ItemPicture {
            id: Id::from_bits(n),
            item_id: Id::from_bits(1_000),
            photo_id: Id::from_bits(2_000 + n),
            position: 0,
            caption: n.is_multiple_of(2).then(|| format!("Lado {n}")),
            url: format!("/api/item-pictures/files/{n:032x}"),
            width: 4,
            height: 3,
            created_by_name: "Bruno".into(),
            created_at: LocalTime(chrono::DateTime::UNIX_EPOCH),
        }
    }

    #[test]
    fn the_thirteenth_is_refused() {
        assert!(one_more(MOST - 1).is_ok());
        assert_eq!(one_more(MOST).unwrap_err().code(), Code::ItemPicturesFull);
    }

    #[test]
    fn the_first_is_shown_and_each_is_told_apart() {
        let pictures = [picture(2), picture(3)];
        assert_eq!(shown(&pictures).unwrap(), pictures[0].url);
        assert_eq!(shown(&[]), None);
        let told = arrangement(&pictures).pictures;
        assert!(told.starts_with("1. Lado 2; 2. foto del 19"), "{told}");
    }

    proptest! {
        #[test]
        fn an_order_has_each_photo_once(
            (present, wanted) in (1u128..=12).prop_flat_map(|n| {
                let ids: Vec<u128> = (0..n).collect();
                (Just(ids.clone()), Just(ids).prop_shuffle())
            }),
            other in 12u128..20,
        ) {
            let present: Vec<ItemPicture> = present.into_iter().map(picture).collect();
            let wanted: Vec<Id> = wanted.into_iter().map(Id::from_bits).collect();
            prop_assert!(check_order(&present, &wanted).is_ok());
            // One less, one twice, one that isn't there.
            prop_assert!(check_order(&present, &wanted[1..]).is_err());
            prop_assert!(check_order(&present, &[&wanted[..], &wanted[..1]].concat()).is_err());
            prop_assert!(check_order(&present, &[&wanted[1..], &[Id::from_bits(other)]].concat()).is_err());
        }
    }
}
