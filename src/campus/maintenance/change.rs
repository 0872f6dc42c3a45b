//! What a write does to a request for maintenance.

use super::model::{MaintenanceRequest, NewRequest};
use super::store;
use crate::campus::users;
use crate::kit::db::Kind;
use crate::kit::{CallerTx, Change, Event, Notice, Result};

/// Asks for maintenance, and tells the supervisors of the room, but not who asks.
pub fn ask(tx: &CallerTx<'_>, new: &NewRequest) -> Result<Change<MaintenanceRequest>> {
    let request = store::get(tx, store::insert(tx, new)?)?;
    let found = if request.check_id.is_some() { " por una verificación" } else { "" };
    let event = Event::create("maintenance_request", request.id)
        .describe(format!("Mantenimiento solicitado{found}: {}", request.title))
        .after(&request);
    let message = format!(
        "Se ha creado una nueva solicitud de mantenimiento: {}. Prioridad: {}",
        request.title, request.priority
    );
    let supervisors =
        request.environment_id.map(|room| users::store::supervisors_of(tx, room)).transpose()?;
    let link = format!("/maintenance/{}", request.id);
    let others = supervisors.into_iter().flatten().filter(|person| *person != tx.who.id);
    let notices = others.map(|person| {
        Notice::new(person, Kind::MaintenanceRequest, "Nueva Solicitud de Mantenimiento", message.clone())
            .leads_to(link.clone())
    });
    Ok(Change::new(request, event).tell(notices))
}
