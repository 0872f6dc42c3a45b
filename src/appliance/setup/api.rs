//! HTTP of the first start: with nothing, with an invented centre, or with a backup. Nothing of it is answered once the gate is
//! open: see [`crate::app`].

use super::model::{
    BackupCheck, BackupUpload, FoundBackup, NewSetup, RestoreOrder, SetupCodeCheck, SetupGreeting, TypedCode,
};
use super::{FirstStart, store};
use crate::appliance::backup::encryption::Passphrase;
use crate::appliance::backup::restore::Unpacked;
use crate::appliance::health::machine::host_name;
use crate::appliance::{Tag, time_zone};
use crate::campus::auth::api::WithCookie;
use crate::campus::auth::model::Session;
use crate::campus::users;
use crate::kit::wire::binary;
use crate::kit::{Answer, Anyone, Body, Code, Created, Error, LocalTime, Message, Reply, Result, clock};
use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::param::Header;
use poem_openapi::registry::MetaRequest;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, OpenApi};
use std::sync::Arc;

const BYTES: &str = "application/octet-stream";

/// The first start under `/api/setup`.
pub struct Api(pub FirstStart);

/// A file as the request's body, not read yet.
struct SentFile {
    body: poem::Body,
    length: Option<u64>,
}

impl<'a> ApiExtractor<'a> for SentFile {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        Some(MetaRequest { description: None, content: vec![binary(BYTES)], required: true })
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        if request.content_type() != Some(BYTES) {
            let sentence = format!("Se espera el archivo de la copia ({BYTES})");
            return Err(Error::With(Code::NotJson, sentence).into());
        }
        let length = request.header(header::CONTENT_LENGTH).and_then(|text| text.parse().ok());
        Ok(Self { body: body.take().unwrap_or_default(), length })
    }
}

#[OpenApi(prefix_path = "/api/setup", tag = "Tag::Server")]
impl Api {
    /// Comprueba el código de configuración. Solo existe hasta que el servidor queda configurado.
    #[oai(path = "/check", method = "post", operation_id = "check_setup_code")]
    async fn check(&self, from: Anyone, asked: Body<SetupCodeCheck>) -> Result<Answer<SetupGreeting>> {
        self.0.guard.check(&from.0, asked.0.code.as_str())?;
        Ok(Answer(SetupGreeting {
            name: host_name().await,
            version: env!("CARGO_PKG_VERSION").into(),
            time_zone: clock::zone().name().into(),
            time_zone_fixed: clock::is_zone_fixed(),
            time_zones: time_zone::rules::offered(),
            clock_is_wrong: clock::is_before_build(clock::now()),
            can_load_demo: self.0.core.db.read(store::is_empty).await?,
            largest_backup: i64::try_from(self.0.uploads.largest().await?).unwrap_or(i64::MAX),
            restore_fault: self.0.guard.gate.fault(),
        }))
    }

    /// Crea el primer administrador general y el centro, y abre su sesión. Solo existe hasta que el servidor queda
    /// configurado.
    #[oai(path = "/", method = "post", operation_id = "set_up")]
    async fn set_up(&self, from: Anyone, new: Body<NewSetup>) -> Result<WithCookie<Created<Session>>> {
        self.0.guard.check(&from.0, new.0.code.as_str())?;
        users::rules::judge_password(new.0.admin.password.reveal(), new.0.admin.email.as_str())?;
        let session = self.0.clone().finish(new.0, Arc::clone(&from.0)).await?;
        Ok(WithCookie::session(session, Created, &from.0))
    }

    /// Recibe el archivo de una copia de seguridad, que queda a la espera media hora. Solo existe hasta que el servidor queda
    /// configurado.
    #[oai(path = "/backup", method = "post", operation_id = "upload_backup")]
    async fn upload(
        &self,
        from: Anyone,
        /// El código que muestra el servidor al arrancar.
        #[oai(name = "X-Setup-Code")]
        code: Header<TypedCode>,
        file: SentFile,
    ) -> Result<Created<BackupUpload>> {
        // Before the first byte of the file is read.
        self.0.guard.check(&from.0, code.0.as_str())?;
        let (upload, size) = self.0.uploads.receive(file.body.into_async_read(), file.length).await?;
        Ok(Created(BackupUpload { upload, size: i64::try_from(size).unwrap_or(i64::MAX) }))
    }

    /// Lee entera la copia recibida, la comprueba y dice qué contiene. No cambia nada. Solo existe hasta que el servidor queda
    /// configurado.
    #[oai(path = "/backup/check", method = "post", operation_id = "check_backup")]
    async fn check_backup(&self, from: Anyone, asked: Body<BackupCheck>) -> Result<Answer<FoundBackup>> {
        self.0.guard.check(&from.0, asked.0.code.as_str())?;
        let passphrase = asked.0.passphrase.map(|typed| Passphrase::typed(typed.reveal()));
        self.0.uploads.check(asked.0.upload, passphrase, found).await.map(Answer)
    }

    /// Pone la copia comprobada en lugar de los datos; lo que había queda guardado. El servidor se detiene un momento y sigue con
    /// ella. Solo existe hasta que el servidor queda configurado.
    #[oai(path = "/restore", method = "post", operation_id = "restore_backup")]
    async fn restore(&self, from: Anyone, order: Body<RestoreOrder>) -> Result<Reply<Message, 202>> {
        self.0.guard.check(&from.0, order.0.code.as_str())?;
        let gate = &self.0.guard.gate;
        // Nobody finishes the set-up in the meantime.
        let _turn = gate.turn().await?;
        if self.0.core.db.read(users::store::has_administrator).await? {
            return Err(Code::AlreadySetUp.into());
        }
        self.0.uploads.choose(order.0.upload, &from.0)?;
        gate.leave();
        let message = Message::new("El servidor restaura la copia y sigue con ella en unos segundos");
        Ok(Reply::first(serde_json::to_string(&message).map_err(Error::internal)?))
    }
}

fn found(unpacked: &Unpacked) -> FoundBackup {
    let manifest = &unpacked.contents.manifest;
    FoundBackup {
        centers: manifest.centers.clone(),
        created_at: LocalTime(manifest.created_at),
        version: manifest.program.clone(),
        size: i64::try_from(unpacked.contents.size).unwrap_or(i64::MAX),
        users: manifest.count("users"),
        environments: manifest.count("environments"),
        items: manifest.count("inventory_items"),
        checks: manifest.count("inventory_checks"),
        photos: manifest.count("photos"),
        audit_entries: manifest.count("audit_logs"),
        doubt: unpacked.doubt.clone(),
    }
}
