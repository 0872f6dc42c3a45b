//! HTTP of the third way to begin: with a backup.

use crate::appliance::Tag;
use crate::appliance::backup::encryption::Passphrase;
use crate::appliance::backup::restore::Unpacked;
use crate::appliance::setup::FirstStart;
use crate::appliance::setup::model::{BackupCheck, BackupUpload, FoundBackup, RestoreOrder, TypedCode};
use crate::campus::users;
use crate::kit::wire::binary;
use crate::kit::{Answer, Anyone, Body, Code, Created, Error, LocalTime, Message, Reply, Result};
use poem::http::header;
use poem::{Request, RequestBody};
use poem_openapi::param::Header;
use poem_openapi::registry::MetaRequest;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions, OpenApi};

const BYTES: &str = "application/octet-stream";

/// The restore of the first start under `/api/setup`.
pub struct RestoreApi(pub FirstStart);

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
impl RestoreApi {
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
    async fn check(&self, from: Anyone, asked: Body<BackupCheck>) -> Result<Answer<FoundBackup>> {
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
