//! HTTP of checks.

use super::model::{
    Check, CheckApproval, CheckAssigned, CheckAssignment, CheckConfirmation, CheckConfirmed, CheckCreated,
    CheckDecision, CheckDetail, CheckItemReport, CheckItemReported, CheckQuery, CheckReopening, CheckSaved,
    CheckSheet, CheckStatus, CheckTurn, CheckTurnSave, CheckTurnStats, NewCheck, Shift,
};
use super::reach::{day_scope, reach};
use super::{change, reads, store};
use crate::kit::idempotency::{Attempt, Key};
use crate::kit::page::period;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Day, FromText, Id, Limit, Line, Paging, Reply, Result, Rows, Skip,
    role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Path, Query};

pub mod follow;

tag! {
    /// Verificaciones diarias de los ambientes.
    Checks
}

/// The checks under `/api/inventory-checks`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/inventory-checks", tag = "Tag::Checks")]
impl Api {
    /// Lista las verificaciones que quien pregunta puede ver, de la más reciente a la más antigua.
    #[oai(path = "/", method = "get", operation_id = "list_checks")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo las de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Solo las de esta clase.
        schedule_id: Query<Blank<Id>>,
        /// Solo las de este día.
        date: Query<Blank<Day>>,
        /// Desde este día, incluido.
        start_date: Query<Blank<Day>>,
        /// Hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Solo las de esta jornada; otra palabra se ignora.
        shift: Query<Blank<Line<0, 30>>>,
        /// Solo las que están en esta etapa.
        status: Query<Blank<CheckStatus>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Check>> {
        // The same sentence as everywhere for a period that ends before it starts.
        period(start_date.0, end_date.0)?;
        let query = CheckQuery {
            environment_id: environment_id.0.0,
            schedule_id: schedule_id.0.0,
            from: date.0.0.max(start_date.0.0),
            until: [date.0.0, end_date.0.0].into_iter().flatten().min(),
            shift: shift.0.0.and_then(|word| Shift::from_text(word.as_str()).ok()),
            status: status.0.0,
        };
        let (reach, paging) = (reach(&who), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::list(db, reach, &query)?.rows(db, paging)).await
    }

    /// Los turnos de un día: las clases con el estado de su verificación, y las verificaciones fuera de clase.
    #[oai(path = "/today", method = "get", operation_id = "list_turns")]
    async fn today(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo los de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// El día; si no se indica, hoy, con las clases de ayer que pasan de medianoche y no han terminado.
        date: Query<Blank<Day>>,
    ) -> Result<Rows<CheckTurn>> {
        let (scope, teaching) = day_scope(&who);
        self.0.db.read(move |db| store::turns(db, scope, teaching, environment_id.0.0, date.0.0)).await
    }

    /// La lista que se recorre para verificar un ambiente.
    #[oai(path = "/sheet", method = "get", operation_id = "get_check_sheet")]
    async fn sheet(
        &self,
        who: Allow<{ CHECKERS }>,
        /// El ambiente.
        environment_id: Query<Id>,
        /// La clase; sin ella, fuera de clase.
        schedule_id: Query<Blank<Id>>,
        /// El día; si no se indica, hoy, o ayer si la clase de ayer pasa de medianoche.
        date: Query<Blank<Day>>,
    ) -> Result<Answer<CheckSheet>> {
        self.0
            .db
            .read(move |db| reads::sheet(db, &who, environment_id.0, schedule_id.0.0, date.0.0))
            .await
            .map(Answer)
    }

    /// La verificación de una clase en un día: una lista de una, o vacía. De hoy cuenta también la de la clase que empezó ayer y pasa de
    /// medianoche.
    #[oai(path = "/by-schedule", method = "get", operation_id = "get_check_by_schedule")]
    async fn by_schedule(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El ambiente.
        environment_id: Query<Id>,
        /// La clase.
        schedule_id: Query<Id>,
        /// El día.
        date: Query<Day>,
    ) -> Result<Rows<Check>> {
        self.0.db.read(move |db| reads::turn(db, &who, environment_id.0, schedule_id.0, date.0)).await
    }

    /// Cifras de una clase en un día: las de su verificación, o las de ahora si no se ha empezado.
    #[oai(path = "/schedule-stats", method = "get", operation_id = "get_schedule_stats")]
    async fn schedule_stats(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El ambiente.
        environment_id: Query<Id>,
        /// La clase.
        schedule_id: Query<Id>,
        /// El día.
        date: Query<Day>,
    ) -> Result<Answer<CheckTurnStats>> {
        self.0
            .db
            .read(move |db| reads::turn_stats(db, &who, environment_id.0, schedule_id.0, date.0))
            .await
            .map(Answer)
    }

