//! HTTP of the audit.

use super::model::{
    AuditChain, AuditCleanup, AuditEntry, AuditPage, AuditQuery, AuditStats, PlainAuditEntry, UserActivity,
};
use super::{change, reads, rules, store};
use crate::kit::page::{PageNumber, PerPage, period};
use crate::kit::{
    Allow, Answer, Blank, Code, Core, Day, Db, Id, Limit, Line, Number, Paging, Result, Rows, Skip, clock,
    role, tag,
};
use chrono::TimeDelta;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Auditoría: quién hizo qué.
    Audit
}

/// Entries of a page when nobody says how many.
const PER_PAGE: i64 = 20;

type Search = Blank<Line<0, 100>>;
type Days = Blank<Number<1, 365>>;

fn since(days: Days) -> chrono::DateTime<chrono::Utc> {
    clock::now() - TimeDelta::days(days.0.map_or(30, Number::get))
}

/// The audit under `/api/audit-logs`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/audit-logs", tag = "Tag::Audit")]
impl Api {
    /// Lista la auditoría por páginas, del más reciente al más antiguo.
    #[oai(path = "/", method = "get", operation_id = "list_audit_logs")]
    async fn list(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Número de página, desde 1.
        page: Query<PageNumber>,
        /// Registros por página, hasta 100; 20 si no se indica.
        per_page: Query<PerPage>,
        /// Acción, con los nombres de la aplicación (INVENTORY_CREATE) o los guardados (CREATE_INVENTORY_ITEM).
        action_filter: Query<Search>,
        /// Solo lo que hizo esta persona.
        user_id: Query<Blank<Id>>,
        /// Solo esta clase de dato.
        entity_type: Query<Search>,
        /// Desde este día, incluido.
        start_date: Query<Blank<Day>>,
        /// Hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Palabras en la persona, la acción o la descripción.
        search: Query<Search>,
    ) -> Result<Answer<AuditPage>> {
        let (from, until) = period(start_date.0, end_date.0)?;
        let per_page_count = per_page.0.0.map_or(PER_PAGE, Number::get);
        let paging = Paging::page(page.0, per_page.0, PER_PAGE);
        let query = AuditQuery {
            action: action_filter.0.0.map(|asked| rules::action_filter(&self.0.entities, asked.as_str())),
            user_id: user_id.0.0,
            entity_type: entity_type.0.0.map(String::from),
            from,
            until,
            search: search.0.0.map(String::from),
        };
        self.0.db.read(move |db| store::page(db, query, paging, per_page_count)).await.map(Answer)
    }

    /// Estadística de los últimos días.
    #[oai(path = "/stats", method = "get", operation_id = "get_audit_stats")]
    async fn stats(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Cuántos días, de 1 a 365; 30 si no se indica.
        days: Query<Days>,
    ) -> Result<Answer<AuditStats>> {
        self.0.db.read(move |db| store::stats(db, since(days.0))).await.map(Answer)
    }

    /// Lista plana para reportes, del más reciente al más antiguo.
    #[oai(path = "/export", method = "get", operation_id = "export_audit_logs")]
    async fn export(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Desde este día, incluido.
        start_date: Query<Blank<Day>>,
        /// Hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Cuántos registros como máximo.
        limit: Query<Limit>,
        /// Cuántos registros saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<PlainAuditEntry>> {
        plain(&self.0.db, start_date.0, end_date.0, Paging::rows(limit.0, skip.0)).await
    }

    /// Un registro.
    #[oai(path = "/:id", method = "get", operation_id = "get_audit_log")]
    async fn get(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// El registro.
        id: Path<Id>,
    ) -> Result<Answer<AuditEntry>> {
        let entry = self.0.db.read(move |db| store::get(db, id.0)).await?;
        Ok(Answer(entry.ok_or(Code::AuditNotFound)?))
    }

    /// Lo que hizo una persona.
    #[oai(path = "/user/:id/activity", method = "get", operation_id = "get_user_activity")]
    async fn activity(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// La persona.
        id: Path<Id>,
        /// Cuántos días, de 1 a 365; 30 si no se indica.
        days: Query<Days>,
    ) -> Result<Answer<UserActivity>> {
        self.0.db.read(move |db| store::activity(db, id.0, since(days.0))).await.map(Answer)
    }

    /// Todo lo que le pasó a un dato, del más reciente al más antiguo.
    #[oai(path = "/entity/:kind/:id/trail", method = "get", operation_id = "get_entity_trail")]
    async fn trail(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Clase de dato: inventory_item, user, environment…
        kind: Path<Line<1, 50>>,
        /// El dato.
        id: Path<Id>,
        /// Cuántos registros como máximo.
        limit: Query<Limit>,
        /// Cuántos registros saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<AuditEntry>> {
        let paging = Paging::rows(limit.0, skip.0);
        self.0.db.read(move |db| store::trail(db, kind.0.as_str(), id.0, paging)).await
    }

    /// Comprueba la cadena: que ningún registro fue cambiado, quitado ni agregado. Con un sello que se anotó antes comprueba además
    /// que sigue siendo la misma.
    #[oai(path = "/verify", method = "get", operation_id = "verify_audit_logs")]
    async fn verify(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// El número de registro que se anotó.
        number: Query<Blank<Number<0, 1_000_000_000>>>,
        /// El sello que se anotó con ese número; sus espacios y guiones no cuentan.
        seal: Query<Blank<Line<1, 100>>>,
    ) -> Result<Answer<AuditChain>> {
        let noted = rules::noted(number.0.0.map(Number::get), seal.0.0.as_ref().map(Line::as_str))?;
        let key = self.0.db.chain_key().clone();
        self.0.db.read(move |db| reads::verify(db, &key, noted.as_ref())).await.map(Answer)
    }

    /// Elimina los registros más antiguos que el plazo. La limpieza misma queda registrada.
    #[oai(path = "/cleanup", method = "delete", operation_id = "clean_up_audit_logs")]
    async fn clean_up(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// Cuántos días conservar, de 30 a 365; los de la configuración si no se indica.
        days_to_keep: Query<Blank<Number<30, 365>>>,
    ) -> Result<Answer<AuditCleanup>> {
        let days = days_to_keep.0.0.map(Number::get);
        self.0.db.write(&who, move |tx| change::clean_up(tx, days)).await.map(Answer)
    }
}

async fn plain(db: &Db, start: Blank<Day>, end: Blank<Day>, paging: Paging) -> Result<Rows<PlainAuditEntry>> {
    let (from, until) = period(start, end)?;
    db.read(move |db| store::plain(db, AuditQuery { from, until, ..AuditQuery::default() }, paging)).await
}

/// The audit at the bare address that the app's reports read (contract D6).
pub struct BareApi(pub Core);

#[OpenApi(tag = "Tag::Audit")]
impl BareApi {
    /// Lista plana de la auditoría, del más reciente al más antiguo.
    #[oai(path = "/audit-logs", method = "get", operation_id = "list_plain_audit_logs")]
    async fn list(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Desde este día, incluido.
        start_date: Query<Blank<Day>>,
        /// Hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Cuántos registros como máximo.
        limit: Query<Limit>,
        /// Cuántos registros saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<PlainAuditEntry>> {
        plain(&self.0.db, start_date.0, end_date.0, Paging::rows(limit.0, skip.0)).await
    }
}
