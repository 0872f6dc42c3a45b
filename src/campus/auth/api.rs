//! HTTP of sign-in and of the caller's own account.

mod cookie;

use self::cookie::MaybeRefresh;
pub(crate) use self::cookie::WithCookie;
use super::Throttle;
use super::change;
use super::model::{Credentials, PasswordChange, PasswordChanged, ProfilePatch, Registration, Session};
use super::store::{self, Presented};
use crate::campus::users;
use crate::campus::users::model::User;
use crate::kit::access::{Account, Allow, Anyone, Identity, Keys, Origin, Role, account, role, tokens};
use crate::kit::db::{Actor, Change, Event, Tx};
use crate::kit::error::{Code, Error, Result};
use crate::kit::resource::Core;
use crate::kit::wire::{Answer, Body, Created, Id, LocalTime, Message, tag};
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
}

/// A session as an answer that also sets the cookie; the first start answers with one too.
pub(crate) fn with_cookie<const STATUS: u16>(
    session: Session,
    origin: &Origin,
) -> WithCookie<Session, STATUS> {
    let token = session.refresh_token.clone();
    WithCookie { value: session, token, is_secure: origin.is_secure }
}

/// Gives an account a session within a write.
pub(crate) fn open_session(tx: &Tx<'_>, keys: &Keys, account: &Account, family_id: Id) -> Result<Session> {
    Ok(Session {
        access_token: tokens::issue(keys, account, tx.now)?,
        token_type: "bearer".into(),
        expires_in: keys.access_seconds,
        refresh_token: store::issue(tx, account.id, family_id, tx.now)?,
        user: users::store::get(tx, account.id)?,
    })
}

/// Says who is behind a request.
pub(crate) fn identify(origin: &Origin, account: &Account) {
    origin.identify(Identity { id: account.id, name: account.name.clone(), email: account.email.clone() });
}

#[OpenApi(prefix_path = "/api/auth", tag = "Tag::Auth")]
impl Api {
    /// Inicia sesión.
    #[oai(path = "/login", method = "post", operation_id = "log_in")]
    async fn log_in(&self, from: Anyone, credentials: Body<Credentials>) -> Result<WithCookie<Session>> {
        let email = credentials.0.email.as_str().to_lowercase();
        let ip = from.0.ip;
        self.throttle.check(&email, ip)?;
        let wanted = email.clone();
        let account = self.core.db.read(move |db| account::account_by_email(db, &wanted)).await?;
        if let Some(account) = &account {
            identify(&from.0, account);
        }
        let stored = account.as_ref().map(|account| account.password_hash.clone());
        let fits = self.core.hasher.verify(credentials.0.password.reveal(), stored).await?;
        // Once more: guesses that were sent all at once have failed in the meantime.
        self.throttle.check(&email, ip)?;
        let Some(account) = account.filter(|_| fits) else {
            self.throttle.failed(&email, ip);
            return Err(Code::BadCredentials.into());
        };
        if !account.is_active {
            return Err(Code::AccountInactive.into());
        }
        self.throttle.succeeded(&email, ip);
        let keys = Arc::clone(&self.core.keys);
        let session = self
            .core
            .db
            .write(&from, move |tx| {
                users::store::touch_login(tx, account.id, LocalTime(tx.now))?;
                let session = open_session(tx, &keys, &account, Id::new())?;
                let event = Event::named("LOGIN", "authentication", Some(account.id))
                    .describe(format!("Inicio de sesión: {}", account.name));
                Ok(Change::new(session, event))
            })
            .await?;
        Ok(with_cookie(session, &from.0))
    }

    /// Pide una cuenta.
    #[oai(path = "/register", method = "post", operation_id = "register")]
    async fn register(&self, from: Anyone, new: Body<Registration>) -> Result<Created<User>> {
        let new = new.0;
        change::is_open(new.role.0.unwrap_or(Role::Student))?;
        self.throttle.register(from.0.ip)?;
        let hash = self.core.hasher.hash(new.password.reveal()).await?;
        self.core.db.write(&from, move |tx| change::register(tx, new, &hash)).await.map(Created)
    }

    /// Renueva la sesión con el token de renovación, de la cookie o del cuerpo.
    #[oai(path = "/refresh", method = "post", operation_id = "refresh_session")]
    async fn refresh(&self, from: Anyone, body: MaybeRefresh) -> Result<WithCookie<Session>> {
        let token = body.token().ok_or(Code::SessionEnded)?;
        let keys = Arc::clone(&self.core.keys);
        let session = self
            .core
            .db
            .write(&from, move |tx| match store::present(tx, &token, tx.now)? {
                Presented::Good { user_id, family_id } => {
                    let account = account::account(tx, user_id)?.filter(|account| account.is_active);
                    let Some(account) = account else { return Ok(Change::unaudited(None)) };
                    let session = open_session(tx, &keys, &account, family_id)?;
                    // Every open tab does this every half hour: the sign-in is the event, not its renewal.
                    Ok(Change::unaudited(Some(session)))
                }
                Presented::Reused { user_id } => {
                    let event = Event::named("LOGOUT", "authentication", Some(user_id)).status(401).describe(
                        "Un token de renovación se usó dos veces: se cerró la sesión a la que pertenecía",
                    );
                    Ok(Change::new(None, event))
                }
                // Nothing was changed.
                Presented::Unknown => Ok(Change::unaudited(None)),
            })
            .await?;
        Ok(with_cookie(session.ok_or(Code::SessionEnded)?, &from.0))
    }

