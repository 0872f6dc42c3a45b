//! HTTP of backups.

use super::model::{Backup, BackupSettings, BackupSettingsPatch, BackupStatus, Reason};
use super::{Backups, store};
use crate::appliance::Tag;
use crate::kit::wire::{File, file_kind};
use crate::kit::{
    Actor, Allow, Answer, Body, Code, Error, Id, Limit, Paging, Removal, Reply, Result, Rows, Skip, role,
};
use poem::Body as Bytes;
use poem::http::header;
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use std::sync::Arc;
use std::time::Duration;

// A tar, or what no type is registered for: an encrypted one.
file_kind!(BackupFile, "application/octet-stream", "La copia de seguridad");

/// How long whoever asks for a backup waits for it. A large one goes on, and the status tells how far it is.
const PATIENCE: Duration = Duration::from_secs(20);

/// The backups under `/api/backups`, and their plan at `/api/settings/backup`.
pub struct Api(pub Backups);

#[OpenApi(prefix_path = "/api", tag = "Tag::Server")]
impl Api {
    /// Lista las copias de seguridad, la más reciente primero.
    #[oai(path = "/backups", method = "get", operation_id = "list_backups")]
    async fn list(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Cuántas como máximo.
        limit: Query<Limit>,
        /// Cuántas saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<Backup>> {
        let paging = Paging::rows(limit.0, skip.0);
        self.0.db.read(move |db| store::list(db, paging)).await
    }

    /// Dice cómo están las copias: si se está haciendo una, la última buena, el espacio y las advertencias.
    #[oai(path = "/backups/status", method = "get", operation_id = "get_backup_status")]
    async fn status(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<BackupStatus>> {
        self.0.status().await.map(Answer)
    }

    /// Hace una copia de seguridad ahora. Si tarda, responde mientras sigue: el estado dice cuánto va.
    #[oai(path = "/backups", method = "post", operation_id = "create_backup")]
    async fn create(&self, who: Allow<{ role::GENERAL }>) -> Result<Reply<BackupStatus, 202>> {
        let (backups, origin) = (self.0.clone(), Arc::clone(who.origin()));
        // Goes on when nobody waits for it any more.
        let task = tokio::spawn(async move { backups.take(Reason::Manual, &origin).await });
        if let Ok(done) = tokio::time::timeout(PATIENCE, task).await {
            done??;
        }
        let status = self.0.status().await?;
        Ok(Reply::first(serde_json::to_string(&status).map_err(Error::internal)?))
    }

    /// Descarga una copia de seguridad: contiene todo, también las claves. Si no está cifrada, guárdela donde nadie más la lea.
    #[oai(path = "/backups/:id/download", method = "get", operation_id = "download_backup")]
    async fn download(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// La copia.
        id: Path<Id>,
    ) -> Result<File<BackupFile>> {
        let backup = self.0.db.read(move |db| store::get(db, id.0)).await?;
        let path = self.0.own_file(&backup)?;
        let file = tokio::fs::File::open(&path).await.map_err(gone)?;
        let size = file.metadata().await?.len();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        // As it is read.
        Ok(File::new(Bytes::from_async_read(file))
            .named(name)
            .with(header::CONTENT_LENGTH, &size.to_string())
            .with(header::CACHE_CONTROL, "no-store"))
    }

    /// Elimina una copia de seguridad y su archivo; si está en otra carpeta, el archivo se queda.
    #[oai(path = "/backups/:id", method = "delete", operation_id = "delete_backup")]
    async fn delete(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// La copia.
        id: Path<Id>,
    ) -> Result<Answer<Removal>> {
        self.0.remove(&who, id.0).await.map(Answer)
    }

    /// El plan de copias: a qué hora, cuántas se guardan y dónde más.
    #[oai(path = "/settings/backup", method = "get", operation_id = "get_backup_settings")]
    async fn settings(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<BackupSettings>> {
        self.0.db.read(store::settings).await.map(Answer)
    }

    /// Cambia el plan de copias.
    #[oai(path = "/settings/backup", method = "put", operation_id = "update_backup_settings")]
    async fn set_settings(
        &self,
        who: Allow<{ role::GENERAL }>,
        patch: Body<BackupSettingsPatch>,
    ) -> Result<Answer<BackupSettings>> {
        self.0.edit_settings(&who, patch.0).await.map(Answer)
    }
}

fn gone(error: std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound { Code::BackupNotFound.into() } else { error.into() }
}
