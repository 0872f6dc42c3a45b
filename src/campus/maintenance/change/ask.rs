//! Asking for maintenance: by a person, by another resource, or by a plan.

use super::{asking, check_items, check_one_center, named_item};
use crate::campus::inventory::model::Item;
use crate::campus::maintenance::model::sent::{NewMaintenanceRequest, PhotoAddress};
use crate::campus::maintenance::model::{
    MaintenancePriority, MaintenanceRequest, MaintenanceType, NewRequest, RequestDetails,
};
use crate::campus::maintenance::store;
use crate::campus::{environments, photos, users};
use crate::kit::db::{Kind, Priority};
use crate::kit::{CallerTx, Change, Code, Error, Event, Id, Notice, Number, Result, Scope, Tx};

/// How many photos a request has at most.
const MOST_PHOTOS: usize = 10;

/// Asks for maintenance because of what a check or a loan has found, and tells the supervisors of the room, but not who asks.
pub fn ask(tx: &CallerTx<'_>, new: &NewRequest) -> Result<Change<MaintenanceRequest>> {
    store_and_tell(tx, new, &RequestDetails::default(), Some(tx.who.id))
}

/// Asks for maintenance as a person writes it: of an item, wherever it stands, of several, or of a room of their centre.
///
/// # Errors
/// [`Code::MaintenanceWithoutPlace`], [`Code::MaintenanceItemUnknown`], [`Code::EnvironmentUnknown`], too many items, pieces or
/// photos, [`Code::PhotoUnknown`].
pub fn create(tx: &CallerTx<'_>, sent: NewMaintenanceRequest) -> Result<Change<MaintenanceRequest>> {
    let pieces = sent.quantity_affected.0.map_or(1, Number::get);
    let wanted = wanted_items(tx, &sent, pieces)?;
    check_one_center(tx, wanted.iter().map(|(item, _)| item), "pida su mantenimiento en otra solicitud")?;
    let own_room = wanted.iter().find_map(|(item, _)| item.environment_id);
    environments::store::check_room(tx, asking(tx.who), sent.environment_id.0)?;
    let room = own_room.or(sent.environment_id.0);
    if wanted.is_empty() && room.is_none() {
        return Err(Code::MaintenanceWithoutPlace.into());
    }
    let new = NewRequest {
        item_id: wanted.first().map(|(item, _)| item.id),
        environment_id: room,
        check_id: None,
        loan_id: None,
        user_id: tx.who.id,
        title: sent.title.into_string(),
        description: sent.description.into_string(),
        priority: sent.priority.0.unwrap_or(MaintenancePriority::Media),
        quantity_affected: pieces,
    };
    let details = RequestDetails {
        maintenance_type: sent.maintenance_type.0.unwrap_or(MaintenanceType::Corrective),
        items: wanted.iter().map(|(item, pieces)| (item.id, *pieces)).collect(),
        category: sent.category.0.map(String::from),
        location: sent.location.0.map(String::from),
        photos: checked_photos(tx, sent.images_urls.0.as_deref().unwrap_or_default())?,
        plan: None,
    };
    store_and_tell(tx, &new, &details, Some(tx.who.id))
}

/// The items that somebody asks for, with how many pieces of each.
fn wanted_items(tx: &CallerTx<'_>, sent: &NewMaintenanceRequest, pieces: i64) -> Result<Vec<(Item, i64)>> {
    let more = sent.items.0.as_deref().unwrap_or_default();
    let mut wanted: Vec<(Id, i64)> =
        more.iter().map(|item| (item.item_id, item.quantity.0.map_or(1, Number::get))).collect();
    if let Some(id) = sent.item_id.0
        && !wanted.iter().any(|(other, _)| *other == id)
    {
        wanted.insert(0, (id, pieces));
    }
    check_items(wanted.iter().map(|(id, _)| id))?;
    let mut found = Vec::with_capacity(wanted.len());
    for (id, pieces) in wanted {
        // Whoever scans a label may say that it is broken.
        let item = named_item(tx, Scope::Everything, id)?;
        if pieces > item.quantity {
            let there_are = if item.quantity == 1 {
                "es una sola pieza".to_owned()
            } else {
                format!("tiene {} piezas", item.quantity)
            };
            let says = format!("{} ({}) {there_are}", item.name, item.internal_code);
            return Err(Error::With(Code::MaintenanceTooManyPieces, says));
        }
        found.push((item, pieces));
    }
    Ok(found)
}

/// The photos that addresses stand for.
pub(super) fn checked_photos(tx: &Tx<'_>, addresses: &[PhotoAddress]) -> Result<Vec<Id>> {
    if addresses.len() > MOST_PHOTOS {
        return Err(Code::MaintenanceTooManyPhotos.into());
    }
    for address in addresses {
        photos::store::check(tx, address.0)?;
    }
    Ok(addresses.iter().map(|address| address.0).collect())
}

/// Stores a request, and tells the supervisors of its room, but not who asks.
pub(super) fn store_and_tell(
    tx: &Tx<'_>,
    new: &NewRequest,
    details: &RequestDetails,
    by: Option<Id>,
) -> Result<Change<MaintenanceRequest>> {
    let request = store::get(tx, store::insert(tx, new, details)?)?;
    let found = if request.check_id.is_some() { " por una verificación" } else { "" };
    let event = Event::create("maintenance_request", request.id)
        .describe(format!("Mantenimiento solicitado{found}: {}", request.title))
        .after(&request);
    let message = format!(
        "Se ha creado una nueva solicitud de mantenimiento: {}. Prioridad: {}",
        request.title,
        request.priority.spanish()
    );
    let supervisors =
        request.environment_id.map(|room| users::store::supervisors_of(tx, room)).transpose()?;
    let link = link(&request);
    let urgency = urgency(&request);
    let others = supervisors.into_iter().flatten().filter(|person| Some(*person) != by);
    let notices = others.map(|person| {
        Notice::new(person, Kind::MaintenanceRequest, "Nueva Solicitud de Mantenimiento", message.clone())
            .priority(urgency)
            .leads_to(link.clone())
    });
    Ok(Change::new(request, event).tell(notices))
}

/// The page of a request. The app takes the request's id from behind the word `maintenance` (contract b.8, D34).
pub(super) fn link(request: &MaintenanceRequest) -> String {
    format!("/maintenance/{}", request.id)
}

/// What can't wait is told as such.
pub(super) fn urgency(request: &MaintenanceRequest) -> Priority {
    if request.priority.is_urgent() { Priority::High } else { Priority::Medium }
}