    /// Cierra la sesión del token de renovación. También responde bien cuando ya no hay sesión.
    #[oai(path = "/logout", method = "post", operation_id = "log_out")]
    async fn log_out(&self, from: Anyone, body: MaybeRefresh) -> Result<WithCookie<Message>> {
        if let Some(token) = body.token() {
            self.core
                .db
                .write(&from, move |tx| {
                    let Some(family) = store::family_of(tx, &token)? else {
                        // Nothing was changed.
                        return Ok(Change::unaudited(()));
                    };
                    if let Presented::Good { user_id, .. } | Presented::Reused { user_id } =
                        store::present(tx, &token, tx.now)?
                        && let Some(account) = account::account(tx, user_id)?
                    {
                        identify(tx.origin, &account);
                    }
                    store::end_family(tx, family)?;
                    let id = tx.origin.identity().map(|it| it.id);
                    Ok(Change::new(
                        (),
                        Event::named("LOGOUT", "authentication", id).describe("Cierre de sesión"),
                    ))
                })
                .await?;
        }
        let value = Message::new("Sesión cerrada");
        Ok(WithCookie { value, token: String::new(), is_secure: from.0.is_secure })
    }

    /// La cuenta de quien pregunta.
    #[oai(path = "/me", method = "get", operation_id = "get_own_account")]
    async fn me(&self, who: Allow<{ role::ANYONE }>) -> Result<Answer<User>> {
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
        let (id, patch) = (who.id, patch.0);
        self.core
            .db
            .write(&who, move |tx| {
                let before = users::store::get(tx, id)?;
                let old = before.clone();
                let user = User {
                    first_name: patch.first_name.0.map_or(old.first_name, String::from),
                    last_name: patch.last_name.0.map_or(old.last_name, String::from),
                    phone: patch.phone.map(String::from).or(old.phone),
                    program: patch.program.map(String::from).or(old.program),
                    ficha: patch.ficha.map(String::from).or(old.ficha),
                    updated_at: LocalTime(tx.now),
                    ..old
                };
                users::store::save(tx, &user)?;
                let user = users::store::get(tx, id)?;
                let event = Event::update("user", id)
                    .describe("Perfil propio modificado")
                    .before(&before)
                    .after(&user);
                Ok(Change::new(user, event))
            })
            .await
            .map(Answer)
    }

    /// Cambia la contraseña propia y cierra las demás sesiones.
    #[oai(path = "/me/change-password", method = "post", operation_id = "change_own_password")]
    async fn change_password(
        &self,
        who: Allow<{ role::ANYONE }>,
        change: Body<PasswordChange>,
    ) -> Result<WithCookie<PasswordChanged>> {
        let id = who.id;
        let account =
            self.core.db.read(move |db| account::account(db, id)).await?.ok_or(Code::UserNotFound)?;
        // A stolen token must not become a way to guess the password.
        let origin = who.origin();
        self.throttle.check(&account.email, origin.ip)?;
        let stored = Some(account.password_hash.clone());
        let fits = self.core.hasher.verify(change.0.current_password.reveal(), stored).await?;
        self.throttle.check(&account.email, origin.ip)?;
        if !fits {
            self.throttle.failed(&account.email, origin.ip);
            return Err(Error::from(Code::WrongPassword));
        }
        self.throttle.succeeded(&account.email, origin.ip);
        let hash = self.core.hasher.hash(change.0.new_password.reveal()).await?;
        let keys = Arc::clone(&self.core.keys);
        let session = self
            .core
            .db
            .write(&who, move |tx| {
                users::store::set_password(tx, id, &hash, LocalTime(tx.now))?;
                let token_version = users::store::end_sessions(tx, id)?;
                let session = open_session(tx, &keys, &Account { token_version, ..account }, Id::new())?;
                let event = Event::update("authentication", id).describe("Contraseña propia cambiada");
                // Streams that were opened with the old token end.
                Ok(Change::new(session, event).ring(id))
            })
            .await?;
        let token = session.refresh_token.clone();
        let Session { access_token, token_type, expires_in, refresh_token, user } = session;
        let message = "Contraseña actualizada exitosamente".to_owned();
        let value = PasswordChanged { message, access_token, token_type, expires_in, refresh_token, user };
        Ok(WithCookie { value, token, is_secure: who.origin().is_secure })
    }
}
