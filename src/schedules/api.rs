//! HTTP of the timetable.

use super::model::{DayOfWeek, NewSchedule, Schedule, SchedulePatch, ScheduleQuery};
use super::{rules, store};
use crate::app::Tag;
use crate::audit::Event;
use crate::caller::{Allow, Caller, Scope, role};
use crate::db::{Change, Db, Tx};
use crate::error::{Code, Error, Result};
use crate::inventory;
use crate::page::{Limit, Paging, Skip};
use crate::users::Role;
use crate::wire::{Answer, Blank, Body, Created, Id, Line, LocalTime, Number, Removal, Rows};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

/// The timetable under `/api/schedules`.
pub struct Api {
    /// The database.
    pub db: Db,
}

#[OpenApi(prefix_path = "/api/schedules", tag = "Tag::Schedules")]
impl Api {
    /// Lista las clases, por día y hora. Sin ambiente ni instructor: las del ambiente de quien pregunta, o las del centro
    /// para quien no tiene uno.
    #[oai(path = "/", method = "get", operation_id = "list_schedules")]
    #[expect(clippy::too_many_arguments, reason = "one argument a parameter is poem-openapi's way")]
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
        };
        // The timetable hangs on every door: whoever names a room or a person may read it.
        let named = query.environment_id.is_some() || query.instructor_id.is_some();
        let scope = if named { Scope::Everything } else { who.equipment() };
        let paging = Paging::rows(limit.0, skip.0);
        self.db.read(move |db| store::list(db, scope, query, paging)).await
    }

    /// Una clase.
    #[oai(path = "/:id", method = "get", operation_id = "get_schedule")]
    async fn get(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// La clase.
        id: Path<Id>,
    ) -> Result<Answer<Schedule>> {
        self.db.read(move |db| store::get(db, id.0)).await.map(Answer)
    }

    /// Crea una clase. Un instructor solo crea las suyas.
    #[oai(path = "/", method = "post", operation_id = "create_schedule")]
    async fn create(
        &self,
        who: Allow<{ role::PLANNERS }>,
        new: Body<NewSchedule>,
    ) -> Result<Created<Schedule>> {
        let caller = who.clone();
        self.db.write(&who, move |tx| add(tx, &caller, new.0)).await.map(Created)
    }

    /// Cambia una clase. Un instructor solo cambia las suyas.
    #[oai(path = "/:id", method = "put", operation_id = "update_schedule")]
    async fn update(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// La clase.
        id: Path<Id>,
        patch: Body<SchedulePatch>,
    ) -> Result<Answer<Schedule>> {
        let caller = who.clone();
        self.db.write(&who, move |tx| change(tx, &caller, id.0, patch.0)).await.map(Answer)
    }

    /// Elimina una clase; si tiene verificaciones, solo la desactiva. Un instructor solo elimina las suyas.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_schedule")]
    async fn delete(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// La clase.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        let caller = who.clone();
        self.db.write(&who, move |tx| remove(tx, &caller, id.0)).await.map(Answer)
    }
}

/// Refuses a class that the caller may not plan: somebody else's for an instructor, another centre's for the others.
fn check_may_plan(tx: &Tx<'_>, who: &Caller, class: &Schedule) -> Result<()> {
    if who.role == Role::Instructor {
        return if class.instructor_id == who.id { Ok(()) } else { Err(Code::RoleForbidden.into()) };
    }
    if inventory::store::room_within(tx, who.keeping(), class.environment_id)? {
        Ok(())
    } else {
        Err(Code::EnvironmentUnknown.into())
    }
}

/// Refuses a class that can't be held.
fn check_possible(tx: &Tx<'_>, class: &Schedule) -> Result<()> {
    rules::check_order(class)?;
    if !inventory::store::room_within(tx, Scope::Everything, class.environment_id)? {
        return Err(Code::EnvironmentUnknown.into());
    }
    if !store::can_teach(tx, class.instructor_id)? {
        return Err(Code::InstructorUnknown.into());
    }
    if !class.is_active {
        return Ok(());
    }
    let others = store::of_room(tx, class.environment_id, class.day_of_week)?;
    match others.iter().find(|other| rules::overlap(class, other)) {
        Some(other) => Err(Error::With(Code::ScheduleOverlap, rules::overlap_sentence(other))),
        None => Ok(()),
    }
}

