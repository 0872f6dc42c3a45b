//! Mail: an outbox that changes write into, and the postman who carries it to the mail server of the house.
//!
//! Off until somebody names a server and has seen a test letter arrive. Nothing waits for it: a letter is a row of the transaction of
//! the change that it tells of (`kit::db::letter`), and goes out afterwards.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

mod compose;
mod postman;
mod smtp;
mod trial;

pub use postman::Postman;

use crate::kit::jobs::Job;
use crate::kit::{Code, Core, Entity, Resource, Result, Tx, codes};

codes! {
    LetterNotFound "carta_no_encontrada" NOT_FOUND "Correo no encontrado";
    LetterNotFailed "carta_en_curso" BAD_REQUEST "Este correo no ha fallado: no hay que intentarlo de nuevo";
    MailNotConfigured "correo_sin_configurar" BAD_REQUEST "Primero indique el servidor de correo y el remitente, y guarde";
    MailTestFailed "correo_de_prueba" BAD_REQUEST "El correo de prueba no salió";
    MailUnusable "servidor_de_correo" SERVICE_UNAVAILABLE "El servidor de correo no se puede usar";
    MailIncomplete "correo_incompleto" BAD_REQUEST "Para activar el correo indique el servidor y el remitente";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Postman);
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("mail", "outbox_letter")];

    fn api((core, postman): Self::Parts) -> Self::Api {
        api::Api { core, postman }
    }

    fn jobs((_, postman): Self::Parts) -> Vec<Box<dyn Job>> {
        vec![Box::new(postman)]
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::clear_old(tx, tx.now)
    }
}
