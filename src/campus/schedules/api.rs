//! HTTP of the timetable.

use super::model::{DayOfWeek, NewSchedule, Schedule, SchedulePatch, ScheduleQuery, ScheduleSaved};
use super::{change, store};
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Id, Limit, Line, Number, Paging, Removal, Result, Rows, Skip,
    role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Horarios de clase.
    Schedules
}

/// The timetable under `/api/schedules`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/schedules", tag = "Tag::Schedules")]
impl Api {
    /// Lista las clases, por día y hora. Sin ambiente ni instructor: las del ambiente de quien pregunta, o las del centro
    /// para quien no tiene uno.
    #[oai(path = "/", method = "get", operation_id = "list_schedules")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo las de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Solo las de este instructor.
        instructor_id: Query<Blank<Id>>,
        /// Solo las de este día de la semana, de lunes (1) a domingo (7).
        day_of_week: Query<Blank<DayOfWeek>>,
        /// Activas (true, si no se indica) o inactivas (false).
        is_active: Query<Blank<bool>>,
        /// Palabras en programa, ficha, tema, ambiente o instructor.
        search: Query<Blank<Line<0, 100>>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Schedule>> {
        let query = ScheduleQuery {
            environment_id: environment_id.0.0,
            instructor_id: instructor_id.0.0,
            day_of_week: day_of_week.0.0.map(Number::get),
            is_active: Some(is_active.0.0.unwrap_or(true)),
            search: search.0.0.map(String::from),
            ..ScheduleQuery::default()
        };
        let (scope, paging) = (query.scope(&who), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::list(scope, query).rows(db, paging)).await
    }

    /// Una clase.
    #[oai(path = "/:id", method = "get", operation_id = "get_schedule")]
    async fn get(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// La clase.
        id: Path<Id>,
    ) -> Result<Answer<Schedule>> {
        self.0.db.read(move |db| store::get(db, id.0)).await.map(Answer)
    }

    /// Crea una clase. Un instructor solo crea las suyas.
    #[oai(path = "/", method = "post", operation_id = "create_schedule")]
    async fn create(
        &self,
        who: Allow<{ role::PLANNERS }>,
        new: Body<NewSchedule>,
    ) -> Result<Created<ScheduleSaved>> {
        self.0.db.write(&who, move |tx| change::add(tx, new.0)).await.map(Created)
    }

    /// Cambia una clase. Un instructor solo cambia las suyas.
    #[oai(path = "/:id", method = "put", operation_id = "update_schedule")]
    async fn update(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// La clase.
        id: Path<Id>,
        patch: Body<SchedulePatch>,
    ) -> Result<Answer<ScheduleSaved>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina una clase; si tiene verificaciones, solo la desactiva. Un instructor solo elimina las suyas.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_schedule")]
    async fn delete(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// La clase.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.db.write(&who, move |tx| change::remove(tx, id.0)).await.map(Answer)
    }
}
