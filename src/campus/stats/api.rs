//! HTTP of statistics.

use super::model::{
    StatsAdminDashboard, StatsChecks, StatsCompliance, StatsDashboard, StatsLoans, StatsOfRoom, StatsRepairs,
    StatsStock, StatsTrends,
};
use super::rules::{Period, days_until, thirty_days, twelve_months};
use super::store::{LoansAsked, RoomsAsked};
use super::{reads, store};
use crate::campus::inventory::model::Prices;
use crate::campus::loans::model::LoanReach;
use crate::kit::{
    Allow, Answer, Blank, Caller, Core, Day, Id, LocalTime, Number, Result, Role, Scope, clock, role, tag,
};
use chrono::TimeDelta;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Estadísticas.
    Stats
}

/// How many days the trends have when nobody says.
const TREND_DAYS: i64 = 30;

/// The rooms whose figures a caller sees: apprentices and instructors their own, without its centre's warehouses.
fn rooms(who: &Caller, environment_id: Blank<Id>) -> RoomsAsked {
    let scope = match who.role {
        Role::Student | Role::Instructor => who.environment_id.map_or(Scope::Nothing, Scope::Room),
        Role::Supervisor | Role::Admin | Role::AdminGeneral => who.equipment(),
    };
    RoomsAsked { scope, environment_id: environment_id.0 }
}

/// The statistics under `/api/stats`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/stats", tag = "Tag::Stats")]
impl Api {
    /// Cómo están los ambientes que ve quien pregunta: inventario, verificaciones de 30 días, mantenimiento.
    #[oai(path = "/dashboard", method = "get", operation_id = "stats_dashboard")]
    async fn dashboard(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo este ambiente.
        environment_id: Query<Blank<Id>>,
    ) -> Result<Answer<StatsDashboard>> {
        let (rooms, today) = (rooms(&who, environment_id.0), clock::today());
        let period = Period { from: thirty_days(today), until: today };
        self.0.db.read(move |db| store::dashboard(db, rooms, period)).await.map(Answer)
    }