    /// Una verificación con lo que se encontró y con su historia.
    #[oai(path = "/:id", method = "get", operation_id = "get_check")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// La verificación.
        id: Path<Id>,
    ) -> Result<Answer<CheckDetail>> {
        self.0.db.read(move |db| reads::detail(db, &who, id.0)).await.map(Answer)
    }

    /// Hace una verificación, o se la asigna a un aprendiz.
    #[oai(path = "/", method = "post", operation_id = "create_check")]
    async fn create(
        &self,
        who: Allow<{ CHECKERS }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        new: Body<NewCheck>,
    ) -> Result<Reply<CheckCreated, 201>> {
        let attempt = Attempt::new(&who, key.0, &new.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::create(tx, new.0))).await
    }

    /// Empieza la verificación de una clase el día para el que se abrió, o hace la etapa que le corresponde a quien la envía.
    #[oai(path = "/by-schedule", method = "post", operation_id = "save_check_by_schedule")]
    async fn save(
        &self,
        who: Allow<{ CHECKERS }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        sent: Body<CheckTurnSave>,
    ) -> Result<Reply<CheckSaved, 201>> {
        let attempt = Attempt::new(&who, key.0, &sent.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::save(tx, sent.0))).await
    }

    /// Confirma como instructor, o da el concepto del supervisor. Con novedades quedan una alerta y el mantenimiento pedido.
    #[oai(path = "/:id/confirm", method = "put", operation_id = "confirm_check")]
    async fn confirm(
        &self,
        who: Allow<{ CONFIRMERS }>,
        /// La verificación.
        id: Path<Id>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        sent: Body<CheckConfirmation>,
    ) -> Result<Reply<CheckConfirmed, 200>> {
        let attempt = Attempt::new(&who, key.0, &sent.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::confirm(tx, id.0, sent.0))).await
    }

    /// Aprueba o rechaza. Un rechazo necesita un motivo y hace empezar de nuevo.
    #[oai(path = "/:id/supervisor-approve", method = "put", operation_id = "approve_check")]
    async fn approve(
        &self,
        who: Allow<{ DECIDERS }>,
        /// La verificación.
        id: Path<Id>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        sent: Body<CheckApproval>,
    ) -> Result<Reply<CheckDecision, 200>> {
        let attempt = Attempt::new(&who, key.0, &sent.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::approve(tx, id.0, sent.0))).await
    }

    /// Pasa una verificación al supervisor, o la devuelve al instructor.
    #[oai(path = "/:id/assign-role", method = "put", operation_id = "assign_check")]
    async fn assign(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La verificación.
        id: Path<Id>,
        sent: Body<CheckAssignment>,
    ) -> Result<Answer<CheckAssigned>> {
        self.0.db.write(&who, move |tx| change::pass_on(tx, id.0, &sent.0)).await.map(Answer)
    }

    /// Reabre una verificación completa para decidirla otra vez.
    #[oai(path = "/:id/reopen", method = "put", operation_id = "reopen_check")]
    async fn reopen(
        &self,
        who: Allow<{ DECIDERS }>,
        /// La verificación.
        id: Path<Id>,
        sent: Body<CheckReopening>,
    ) -> Result<Answer<Check>> {
        self.0.db.write(&who, move |tx| change::reopen(tx, id.0, &sent.0)).await.map(Answer)
    }
}

/// The lines of checks under `/api/inventory-check-items`.
pub struct ItemApi(pub Core);

#[OpenApi(prefix_path = "/api/inventory-check-items", tag = "Tag::Checks")]
impl ItemApi {
    /// Anota lo que se contó de un equipo. Solo queda escrito en la verificación; el equipo no cambia.
    #[oai(path = "/", method = "post", operation_id = "create_check_item")]
    async fn create(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Clave para repetir la solicitud sin que se haga dos veces.
        #[oai(name = "Idempotency-Key")]
        key: Header<Key>,
        report: Body<CheckItemReport>,
    ) -> Result<Reply<CheckItemReported, 201>> {
        let attempt = Attempt::new(&who, key.0, &report.0);
        self.0.db.write(&who, move |tx| attempt.once(tx, || change::note(tx, report.0))).await
    }
}

/// Those who may begin a check.
const CHECKERS: u8 = role::STUDENT | role::INSTRUCTOR | role::SUPERVISOR | role::GENERAL;
/// Those who may confirm one.
const CONFIRMERS: u8 = role::INSTRUCTOR | role::SUPERVISOR | role::GENERAL;
/// Those who may decide on one.
const DECIDERS: u8 = role::SUPERVISOR | role::GENERAL;
