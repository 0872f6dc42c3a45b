//! HTTP of the first start. Nothing of it is answered once the gate is open: see [`crate::app`].

use super::model::{NewSetup, SetupCodeCheck, SetupGreeting};
use super::{CodeGuard, DemoFill, Uploads, finish, rules, store};
use crate::appliance::health::machine::host_name;
use crate::appliance::{Tag, time_zone};
use crate::campus::auth::api::WithCookie;
use crate::campus::auth::model::Session;
use crate::kit::{Answer, Anyone, Body, Core, Created, Result, clock};
use poem_openapi::OpenApi;
use std::sync::Arc;

pub mod restore;

/// The first start under `/api/setup`.
pub struct Api {
    /// What every resource stands on.
    pub core: Core,
    /// Who may go on.
    pub guard: CodeGuard,
    /// A backup that somebody sends instead.
    pub uploads: Uploads,
    /// An invented centre, for who wants to try first.
    pub demo: DemoFill,
}

#[OpenApi(prefix_path = "/api/setup", tag = "Tag::Server")]
impl Api {
    /// Comprueba el código de configuración. Solo existe hasta que el servidor queda configurado.
    #[oai(path = "/check", method = "post", operation_id = "check_setup_code")]
    async fn check(&self, from: Anyone, asked: Body<SetupCodeCheck>) -> Result<Answer<SetupGreeting>> {
        self.guard.check(&from.0, asked.0.code.as_str())?;
        Ok(Answer(SetupGreeting {
            name: host_name().await,
            version: env!("CARGO_PKG_VERSION").into(),
            time_zone: clock::zone().name().into(),
            time_zone_fixed: clock::is_zone_fixed(),
            time_zones: time_zone::rules::offered(),
            can_load_demo: self.core.db.read(store::is_empty).await?,
            largest_backup: i64::try_from(self.uploads.largest().await?).unwrap_or(i64::MAX),
            restore_fault: self.guard.gate.fault(),
        }))
    }

    /// Crea el primer administrador general y el centro, y abre su sesión. Solo existe hasta que el servidor queda
    /// configurado.
    #[oai(path = "/", method = "post", operation_id = "set_up")]
    async fn set_up(&self, from: Anyone, new: Body<NewSetup>) -> Result<WithCookie<Created<Session>>> {
        self.guard.check(&from.0, new.0.code.as_str())?;
        rules::judge_password(new.0.admin.password.reveal(), new.0.admin.email.as_str())?;
        let finishing = finish::Finishing {
            core: self.core.clone(),
            gate: self.guard.gate.clone(),
            uploads: self.uploads.clone(),
            demo: self.demo,
            origin: Arc::clone(&from.0),
        };
        finishing.finish(new.0).await.map(|session| WithCookie::session(session, Created, &from.0))
    }
}