fn add(tx: &Tx<'_>, who: &Caller, new: NewSchedule) -> Result<Change<Schedule>> {
    let now = LocalTime(tx.now);
    let class = Schedule {
        id: Id::new(),
        environment_id: new.environment_id,
        environment_name: String::new(),
        instructor_id: new.instructor_id,
        instructor_name: String::new(),
        program: new.program.into_string(),
        ficha: new.ficha.into_string(),
        topic: new.topic.0.map(String::from),
        start_time: new.start_time,
        end_time: new.end_time,
        day_of_week: new.day_of_week.get(),
        start_date: new.start_date,
        end_date: new.end_date,
        student_count: new.student_count.0.map_or(0, Number::get),
        is_active: true,
        created_at: now,
        updated_at: now,
    };
    check_may_plan(tx, who, &class)?;
    check_possible(tx, &class)?;
    store::insert(tx, &class)?;
    let class = store::get(tx, class.id)?;
    let event = Event::create("schedule", class.id)
        .describe(format!("Clase creada: {} en {}", class.program, class.environment_name))
        .after(&class);
    Ok(Change::new(class, event))
}

/// A class as it stands, if the caller may plan it.
fn own(tx: &Tx<'_>, who: &Caller, id: Id) -> Result<Schedule> {
    let scope = if who.role == Role::Instructor { Scope::Everything } else { who.keeping() };
    let class = store::get_within(tx, scope, id)?;
    if who.role == Role::Instructor && class.instructor_id != who.id {
        return Err(Code::RoleForbidden.into());
    }
    Ok(class)
}

fn change(tx: &Tx<'_>, who: &Caller, id: Id, patch: SchedulePatch) -> Result<Change<Schedule>> {
    let before = own(tx, who, id)?;
    let old = before.clone();
    let class = Schedule {
        environment_id: patch.environment_id.0.unwrap_or(old.environment_id),
        instructor_id: patch.instructor_id.0.unwrap_or(old.instructor_id),
        program: patch.program.0.map_or(old.program, String::from),
        ficha: patch.ficha.0.map_or(old.ficha, String::from),
        topic: patch.topic.map(String::from).or(old.topic),
        start_time: patch.start_time.0.unwrap_or(old.start_time),
        end_time: patch.end_time.0.unwrap_or(old.end_time),
        day_of_week: patch.day_of_week.0.map_or(old.day_of_week, Number::get),
        start_date: patch.start_date.0.unwrap_or(old.start_date),
        end_date: patch.end_date.0.unwrap_or(old.end_date),
        student_count: patch.student_count.0.map_or(old.student_count, Number::get),
        is_active: patch.is_active.0.unwrap_or(old.is_active),
        updated_at: LocalTime(tx.now),
        ..old
    };
    let reassigned =
        class.instructor_id != before.instructor_id || class.environment_id != before.environment_id;
    if reassigned {
        check_may_plan(tx, who, &class)?;
    }
    if class.is_active || reassigned {
        check_possible(tx, &class)?;
    } else {
        // Who puts a class away need not have its room and its instructor any more.
        rules::check_order(&class)?;
    }
    store::save(tx, &class)?;
    let class = store::get(tx, id)?;
    let event = Event::update("schedule", id)
        .describe(format!("Clase modificada: {} en {}", class.program, class.environment_name))
        .before(&before)
        .after(&class);
    Ok(Change::new(class, event))
}

fn remove(tx: &Tx<'_>, who: &Caller, id: Id) -> Result<Change<Removal>> {
    let before = own(tx, who, id)?;
    if store::has_checks(tx, id)? {
        let class = Schedule { is_active: false, updated_at: LocalTime(tx.now), ..before.clone() };
        store::save(tx, &class)?;
        let detail = "La clase tiene verificaciones: quedó inactiva";
        let event = Event::delete("schedule", id).describe(detail).before(&before).after(&class);
        return Ok(Change::new(Removal::deactivated(detail), event));
    }
    store::delete(tx, id)?;
    let event = Event::delete("schedule", id)
        .describe(format!("Clase eliminada: {} en {}", before.program, before.environment_name))
        .before(&before);
    Ok(Change::new(Removal::deleted("Horario eliminado"), event))
}