    /// Cómo está todo el servidor: cuentas, equipos, ambientes, lo que está pendiente.
    #[oai(path = "/admin-dashboard", method = "get", operation_id = "stats_admin_dashboard")]
    async fn admin_dashboard(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<StatsAdminDashboard>> {
        let ago = |days| LocalTime(clock::now() - TimeDelta::days(days));
        let (yesterday, month) = (ago(1), ago(30));
        self.0.db.read(move |db| store::admin_dashboard(db, yesterday, month)).await.map(Answer)
    }

    /// En qué etapa están las verificaciones de un periodo, y qué encontraron.
    #[oai(path = "/inventory-checks", method = "get", operation_id = "stats_inventory_checks")]
    async fn inventory_checks(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Primer día; si no se indica, treinta días con el último.
        start_date: Query<Blank<Day>>,
        /// Último día; hoy si no se indica.
        end_date: Query<Blank<Day>>,
    ) -> Result<Answer<StatsChecks>> {
        let rooms = rooms(&who, environment_id.0);
        let period = Period::of(start_date.0.0, end_date.0.0, clock::today(), thirty_days)?;
        self.0.db.read(move |db| store::checks(db, rooms, period)).await.map(Answer)
    }

    /// Qué hay en un ambiente y qué pasó en él en los últimos siete días.
    #[oai(path = "/environment/:id", method = "get", operation_id = "stats_environment")]
    async fn environment(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// El ambiente.
        id: Path<Id>,
    ) -> Result<Answer<StatsOfRoom>> {
        let (rooms, today) = (rooms(&who, Blank(Some(id.0))), clock::today());
        let week = Period { from: days_until(today, 7), until: today };
        self.0.db.read(move |db| reads::of_room(db, rooms, week)).await.map(Answer)
    }

    /// Cuántas verificaciones se empezaron cada día, hasta hoy.
    #[oai(path = "/trends", method = "get", operation_id = "stats_trends")]
    async fn trends(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Solo este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Cuántos días, con hoy; 30 si no se indica.
        days: Query<Blank<Number<1, 365>>>,
    ) -> Result<Answer<StatsTrends>> {
        let (rooms, today) = (rooms(&who, environment_id.0), clock::today());
        let days = days.0.0.map_or(TREND_DAYS, Number::get);
        let period = Period { from: days_until(today, days), until: today };
        self.0.db.read(move |db| reads::trends(db, rooms, period)).await.map(Answer)
    }

    /// Qué hay por ambiente y por clase de equipo, cuánto costó, y su estado a lo largo de un periodo.
    #[oai(path = "/inventory", method = "get", operation_id = "stats_inventory")]
    async fn inventory(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// Solo este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Primer día; si no se indica, doce meses con el último.
        start_date: Query<Blank<Day>>,
        /// Último día; hoy si no se indica.
        end_date: Query<Blank<Day>>,
    ) -> Result<Answer<StatsStock>> {
        let (rooms, today) = (rooms(&who, environment_id.0), clock::today());
        let period = Period::of(start_date.0.0, end_date.0.0, today, twelve_months)?;
        let prices = Prices::of(&who);
        self.0.db.read(move |db| reads::stock(db, rooms, period, Day(today), prices)).await.map(Answer)
    }

    /// Cuántas verificaciones pedía el horario en un periodo y cuántas se hicieron, por ambiente, clase e instructor.
    #[oai(path = "/compliance", method = "get", operation_id = "stats_compliance")]
    async fn compliance(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// Solo este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Primer día; si no se indica, treinta días con el último.
        start_date: Query<Blank<Day>>,
        /// Último día; hoy si no se indica.
        end_date: Query<Blank<Day>>,
    ) -> Result<Answer<StatsCompliance>> {
        let (rooms, now) = (rooms(&who, environment_id.0), LocalTime(clock::now()).wall());
        let period = Period::of(start_date.0.0, end_date.0.0, now.date(), thirty_days)?;
        self.0.db.read(move |db| reads::compliance(db, rooms, period, now)).await.map(Answer)
    }

    /// Qué se dañó en un periodo, cuánto tardó y cuánto costó, por mes, equipo y ambiente.
    ///
    /// Los costos son para supervisores y administradores.
    #[oai(path = "/maintenance", method = "get", operation_id = "stats_maintenance")]
    async fn maintenance(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// Solo este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Primer día; si no se indica, doce meses con el último.
        start_date: Query<Blank<Day>>,
        /// Último día; hoy si no se indica.
        end_date: Query<Blank<Day>>,
    ) -> Result<Answer<StatsRepairs>> {
        let (rooms, today) = (rooms(&who, environment_id.0), clock::today());
        let period = Period::of(start_date.0.0, end_date.0.0, today, twelve_months)?;
        let sees_costs = who.is(role::KEEPERS);
        self.0.db.read(move |db| reads::repairs(db, rooms, period, Day(today), sees_costs)).await.map(Answer)
    }

    /// Qué se presta en un periodo, cuánto y si vuelve a tiempo. Cada quien ve las cifras de los préstamos que puede leer.
    #[oai(path = "/loans", method = "get", operation_id = "stats_loans")]
    async fn loans(
        &self,
        who: Allow<{ role::PLANNERS }>,
        /// Solo esta bodega.
        environment_id: Query<Blank<Id>>,
        /// Primer día; si no se indica, doce meses con el último.
        start_date: Query<Blank<Day>>,
        /// Último día; hoy si no se indica.
        end_date: Query<Blank<Day>>,
    ) -> Result<Answer<StatsLoans>> {
        let asked = LoansAsked { reach: LoanReach::of(&who), environment_id: environment_id.0.0 };
        let today = clock::today();
        let period = Period::of(start_date.0.0, end_date.0.0, today, twelve_months)?;
        self.0.db.read(move |db| reads::loans(db, asked, period, Day(today))).await.map(Answer)
    }
}
