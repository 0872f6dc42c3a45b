//! HTTP of mail.

use super::model::{LetterState, MailSettings, MailStatus, MailTest, OutboxLetter};
use super::postman::Postman;
use super::{change, store};
use crate::appliance::Tag;
use crate::kit::{
    Actor, Allow, Answer, Blank, Body, Code, Core, Id, Limit, LocalTime, Message, Paging, Result, Rows, Skip,
    role, settings,
};
use poem_openapi::OpenApi;
use poem_openapi::param::{Path, Query};
use std::sync::Arc;
use std::time::Duration;

/// How long whoever tries the mail waits for the mail server: less than browsers and proxies do.
const PATIENCE: Duration = Duration::from_secs(30);

/// Mail under `/api/mail`.
pub struct Api {
    /// What every resource stands on.
    pub core: Core,
    /// Who sends.
    pub postman: Postman,
}

#[OpenApi(prefix_path = "/api/mail", tag = "Tag::Server")]
impl Api {
    /// En qué va el correo: si está activo, cuántos correos esperan, y qué lo impide si algo lo impide.
    #[oai(path = "/", method = "get", operation_id = "get_mail_status")]
    async fn status(&self, _who: Allow<{ role::GENERAL }>) -> Result<Answer<MailStatus>> {
        let trouble = self.postman.trouble();
        let status = self.core.db.read(move |db| {
            Ok(MailStatus {
                enabled: settings::of::<MailSettings>(db)?.enabled,
                waiting: store::count(db, LetterState::Waiting)? + store::count(db, LetterState::Sending)?,
                failed: store::count(db, LetterState::Failed)?,
                trouble_since: trouble.as_ref().map(|it| LocalTime(it.since)),
                trouble: trouble.map(|it| it.sentence),
            })
        });
        status.await.map(Answer)
    }

    /// Lista los correos del buzón de salida, del más nuevo al más viejo.
    #[oai(path = "/outbox", method = "get", operation_id = "list_letters")]
    async fn outbox(
        &self,
        _who: Allow<{ role::GENERAL }>,
        /// Solo los que van en esto.
        state: Query<Blank<LetterState>>,
        /// Cuántos como máximo.
        limit: Query<Limit>,
        /// Cuántos saltar.
        skip: Query<Skip>,
    ) -> Result<Rows<OutboxLetter>> {
        let (state, paging) = (state.0.0, Paging::rows(limit.0, skip.0));
        self.core.db.read(move |db| store::list(db, state, paging)).await
    }

    /// Intenta de nuevo un correo que no salió.
    #[oai(path = "/outbox/:id/retry", method = "post", operation_id = "retry_letter")]
    async fn retry(
        &self,
        who: Allow<{ role::GENERAL }>,
        /// El correo.
        id: Path<Id>,
    ) -> Result<Answer<OutboxLetter>> {
        let letter = self.core.db.write(&who, move |tx| change::retry(tx, id.0)).await?;
        self.postman.try_now();
        Ok(Answer(letter))
    }

    /// Envía ya un correo de prueba con la configuración guardada, esté o no activo el correo.
    #[oai(path = "/test", method = "post", operation_id = "send_test_mail")]
    async fn test(&self, who: Allow<{ role::GENERAL }>, asked: Body<MailTest>) -> Result<Answer<Message>> {
        let person = who.origin().identity().cloned().ok_or(Code::UserNotFound)?;
        let to = asked.0.to.0.map_or(person.email, String::from);
        let (postman, origin) = (self.postman.clone(), Arc::clone(who.origin()));
        // It goes on when nobody waits any more: what has left is written down.
        let work = async move { postman.test(&origin, (&person.name, &to), PATIENCE).await };
        tokio::spawn(work).await?.map(Answer)
    }
}
