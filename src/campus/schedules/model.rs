//! The shapes of the timetable.

use crate::kit::wire::shape;
use crate::kit::{Caller, ClockTime, Day, EndTime, Id, Line, LocalTime, Number, Scope, Text};
use inventario_derive::Object;
use serde::Serialize;

/// Monday is 1, Sunday 7 (ISO 8601).
pub type DayOfWeek = Number<1, 7>;
/// How many apprentices a class has.
pub type StudentCount = Number<0, 10_000>;

shape! {
    /// Una clase del horario.
    pub struct Schedule
    from "s" "schedules s\njoin environments e on e.id = s.environment_id\njoin users u on u.id = s.instructor_id";
    row ScheduleRow;
    /// Una clase nueva.
    new NewSchedule;
    /// Cambios a una clase. Lo que no se envía queda igual; null borra.
    patch SchedulePatch;

    /// Ambiente.
    required environment_id: Id,
    /// Nombre del ambiente.
    joined environment_name: String = "e.name",
    /// Instructor.
    required instructor_id: Id,
    /// Nombre del instructor.
    joined instructor_name: String = "u.name",
    /// Programa de formación.
    required program: String as Line<1, 200>,
    /// Número de ficha.
    required ficha: String as Line<1, 50>,
    /// Tema.
    optional topic: String as Text<1, 500>,
    /// Hora de inicio.
    #[sent = "Hora de inicio, HH:MM."]
    required start_time: ClockTime,
    /// Hora de fin; del día siguiente si no es posterior a la de inicio.
    #[sent = "Hora de fin, HH:MM o 24:00. Si no es posterior a la de inicio, la clase pasa de medianoche y termina al día siguiente; puede durar \
              hasta 12 horas."]
    required end_time: EndTime,
    /// Día de la semana, de lunes (1) a domingo (7).
    required day_of_week: i64 as DayOfWeek,
    /// Primer día, incluido.
    required start_date: Day,
    /// Último día, incluido.
    required end_date: Day,
    /// Cuántos aprendices.
    #[new = "Cuántos aprendices; 0 si no se indica."]
    default student_count: i64 as StudentCount = 0,
    /// Si está en uso.
    later is_active: bool = true,
    /// Cuándo se creó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}

/// Una clase guardada.
#[derive(Debug, Object, Serialize)]
pub struct ScheduleSaved {
    /// La clase.
    #[oai(flatten)]
    #[serde(flatten)]
    pub class: Schedule,
    /// Otras clases del mismo instructor o de la misma ficha a esa hora en otro ambiente, una frase por clase. No impiden guardar.
    pub warnings: Vec<String>,
}

/// What a timetable is cut to.
#[derive(Debug, Default)]
pub struct ScheduleQuery {
    /// One room's.
    pub environment_id: Option<Id>,
    /// One instructor's.
    pub instructor_id: Option<Id>,
    /// One day of the week.
    pub day_of_week: Option<i64>,
    /// Active or inactive ones.
    pub is_active: Option<bool>,
    /// Those that take place on this day or later.
    pub from: Option<Day>,
    /// Those that take place on this day or before.
    pub until: Option<Day>,
    /// Words in programme, class, topic, room or instructor.
    pub search: Option<String>,
}

impl ScheduleQuery {
    /// The rooms of which the list shows somebody classes. The timetable hangs on every door: whoever names a room or a person may
    /// read it.
    pub fn scope(&self, who: &Caller) -> Scope {
        let is_named = self.environment_id.is_some() || self.instructor_id.is_some();
        if is_named { Scope::Everything } else { who.equipment() }
    }
}
