//! Inductions: what people must have been shown before they borrow an item, or anything of a category; and who has been.

pub mod api;
pub mod change;
pub mod model;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    InductionNotFound "induccion_no_encontrada" NOT_FOUND "Inducción no encontrada";
    InductionNameTaken "induccion_repetida" BAD_REQUEST "Ya hay una inducción con ese nombre";
    InductionOfWhat "induccion_sin_equipo" BAD_REQUEST "Elija un equipo o una clase de equipos, uno de los dos";
    InductionDays "induccion_fechas" BAD_REQUEST "La inducción no puede vencer antes de haberse dado";
    InductionFuture "induccion_futura" BAD_REQUEST "El día de la inducción no ha llegado";
    InductionOfAll "induccion_de_todos" FORBIDDEN "Esa inducción vale en todos los centros: la cambia un administrador general";
    InductionOwn "induccion_propia" FORBIDDEN "Su propia inducción la anota otro administrador";
    InductedNotFound "persona_sin_induccion" NOT_FOUND "Esa persona no tiene la inducción";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("inductions", "induction").versioned("inductions")];
}
