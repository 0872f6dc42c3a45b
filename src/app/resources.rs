//! Everything that the server answers for: the list of its APIs.

use super::Parts;
use crate::appliance::{backup, health, setup, time_zone, tls};
use crate::campus::auth::{self, Throttle};
use crate::campus::{
    alerts, audit, centers, checks, environments, inventory, maintenance, notifications, photos, qr,
    schedules, users,
};
use crate::kit::access::Hasher;
use poem_openapi::{OpenApi, OpenApiService};
use std::sync::Arc;

/// All APIs, without their middleware.
pub fn service(parts: &Parts) -> OpenApiService<impl OpenApi + 'static, ()> {
    let Parts { db, keys, machine, .. } = parts;
    let hasher = Hasher::default();
    let door = setup::api::Door { throttle: Throttle::default(), gate: parts.gate.clone() };
    let apis = (
        (
            auth::api::Api {
                db: db.clone(),
                keys: Arc::clone(keys),
                hasher: hasher.clone(),
                throttle: Throttle::default(),
            },
            users::api::Api { db: db.clone(), hasher: hasher.clone() },
            setup::api::Api {
                db: db.clone(),
                keys: Arc::clone(keys),
                hasher,
                door: door.clone(),
                uploads: parts.uploads.clone(),
            },
            setup::api::restore::RestoreApi { db: db.clone(), door, uploads: parts.uploads.clone() },
        ),
        (
            centers::api::Api { db: db.clone() },
            centers::api::logo::LogoApi { db: db.clone() },
            environments::api::Api { db: db.clone() },
        ),
        (
            inventory::api::Api { db: db.clone() },
            inventory::api::rooms::RoomItemsApi { db: db.clone() },
            schedules::api::Api { db: db.clone() },
            qr::api::Api::new(db.clone(), Arc::clone(keys)),
        ),
        (
            checks::api::Api { db: db.clone() },
            checks::api::items::ItemApi { db: db.clone() },
            checks::api::findings::FindingApi { db: db.clone() },
            checks::api::reviews::ReviewApi { db: db.clone() },
        ),
        (
            notifications::api::Api::new(db.clone()),
            alerts::api::Api { db: db.clone() },
            maintenance::api::Api { db: db.clone() },
            photos::api::Api::new(db.clone()),
        ),
        (audit::api::Api { db: db.clone(), keys: Arc::clone(keys) }, audit::api::BareApi { db: db.clone() }),
        (
            health::api::Api { db: db.clone(), machine: machine.clone() },
            health::api::LogApi { db: db.clone() },
            backup::api::Api { backups: parts.backups.clone() },
            tls::api::Api {
                state: machine.tls().clone(),
                discovery: machine.discovery().clone(),
                listening: machine.listening().clone(),
            },
            time_zone::api::Api { db: db.clone() },
        ),
    );
    OpenApiService::new(apis, "Inventario", env!("CARGO_PKG_VERSION")).description(
        "El inventario de un centro de formación: ambientes, equipos, horarios, verificaciones diarias, \
         avisos, códigos QR y auditoría.",
    )
}
