//! The photos of an item, in their order: the first is its picture, which its `image_url` names.
//!
//! A photo is sent to `photos` and then given to an item. Its file is read without a session, because pages and the app show pictures by
//! their address alone; the address has the hash of the photo, and is told to those only who may read the item. So nobody gives an item a
//! photo but one that they have just uploaded for it.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    ItemPictureNotFound "foto_de_equipo_no_encontrada" NOT_FOUND "Esa foto del equipo ya no está";
    ItemPicturesFull "fotos_de_equipo_completas" CONFLICT "Un equipo tiene como máximo 12 fotos: elimine una antes de agregar otra";
    ItemPictureNotFresh "foto_no_es_nueva" BAD_REQUEST "Esa foto es de una verificación, de otra persona o de otro día: tómela o elíjala de nuevo para este equipo";
    ItemPicturesChanged "fotos_de_equipo_cambiaron" CONFLICT "Otra persona agregó o eliminó fotos mientras usted las ordenaba: actualice la página";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] =
        &[Entity::new("item-pictures", "item_picture").named(&[("order", "ARRANGE_ITEM_PICTURES")])];
}
