//! HTTP of sign-in and of the caller's own account.

mod cookie;

use self::cookie::MaybeRefresh;
pub(crate) use self::cookie::WithCookie;
use super::Throttle;
use super::model::{
    AccessSettings, Credentials, Door, PasswordChange, PasswordChanged, ProfilePatch, Registration, Session,
};
use super::sources::Source;
use super::unwritten::{Owner, Unwritten};
use super::{change, rules, store};
use crate::campus::users;
use crate::campus::users::model::User;
use crate::kit::access::{AtOnce, account};
use crate::kit::db::{By, Obstacle, letter};
use crate::kit::{
    Actor, Allow, Answer, Anyone, Body, Code, Core, Created, Error, Message, Result, clock, role, settings,
    tag,
};
use poem_openapi::OpenApi;
use std::sync::Arc;

tag! {
    /// Inicio de sesión y cuenta propia.
    Auth
}

/// The accounts' door under `/api/auth`.
pub struct Api {
    /// What every resource stands on.
    pub core: Core,
    /// Failed sign-ins.
    pub throttle: Throttle,
    /// Sessions that could not be stored.
    pub unwritten: Unwritten,
}

#[OpenApi(prefix_path = "/api/auth", tag = "Tag::Auth")]
impl Api {
    /// Inicia sesión.
    #[oai(path = "/login", method = "post", operation_id = "log_in")]
    async fn log_in(
        &self,
        from: Anyone,
        credentials: Body<Credentials>,
    ) -> Result<WithCookie<Answer<Session>>> {
        let email = credentials.0.email.as_str().to_lowercase();
        let ip = from.0.ip;
        let (wanted, address) = (email.clone(), self.throttle.address(ip));
        let here = address.clone();
        let find = move |db: &_| store::seen_at(db, account::account_by_email(db, &wanted)?, here.as_deref());
        let (account, is_known) = self.core.db.read(find).await?;
        self.throttle.check(&email, ip, is_known)?;
        if let Some(account) = &account {
            from.0.identify(account.identity());
        }
        let stored = account.as_ref().map(|account| account.password_hash.clone());
        let fits = self.core.hasher.verify(credentials.0.password.reveal(), stored).await?;
        // Once more: guesses that were sent all at once have failed in the meantime.
        self.throttle.check(&email, ip, is_known)?;
        let Some(account) = account.filter(|_| fits) else {
            self.throttle.failed(&email, ip);
            return Err(Code::BadCredentials.into());
        };
        if !account.is_active {
            return Err(Code::AccountInactive.into());
        }
        self.throttle.succeeded(&email, ip);
        let keys = Arc::clone(&self.core.keys);
        let source = Source::of(&from.0, self.throttle.is_in_building(ip));
        let (known, signing) = (account.clone(), Arc::clone(&keys));
        let log_in = move |tx: &By<'_, ()>| change::log_in(tx, &signing, &known, &source, address.as_deref());
        let session = match self.core.db.write(&from, log_in).await {
            Err(error) if is_readable(&error) => {
                let owner = Owner { id: account.id, token_version: account.token_version };
                let token = self.unwritten.open(owner);
                let open = move |db: &_| change::open_unwritten(db, &keys, &account, token, clock::now());
                self.core.db.read(open).await?
            }
            written => written?,
        };
        Ok(WithCookie::session(session, Answer, &from.0))
    }

    /// Lo que se muestra antes de entrar: quién puede crear su cuenta, a quién acudir y cómo se recupera la contraseña.
    #[oai(path = "/door", method = "get", operation_id = "get_door")]
    async fn door(&self, _from: Anyone) -> Result<Answer<Door>> {
        let door = |db: &_| Ok(Door::of(settings::of::<AccessSettings>(db)?, letter::is_mail_on(db)?));
        self.core.db.read(door).await.map(Answer)
    }

    /// Pide una cuenta.
    #[oai(path = "/register", method = "post", operation_id = "register")]
    async fn register(&self, from: Anyone, new: Body<Registration>) -> Result<Created<User>> {
        let new = new.0;
        // Before the password is hashed, which costs something; the change asks once more.
        let settings = self.core.db.read(settings::of).await?;
        rules::is_active_at_once(new.role(), &settings)?;
        self.throttle.register(from.0.ip)?;
        users::rules::judge_password(new.password.reveal(), new.email.as_str())?;
        let hash = self.core.hasher.hash(new.password.reveal()).await?;
        self.core.db.write(&from, move |tx| change::register(tx, new, &hash)).await.map(Created)
    }

