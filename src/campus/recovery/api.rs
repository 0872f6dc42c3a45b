//! HTTP of recovery.

use super::model::{ForgottenPassword, NewRecoveryCode, Recovered, RecoveredPassword, RecoveryCode};
use super::{change, store};
use crate::campus::auth::Throttle;
use crate::campus::users;
use crate::kit::db::letter;
use crate::kit::random;
use crate::kit::{
    Allow, Answer, Anyone, Body, Code, Core, Created, LocalTime, Message, Result, clock, role, tag,
};
use poem_openapi::OpenApi;

tag! {
    /// Contraseñas olvidadas.
    Recovery
}

/// The way back under `/api/recovery`.
pub struct Api {
    /// What every resource stands on.
    pub core: Core,
    /// Requests and wrong codes.
    pub throttle: Throttle,
}

#[OpenApi(prefix_path = "/api/recovery", tag = "Tag::Recovery")]
impl Api {
    /// Pide por correo un código para una contraseña nueva. Responde lo mismo exista o no la cuenta.
    #[oai(path = "/", method = "post", operation_id = "ask_recovery")]
    async fn ask(&self, from: Anyone, asked: Body<ForgottenPassword>) -> Result<Answer<Message>> {
        let email = asked.0.email.into_string();
        if !self.core.db.read(letter::is_mail_on).await? {
            return Err(Code::RecoveryNotByMail.into());
        }
        self.throttle.recover(&email, from.0.ip)?;
        self.core.db.write(&from, move |tx| change::ask(tx, &email)).await?;
        Ok(Answer(Message::new(
            "Si hay una cuenta activa con ese correo, en unos minutos le llega allí un código. Si no llega, mire en el \
             correo no deseado",
        )))
    }

    /// Pone una contraseña nueva con un código, y cierra todas las sesiones de la cuenta.
    #[oai(path = "/password", method = "post", operation_id = "recover_password")]
    async fn recover(&self, from: Anyone, asked: Body<RecoveredPassword>) -> Result<Answer<Recovered>> {
        let ip = from.0.ip;
        self.throttle.check_code(ip)?;
        let typed = random::typed(asked.0.code.as_str());
        let shown = typed.clone();
        let now = LocalTime(clock::now());
        // Before the password is hashed, which costs something; the change looks once more.
        let Some(holder) = self.core.db.read(move |db| store::holder(db, &shown, now)).await? else {
            self.throttle.wrong_code(ip);
            return Err(Code::RecoveryCodeWrong.into());
        };
        users::rules::judge_password(asked.0.new_password.reveal(), &holder.email)?;
        let hash = self.core.hasher.hash(asked.0.new_password.reveal()).await?;
        let recovered = self.core.db.write(&from, move |tx| change::recover(tx, &typed, &hash)).await?;
        // Who has just tried passwords in vain enters with the new one at once.
        self.throttle.succeeded(&recovered.email, ip);
        Ok(Answer(recovered))
    }

    /// Hace un código de un solo uso para entregar en mano a quien olvidó su contraseña. Solo se muestra esta vez.
    #[oai(path = "/codes", method = "post", operation_id = "create_recovery_code")]
    async fn hand_over(
        &self,
        who: Allow<{ role::GENERAL }>,
        new: Body<NewRecoveryCode>,
    ) -> Result<Created<RecoveryCode>> {
        let id = new.0.user_id;
        self.core.db.write(&who, move |tx| change::hand_over(tx, id)).await.map(Created)
    }
}
