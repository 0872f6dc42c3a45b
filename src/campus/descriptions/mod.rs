//! Descriptions of equipment that a model of vision proposes from a photo. The server of that model speaks as OpenAI's does, on the local
//! network or elsewhere, and is asked only while a general administrator has it switched on.
//!
//! Nothing waits for it: who asks gets a row of the queue, and so does a photo that is uploaded while that is wished for. What comes is a
//! proposal with its source; nothing of the item changes until somebody who may edit the item accepts it.

pub mod api;
pub mod change;
pub mod model;
pub mod reads;
pub mod rules;
pub mod store;

mod describer;
mod question;
mod trial;

pub use describer::Describer;

use crate::kit::jobs::Job;
use crate::kit::{Code, Core, Entity, Resource, Result, Tx, codes};

codes! {
    DescriptionNotFound "descripcion_no_encontrada" NOT_FOUND "Esa propuesta de descripción ya no está";
    DescriptionsOff "descripciones_apagadas" CONFLICT "Describir con IA está apagado: lo activa un administrador general en Configuración";
    DescriptionsUsedUp "descripciones_agotadas" CONFLICT "Este mes ya se usaron todas las descripciones con IA que permite la configuración";
    DescriptionWaits "descripcion_en_curso" CONFLICT "Esa foto ya espera su descripción";
    DescriptionUndecided "descripcion_sin_decidir" CONFLICT "Esa foto ya tiene una propuesta: acéptela o descártela antes de pedir otra";
    DescriptionNotFailed "descripcion_no_fallida" CONFLICT "Esta descripción no ha fallado: no hay que intentarla de nuevo";
    DescriptionNotReady "descripcion_no_lista" CONFLICT "Esta propuesta todavía no está, o alguien ya decidió sobre ella";
    DescriptionOfNoPhoto "descripcion_sin_foto" CONFLICT "Esa foto ya no es de este equipo";
    DescriptionItemChanged "descripcion_equipo_cambio" CONFLICT "Otra persona cambió este equipo después de que usted vio la propuesta: mire cómo quedó y decida qué se guarda";
    DescriptionNothingChosen "descripcion_sin_datos" UNPROCESSABLE_ENTITY "Marque al menos un dato de la propuesta, o descártela";
    DescriptionsIncomplete "descripciones_incompletas" BAD_REQUEST "Para activar las descripciones con IA indique la dirección del servicio y el modelo";
    DescriptionsUnsafe "descripciones_inseguras" BAD_REQUEST "A esa dirección no se envía nada";
    DescriptionsHeld "descripciones_en_pausa" CONFLICT "El servicio pidió que se espere antes de preguntarle otra vez";
    DescriptionsUnusable "servicio_de_descripciones" SERVICE_UNAVAILABLE "Al servicio que describe las fotos no se le puede preguntar";
    DescriptionTestFailed "descripcion_de_prueba" BAD_REQUEST "La prueba no salió";
}

/// The entry in the list of resources.
pub struct Entry;

impl Resource for Entry {
    type Parts = (Core, Describer);
    type Api = api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("descriptions", "item_description").named(&[
        ("accept", "ACCEPT_ITEM_DESCRIPTION"),
        ("decline", "DECLINE_ITEM_DESCRIPTION"),
        ("retry", "RETRY_ITEM_DESCRIPTION"),
        ("test", "TEST_DESCRIPTIONS"),
    ])];

    fn api((core, describer): Self::Parts) -> Self::Api {
        api::Api { core, describer }
    }

    fn jobs((_, describer): Self::Parts) -> Vec<Box<dyn Job>> {
        vec![Box::new(describer)]
    }

    fn clear(tx: &Tx<'_>) -> Result<usize> {
        store::clear_old(tx, tx.now)
    }
}
