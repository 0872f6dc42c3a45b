//! Schedules: the timetable. A class meets in a room on one day of the week, between two dates. One that goes on past midnight belongs to
//! the day on which it begins.

pub mod api;
pub mod change;
pub mod model;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    ScheduleNotFound "horario_no_encontrado" NOT_FOUND "Horario no encontrado";
    ScheduleOverlap "horario_cruzado" BAD_REQUEST "El horario se cruza con otra clase del mismo ambiente";
    ScheduleTimes "horas_al_reves" BAD_REQUEST "La hora de inicio debe ser anterior a la hora de fin; una clase que pasa de medianoche dura como máximo 12 horas";
    ScheduleDates "fechas_al_reves" BAD_REQUEST "La fecha de inicio no puede ser posterior a la fecha de fin";
    InstructorUnknown "instructor_desconocido" BAD_REQUEST "El instructor indicado no existe, está inactivo o es aprendiz";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("schedules", "schedule").versioned("schedules")];
}
