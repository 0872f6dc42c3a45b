//! HTTP of system alerts.

use super::model::{AlertPatch, AlertQuery, NewSystemAlert, Severity, SystemAlert};
use super::{change, store};
use crate::kit::db::{AlertKind, kind};
use crate::kit::page::period;
use crate::kit::{
    Allow, Answer, Blank, Body, Core, Created, Day, Id, Limit, Paging, Result, Rows, Skip, role, tag,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};

tag! {
    /// Alertas del sistema.
    Alerts
}

/// The alerts under `/api/system-alerts`.
pub struct Api(pub Core);

#[OpenApi(prefix_path = "/api/system-alerts", tag = "Tag::Alerts")]
impl Api {
    /// Lista las alertas de los ambientes a su cargo, de la más reciente a la más antigua.
    #[oai(path = "/", method = "get", operation_id = "list_system_alerts")]
    async fn list(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// Resueltas (true) o abiertas (false).
        is_resolved: Query<Blank<bool>>,
        /// Solo las que tratan de esto.
        #[oai(name = "type")]
        about: Query<Blank<AlertKind>>,
        /// Solo las de esta gravedad.
        severity: Query<Blank<Severity>>,
        /// Solo las de este ambiente.
        environment_id: Query<Blank<Id>>,
        /// Creadas desde este día, incluido.
        start_date: Query<Blank<Day>>,
        /// Creadas hasta este día, incluido.
        end_date: Query<Blank<Day>>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<SystemAlert>> {
        if let Some(about) = about.0.value() {
            kind::check(about, &self.0.alert_kinds, "El parámetro «type»")?;
        }
        let (from, until) = period(start_date.0, end_date.0)?;
        let query = AlertQuery {
            is_resolved: is_resolved.0.0,
            kind: about.0.0,
            severity: severity.0.0,
            environment_id: environment_id.0.0,
            from,
            until,
        };
        let (scope, paging) = (who.keeping(), Paging::rows(limit.0, skip.0));
        self.0.db.read(move |db| store::list(scope, query).rows(db, paging)).await
    }

    /// Levanta una alerta a mano, y avisa a quienes quieren saber de las de su clase.
    #[oai(path = "/", method = "post", operation_id = "create_system_alert")]
    async fn create(
        &self,
        who: Allow<{ role::ADMINISTRATORS }>,
        new: Body<NewSystemAlert>,
    ) -> Result<Created<SystemAlert>> {
        kind::check(&new.0.kind, &self.0.alert_kinds, "El campo «type»")?;
        self.0.db.write(&who, move |tx| change::create(tx, &new.0)).await.map(Created)
    }

    /// Resuelve una alerta, o la abre otra vez. La que se resuelve mientras su causa sigue no vuelve, salvo que empeore o que la causa
    /// desaparezca y vuelva.
    #[oai(path = "/:id", method = "put", operation_id = "update_system_alert")]
    async fn update(
        &self,
        who: Allow<{ role::KEEPERS }>,
        /// La alerta.
        id: Path<Id>,
        patch: Body<AlertPatch>,
    ) -> Result<Answer<SystemAlert>> {
        self.0.db.write(&who, move |tx| change::resolve(tx, id.0, &patch.0)).await.map(Answer)
    }
}
