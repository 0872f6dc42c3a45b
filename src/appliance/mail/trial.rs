//! The test letter, by which a general administrator sees whether mail works.

use super::change;
use super::compose::{Sheet, seal};
use super::model::MailSettings;
use super::postman::Postman;
use super::smtp::{self, Outcome};
use crate::kit::{Code, Error, Id, Message, Origin, Result, clock, settings};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::timeout;

const SUBJECT: &str = "Correo de prueba del inventario";
const TEXT: &str = "Si lee esto, el inventario puede enviar correos. La eñe y las tildes llegan bien: ñandú, acción, pingüino.\n";

impl Postman {
    /// Sends a letter to a name and address now, with the settings that are kept, whether mail is on or not; then what waits is tried too.
    ///
    /// # Errors
    /// [`Code::MailNotConfigured`]; [`Code::MailTestFailed`], after `patience` at the latest, with what the server said.
    pub async fn test(&self, who: &Arc<Origin>, to: (&str, &str), patience: Duration) -> Result<Message> {
        let read = |db: &_| Ok((settings::of::<MailSettings>(db)?, MailSettings::password(db)?));
        let (settings, password) = self.db.read(read).await?;
        if settings.host.is_none() || settings.from_address.is_none() {
            return Err(Code::MailNotConfigured.into());
        }
        let sending = send(&settings, password.as_ref().map(|it| it.reveal()), to);
        let late = |_| Err(format!("El servidor de correo no lo recibió en {} segundos", patience.as_secs()));
        timeout(patience, sending).await.unwrap_or_else(late).map_err(|why| {
            Error::With(Code::MailTestFailed, format!("El correo de prueba no salió. {why}"))
        })?;
        self.try_now();
        let address = to.1.to_owned();
        self.db.write(who, move |_| Ok(change::tested(&address))).await?;
        Ok(Message::new(format!("El correo de prueba salió para {}", to.1)))
    }
}

/// Sends it; or why not, as a Spanish sentence.
async fn send(settings: &MailSettings, password: Option<&str>, to: (&str, &str)) -> Result<(), String> {
    let sheet = Sheet { id: Id::new().to_string(), to, subject: SUBJECT, text: TEXT, at: clock::now() };
    let sealed = seal(settings, &sheet).map_err(|error| error.to_string())?;
    let mut conversation = smtp::open(settings, password).await?;
    match conversation.deliver(&sealed.from, &sealed.to, &sealed.bytes).await {
        Outcome::Sent => conversation.close().await,
        Outcome::Refused(why) | Outcome::Later(why) | Outcome::Cut(why) | Outcome::Lost(why) => {
            return Err(why);
        }
    }
    Ok(())
}
