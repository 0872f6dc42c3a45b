//! HTTP of loans.

use super::figures::KeptFigures;
use super::model::{
    Availability, HandIn, HandOver, Loan, LoanBorrower, LoanCounts, LoanFilter, LoanHold, LoanPage,
    LoanPatch, LoanPiece, LoanPriority, LoanQuery, LoanReach, LoanWarehouse, NewLoan,
};
use super::rules::Span;
use super::{change, reads, store};
use crate::kit::page::{PageNumber, PerPage, check_order};
use crate::kit::wire::Listing;
use crate::kit::{
    Allow, Answer, Blank, Body, ClockTime, Core, Created, Day, Gone, Id, Line, Paging, Result, Rows, clock,
    role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Préstamos.
    Loans
}

/// How many loans a page has when nobody says.
const PER_PAGE: i64 = 10;

/// The loans under `/api/loans`.
pub struct Api(Core, KeptFigures);

impl Api {
    /// The operations on a database, of which no figures are known yet.
    pub(super) fn new(core: Core) -> Self {
        Self(core, KeptFigures::default())
    }
}

#[OpenApi(prefix_path = "/api/loans", tag = "Tag::Loans")]
impl Api {
    /// Las bodegas que prestan: las del centro de quien pregunta, o todas si no tiene uno.
    #[oai(path = "/warehouses", method = "get", operation_id = "list_loan_warehouses")]
    async fn warehouses(&self, who: Allow<{ role::BORROWERS }>) -> Result<Rows<LoanWarehouse>> {
        let center = who.own_center();
        self.0.db.read(move |db| store::warehouses(db, center)).await
    }

    /// Los préstamos, del más reciente al más antiguo, con las cifras de todos los que coinciden.
    ///
    /// Sin `page` ni `per_page` vienen todos en una página.
    #[oai(path = "/", method = "get", operation_id = "list_loans")]
    async fn list(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Página, desde 1.
        page: Query<PageNumber>,
        /// Cuántos por página; 10 si no se indica.
        per_page: Query<PerPage>,
        /// Solo los que van en esto; overdue son los entregados con la fecha pasada, due_today los que deben volver hoy.
        status_filter: Query<Blank<LoanFilter>>,
        /// Solo los de esta bodega.
        environment_id: Query<Blank<Id>>,
        /// Solo los que pidió esta persona.
        instructor_id: Query<Blank<Id>>,
        /// Solo los de esta urgencia.
        priority: Query<Blank<LoanPriority>>,
        /// Que empiezan desde este día, incluido.
        start_date: Query<Blank<Day>>,
        /// Que empiezan hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Palabras en equipo, placa, persona, propósito o programa.
        search: Query<Blank<Line<0, 100>>>,
    ) -> Result<Listing<LoanPage>> {
        check_order(start_date.0.0, end_date.0.0)?;
        let query = LoanQuery {
            status: status_filter.0.0,
            environment_id: environment_id.0.0,
            instructor_id: instructor_id.0.0,
            priority: priority.0.0,
            from: start_date.0.0,
            until: end_date.0.0,
            search: search.0.0.map(String::from),
        };
        let paging = match (page.0.0, per_page.0.0) {
            (None, None) => Paging::ALL,
            _ => Paging::page(page.0, per_page.0, PER_PAGE),
        };
        let (reach, today) = (LoanReach::of(&who), Day(clock::today()));
        let (figures, version) = (self.1.clone(), self.0.db.version());
        let read = self.0.db.read(move |db| {
            let figures = figures.of(db, version, (reach, query.clone()), today)?;
            store::page(db, reach, query, paging, today, figures)
        });
        read.await
    }

    /// Cuántos préstamos hay en cada estado.
    #[oai(path = "/stats", method = "get", operation_id = "loan_stats")]
    async fn stats(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo los de esta bodega.
        environment_id: Query<Blank<Id>>,
    ) -> Result<Answer<LoanCounts>> {
        let query = LoanQuery { environment_id: environment_id.0.0, ..LoanQuery::default() };
        let (reach, today) = (LoanReach::of(&who), Day(clock::today()));
        self.0.db.read(move |db| store::counts(db, reach, query, today)).await.map(Answer)
    }

    /// Qué tiene una bodega para prestar en unos días o por unas horas, y cuánto está libre.
    #[oai(path = "/availability", method = "get", operation_id = "loan_availability")]
    async fn availability(
        &self,
        who: Allow<{ role::BORROWERS }>,
        /// La bodega.
        environment_id: Query<Id>,
        /// Desde este día, incluido.
        start_date: Query<Day>,
        /// Hasta este día, incluido.
        end_date: Query<Day>,
        /// Desde esta hora del primer día, HH:MM.
        start_time: Query<Blank<ClockTime>>,
        /// Hasta esta hora del último día, HH:MM.
        end_time: Query<Blank<ClockTime>>,
        /// Palabras en nombre, placa, marca o modelo.
        search: Query<Blank<Line<0, 100>>>,
    ) -> Result<Answer<Vec<Availability>>> {
        check_order(Some(start_date.0), Some(end_date.0))?;
        let (who, warehouse, search) = (who.clone(), environment_id.0, search.0.0.map(String::from));
        let span = (Span::new(start_date.0, end_date.0, start_time.0.0, end_time.0.0), end_date.0);
        let read =
            self.0.db.read(move |db| reads::availability(db, &who, warehouse, span, search.as_deref()));
        read.await.map(Answer)
    }