    /// Renueva la sesión con el token de renovación, de la cookie o del cuerpo.
    #[oai(path = "/refresh", method = "post", operation_id = "refresh_session")]
    async fn refresh(&self, from: Anyone, token: MaybeRefresh) -> Result<WithCookie<Answer<Session>>> {
        let token = token.0.ok_or(Code::SessionEnded)?;
        let keys = Arc::clone(&self.core.keys);
        let address = self.throttle.address(from.0.ip);
        let owner = self.unwritten.owner(&token);
        let (shown, signing) = (token.clone(), Arc::clone(&keys));
        let refresh = move |tx: &By<'_, ()>| match owner {
            Some(owner) => change::write_down(tx, &signing, owner),
            None => change::refresh(tx, &signing, &shown, address.as_deref()),
        };
        let session = match self.core.db.write(&from, refresh).await {
            Err(error) if is_readable(&error) => {
                let renew = move |db: &_| change::refresh_unwritten(db, &keys, token, owner, clock::now());
                self.core.db.read(renew).await?
            }
            written => {
                let session = written?;
                self.unwritten.end(&token);
                session
            }
        };
        Ok(WithCookie::session(session.ok_or(Code::SessionEnded)?, Answer, &from.0))
    }

    /// Cierra la sesión del token de renovación. También responde bien cuando ya no hay sesión.
    #[oai(path = "/logout", method = "post", operation_id = "log_out")]
    async fn log_out(&self, from: Anyone, token: MaybeRefresh) -> Result<WithCookie<Answer<Message>>> {
        if let Some(token) = token.0 {
            if self.unwritten.owner(&token).is_some() {
                self.unwritten.end(&token);
            } else {
                self.core.db.write(&from, move |tx| change::log_out(tx, &token)).await?;
            }
        }
        let answer = Answer(Message::new("Sesión cerrada"));
        Ok(WithCookie { answer, token: String::new(), is_secure: from.0.is_secure })
    }

    /// La cuenta de quien pregunta.
    #[oai(path = "/me", method = "get", operation_id = "get_own_account")]
    async fn me(&self, who: AtOnce<{ role::ANYONE }>) -> Result<Answer<User>> {
        let id = who.id;
        self.core.db.read(move |db| users::store::get(db, id)).await.map(Answer)
    }

    /// Cambia los datos propios.
    #[oai(path = "/me", method = "put", operation_id = "update_own_account")]
    async fn update_me(
        &self,
        who: Allow<{ role::ANYONE }>,
        patch: Body<ProfilePatch>,
    ) -> Result<Answer<User>> {
        self.core.db.write(&who, move |tx| change::edit_own(tx, patch.0)).await.map(Answer)
    }

    /// Cambia la contraseña propia y cierra las demás sesiones.
    #[oai(path = "/me/change-password", method = "post", operation_id = "change_own_password")]
    async fn change_password(
        &self,
        who: Allow<{ role::ANYONE }>,
        asked: Body<PasswordChange>,
    ) -> Result<WithCookie<Answer<PasswordChanged>>> {
        let (id, origin) = (who.id, who.origin());
        let here = self.throttle.address(origin.ip);
        let find = move |db: &_| store::seen_at(db, account::account(db, id)?, here.as_deref());
        let (account, is_known) = self.core.db.read(find).await?;
        let account = account.ok_or(Code::UserNotFound)?;
        // A stolen token must not become a way to guess the password.
        self.throttle.check(&account.email, origin.ip, is_known)?;
        let stored = Some(account.password_hash.clone());
        let fits = self.core.hasher.verify(asked.0.current_password.reveal(), stored).await?;
        self.throttle.check(&account.email, origin.ip, is_known)?;
        if !fits {
            self.throttle.failed(&account.email, origin.ip);
            return Err(Error::from(Code::WrongPassword));
        }
        self.throttle.succeeded(&account.email, origin.ip);
        users::rules::judge_password(asked.0.new_password.reveal(), &account.email)?;
        let hash = self.core.hasher.hash(asked.0.new_password.reveal()).await?;
        let keys = Arc::clone(&self.core.keys);
        let session =
            self.core.db.write(&who, move |tx| change::change_password(tx, &keys, account, &hash)).await?;
        let token = session.refresh_token.clone();
        let Session { access_token, token_type, expires_in, refresh_token, user } = session;
        let message = "Contraseña actualizada exitosamente".to_owned();
        let answer =
            Answer(PasswordChanged { message, access_token, token_type, expires_in, refresh_token, user });
        Ok(WithCookie { answer, token, is_secure: who.origin().is_secure })
    }
}

/// Whether a write failed because nothing can be written, while what is there can be read.
fn is_readable(error: &Error) -> bool {
    Obstacle::of_code(error.code()).is_some_and(Obstacle::outlives_a_start)
}
