//! HTTP of the first start. Nothing of it is answered once the gate is open: see [`crate::app`].

use super::model::{CodeCheck, FirstAdministrator, Greeting, NewSetup, Start};
use super::{Demo, Gate, Uploads, rules, store};
use crate::appliance::{Tag, time_zone};
use crate::campus::auth::Throttle;
use crate::campus::auth::api::{WithCookie, with_cookie};
use crate::campus::auth::model::Session;
use crate::campus::centers::model::NewCenter;
use crate::campus::users::model::NewUser;
use crate::campus::{auth, centers, users};
use crate::kit::access::{Anyone, Keys, Origin, Role, account};
use crate::kit::clock;
use crate::kit::db::{Change, Event, Tx};
use crate::kit::error::{Code, Result};
use crate::kit::random::{hex, random_bytes};
use crate::kit::resource::Core;
use crate::kit::wire::{Answer, Blank, Body, Id, LocalTime};
use chrono_tz::Tz;
use poem_openapi::OpenApi;
use std::sync::Arc;

pub mod restore;

/// The first start under `/api/setup`.
pub struct Api {
    /// What every resource stands on.
    pub core: Core,
    /// Who may pass.
    pub door: Door,
    /// A backup that somebody sends instead.
    pub uploads: Uploads,
    /// An invented centre, for who wants to try first.
    pub demo: Demo,
}

/// Lets whoever has the code pass. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    /// Wrong codes.
    pub throttle: Throttle,
    /// The gate that the set-up opens.
    pub gate: Gate,
}

impl Door {
    /// Lets whoever has the code pass, and counts those who don't.
    fn check(&self, from: &Origin, typed: &str) -> Result<()> {
        self.gate.pass()?;
        self.throttle.check_code(from.ip)?;
        if self.gate.is_code(typed) {
            return Ok(());
        }
        self.throttle.wrong_code(from.ip);
        Err(Code::WrongSetupCode.into())
    }
}

/// What is hashed before the write: the administrator's password, and one that nobody knows.
struct Hashes {
    admin: String,
    nobody: Option<String>,
}

#[OpenApi(prefix_path = "/api/setup", tag = "Tag::Server")]
impl Api {
    /// Comprueba el código de configuración. Solo existe hasta que el servidor queda configurado.
    #[oai(path = "/check", method = "post", operation_id = "check_setup_code")]
    async fn check(&self, from: Anyone, asked: Body<CodeCheck>) -> Result<Answer<Greeting>> {
        self.door.check(&from.0, asked.0.code.as_str())?;
        Ok(Answer(Greeting {
            name: host_name().await,
            version: env!("CARGO_PKG_VERSION").into(),
            time_zone: clock::zone().name().into(),
            time_zone_fixed: clock::is_zone_fixed(),
            time_zones: time_zone::rules::offered(),
            can_load_demo: self.core.db.read(store::is_empty).await?,
            largest_backup: i64::try_from(self.uploads.largest().await?).unwrap_or(i64::MAX),
            restore_fault: self.door.gate.fault(),
        }))
    }

    /// Crea el primer administrador general y el centro, y abre su sesión. Solo existe hasta que el servidor queda
    /// configurado.
    #[oai(path = "/", method = "post", operation_id = "set_up")]
    async fn set_up(&self, from: Anyone, new: Body<NewSetup>) -> Result<WithCookie<Session, 201>> {
        let NewSetup { code, admin, center, time_zone, start } = new.0;
        self.door.check(&from.0, code.as_str())?;
        rules::judge_password(admin.password.reveal(), admin.email.as_str())?;
        let hashes = Hashes {
            admin: self.core.hasher.hash(admin.password.reveal()).await?,
            nobody: match start {
                Start::Empty => None,
                Start::Demo => Some(self.core.hasher.hash(&hex(&random_bytes())).await?),
            },
        };
        let (keys, demo) = (Arc::clone(&self.core.keys), self.demo);
        let zone = time_zone.0.map(|zone| zone.0).filter(|_| !clock::is_zone_fixed());
        let (db, gate, uploads) = (self.core.db.clone(), self.door.gate.clone(), self.uploads.clone());
        let origin = Arc::clone(&from.0);
        // Goes on when nobody waits any more: what was made is in force in any case.
        let finish = async move {
            let _turn = gate.turn().await?;
            // Before the write: the days and hours of the demo, and what the audit shows of it, are the building's.
            if let Some(zone) = zone {
                clock::set_zone(zone);
            }
            let made =
                db.write(&origin, move |tx| make(tx, &keys, admin, (center, zone), &hashes, demo)).await;
            // The one from before, if nothing was written.
            if zone.is_some()
                && let Err(error) = time_zone::take_up(&db).await
            {
                tracing::warn!(%error, "the time zone could not be read again");
            }
            if made.is_ok() {
                gate.open();
                uploads.forget().await;
                tracing::info!("the server is set up");
            }
            made
        };
        let made = tokio::spawn(finish).await?;
        made.map(|session| with_cookie(session, &from.0))
    }
}

/// Makes everything, or nothing.
fn make(
    tx: &Tx<'_>,
    keys: &Keys,
    admin: FirstAdministrator,
    (center, zone): (NewCenter, Option<Tz>),
    hashes: &Hashes,
    demo: Demo,
) -> Result<Change<Session>> {
    // The writer takes one after the other: of two who finish at once the second finds the first one's work.
    if users::store::has_administrator(tx)? {
        return Err(Code::AlreadySetUp.into());
    }
    if hashes.nobody.is_some() && !store::is_empty(tx)? {
        return Err(Code::DemoNotEmpty.into());
    }
    let new = NewUser {
        email: admin.email,
        password: admin.password,
        first_name: admin.first_name,
        last_name: admin.last_name,
        role: Role::AdminGeneral,
        phone: Blank(None),
        program: Blank(None),
        ficha: Blank(None),
        environment_id: Blank(None),
    };
    let zone = zone.map_or_else(|| Ok(Change::unaudited(())), |zone| time_zone::api::keep(tx, zone))?;
    let change = centers::change::add(tx, center)?.join(users::change::add(tx, new, &hashes.admin)?);
    let change = change.join(zone).map(|(made, ())| made);
    let (center, user) = change.value();
    let begun = match &hashes.nobody {
        None => "sin datos",
        Some(hash) => {
            (demo.0)(tx, center, hash.clone())?;
            "con el centro de demostración"
        }
    };
    users::store::touch_login(tx, user.id, LocalTime(tx.now))?;
    let account = account::account(tx, user.id)?.ok_or(Code::UserNotFound)?;
    tx.origin.identify(account.identity());
    let session = auth::change::open(tx, keys, &account, Id::new())?;
    let event = Event::named("SETUP", "setup", Some(user.id))
        .status(201)
        .describe(format!("Primer inicio: {} y {}, {begun}", center.name, user.name));
    Ok(change.map(|_| session).and(event))
}

/// What the machine is called, so that a technician with several boxes sees which one answers.
async fn host_name() -> String {
    // Not from /proc: the unit hides all but the processes there.
    let name = tokio::fs::read_to_string("/etc/hostname").await.unwrap_or_default();
    let name = name.trim();
    if name.is_empty() { "inventario".to_owned() } else { name.to_owned() }
}