    /// Qué tiene una bodega afuera o reservado en unos días, y hasta cuándo.
    #[oai(path = "/calendar", method = "get", operation_id = "loan_calendar")]
    async fn calendar(
        &self,
        who: Allow<{ role::BORROWERS }>,
        /// La bodega.
        environment_id: Query<Id>,
        /// Desde este día, incluido.
        start_date: Query<Day>,
        /// Hasta este día, incluido.
        end_date: Query<Day>,
    ) -> Result<Rows<LoanHold>> {
        check_order(Some(start_date.0), Some(end_date.0))?;
        let (who, warehouse) = (who.clone(), environment_id.0);
        let (from, until) = (start_date.0, end_date.0);
        self.0.db.read(move |db| reads::calendar(db, &who, warehouse, from, until)).await
    }

    /// Un préstamo.
    #[oai(path = "/:id", method = "get", operation_id = "get_loan")]
    async fn get(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El préstamo.
        id: Path<Id>,
    ) -> Result<Answer<Loan>> {
        let (reach, today) = (LoanReach::of(&who), Day(clock::today()));
        self.0.db.read(move |db| store::get_within(db, reach, id.0, today)).await.map(Answer)
    }

    /// Lo que pasó por el mostrador con un préstamo, en orden.
    #[oai(path = "/:id/pieces", method = "get", operation_id = "loan_pieces")]
    async fn pieces(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El préstamo.
        id: Path<Id>,
    ) -> Result<Rows<LoanPiece>> {
        let (reach, today) = (LoanReach::of(&who), Day(clock::today()));
        let read = self.0.db.read(move |db| {
            store::get_within(db, reach, id.0, today)?;
            store::pieces(db, id.0)
        });
        read.await
    }

    /// Lo que el mostrador debe saber de quien pide un préstamo: si está suspendido, qué inducciones le faltan y qué dañó antes.
    #[oai(path = "/:id/borrower", method = "get", operation_id = "loan_borrower")]
    async fn borrower(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El préstamo.
        id: Path<Id>,
    ) -> Result<Answer<LoanBorrower>> {
        let (reach, today) = (LoanReach::of(&who), Day(clock::today()));
        self.0.db.read(move |db| reads::borrower(db, reach, id.0, today)).await.map(Answer)
    }

    /// Pide un préstamo. Cada regla que no se cumple se responde en su propia línea.
    #[oai(path = "/", method = "post", operation_id = "create_loan")]
    async fn create(&self, who: Allow<{ role::BORROWERS }>, new: Body<NewLoan>) -> Result<Created<Loan>> {
        self.0.db.write(&who, move |tx| change::ask(tx, &new.0)).await.map(Created)
    }

    /// Aprueba, rechaza, entrega o recibe un préstamo, o le cambia el último día.
    #[oai(path = "/:id", method = "put", operation_id = "update_loan")]
    async fn update(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El préstamo.
        id: Path<Id>,
        patch: Body<LoanPatch>,
    ) -> Result<Answer<Loan>> {
        self.0.db.write(&who, move |tx| change::edit(tx, id.0, patch.0)).await.map(Answer)
    }

    /// Entrega piezas escaneadas; el préstamo puede entregarse por partes.
    #[oai(path = "/:id/hand-over", method = "post", operation_id = "hand_over_loan")]
    async fn hand_over(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El préstamo.
        id: Path<Id>,
        scanned: Body<HandOver>,
    ) -> Result<Answer<Loan>> {
        self.0.db.write(&who, move |tx| change::desk::hand_over(tx, id.0, &scanned.0)).await.map(Answer)
    }

    /// Recibe piezas escaneadas: en buen estado, gastadas, dañadas o perdidas. Con la última termina el préstamo.
    #[oai(path = "/:id/hand-in", method = "post", operation_id = "hand_in_loan")]
    async fn hand_in(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        /// El préstamo.
        id: Path<Id>,
        scanned: Body<HandIn>,
    ) -> Result<Answer<Loan>> {
        self.0.db.write(&who, move |tx| change::desk::hand_in(tx, id.0, &scanned.0)).await.map(Answer)
    }

    /// Retira una solicitud propia que nadie ha decidido.
    #[oai(path = "/:id", method = "delete", operation_id = "delete_loan")]
    async fn delete(
        &self,
        who: Allow<{ role::BORROWERS }>,
        /// El préstamo.
        id: Path<Id>,
    ) -> Result<Gone> {
        self.0.db.write(&who, move |tx| change::withdraw(tx, id.0)).await.map(|()| Gone)
    }
}
