//! The shapes of the timetable.

use crate::kit::wire::{Blank, ClockTime, Day, Field, Id, Keep, Line, LocalTime, Number, Text, record};
use poem_openapi::Object;
use serde::Deserialize;

record! {
    /// Una clase del horario.
    pub struct Schedule {
        /// Identificador.
        pub id: Id,
        /// Ambiente.
        pub environment_id: Id,
        /// Nombre del ambiente.
        pub environment_name: String,
        /// Instructor.
        pub instructor_id: Id,
        /// Nombre del instructor.
        pub instructor_name: String,
        /// Programa de formación.
        pub program: String,
        /// Número de ficha.
        pub ficha: String,
        /// Tema.
        pub topic: Option<String>,
        /// Hora de inicio.
        pub start_time: ClockTime,
        /// Hora de fin.
        pub end_time: ClockTime,
        /// Día de la semana, de lunes (1) a domingo (7).
        pub day_of_week: i64,
        /// Primer día, incluido.
        pub start_date: Day,
        /// Último día, incluido.
        pub end_date: Day,
        /// Cuántos aprendices.
        pub student_count: i64,
        /// Si está en uso.
        pub is_active: bool,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Monday is 1, Sunday 7 (ISO 8601).
pub type DayOfWeek = Number<1, 7>;
/// How many apprentices a class has.
pub type StudentCount = Number<0, 10_000>;

/// Una clase nueva.
#[derive(Debug, Object, Deserialize)]
pub struct NewSchedule {
    /// Ambiente.
    pub environment_id: Id,
    /// Instructor.
    pub instructor_id: Id,
    /// Programa de formación.
    pub program: Line<1, 200>,
    /// Número de ficha.
    pub ficha: Line<1, 50>,
    /// Tema.
    pub topic: Blank<Text<1, 500>>,
    /// Hora de inicio, HH:MM.
    pub start_time: ClockTime,
    /// Hora de fin, HH:MM.
    pub end_time: ClockTime,
    /// Día de la semana, de lunes (1) a domingo (7).
    pub day_of_week: DayOfWeek,
    /// Primer día, incluido.
    pub start_date: Day,
    /// Último día, incluido.
    pub end_date: Day,
    /// Cuántos aprendices; 0 si no se indica.
    pub student_count: Blank<StudentCount>,
}

/// Cambios a una clase. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct SchedulePatch {
    /// Ambiente.
    pub environment_id: Keep<Id>,
    /// Instructor.
    pub instructor_id: Keep<Id>,
    /// Programa de formación.
    pub program: Keep<Line<1, 200>>,
    /// Número de ficha.
    pub ficha: Keep<Line<1, 50>>,
    /// Tema.
    pub topic: Field<Text<1, 500>>,
    /// Hora de inicio, HH:MM.
    pub start_time: Keep<ClockTime>,
    /// Hora de fin, HH:MM.
    pub end_time: Keep<ClockTime>,
    /// Día de la semana, de lunes (1) a domingo (7).
    pub day_of_week: Keep<DayOfWeek>,
    /// Primer día, incluido.
    pub start_date: Keep<Day>,
    /// Último día, incluido.
    pub end_date: Keep<Day>,
    /// Cuántos aprendices.
    pub student_count: Keep<StudentCount>,
    /// Si está en uso.
    pub is_active: Keep<bool>,
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
    /// Words in programme, class, topic, room or instructor.
    pub search: Option<String>,
}
