//! SQL of users.

use super::model::{Account, LinkedRoom, PersonName, Role, RoleCounts, User, UserQuery, UserStats};
use crate::error::{Code, OnUnique, Result};
use crate::page::Paging;
use crate::sql::{self, Filter, fields};
use crate::wire::{Id, LocalTime, Rows};
use rusqlite::{Connection, Row, ToSql, named_params};

const SELECT: &str = "
    select u.id, u.email, u.first_name, u.last_name, u.first_name || ' ' || u.last_name as name, u.role, u.phone,
        u.program, u.ficha, u.avatar_url, u.is_active, u.activation_requested, u.last_login, u.created_at,
        u.updated_at, u.environment_id, e.name as environment_name
    from users u
    left join environments e on e.id = u.environment_id";

/// The users that match, by name.
pub fn list(db: &Connection, query: UserQuery, paging: Paging) -> Result<Rows<User>> {
    let filter = Filter::default()
        .when("u.role = :role", ":role", query.role)
        .when("u.is_active = :is_active", ":is_active", query.is_active)
        .when("u.environment_id = :environment_id", ":environment_id", query.environment_id)
        .when("u.created_at >= :from", ":from", query.from)
        .when("u.created_at < :until", ":until", query.until)
        .when(
            "matches(:search, u.first_name, u.last_name, u.email, u.ficha, u.program)",
            ":search",
            query.search,
        );
    let text = format!("{SELECT}{}\norder by u.first_name, u.last_name, u.id", filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// The active people of one role, by name.
pub fn names(db: &Connection, role: Role, paging: Paging) -> Result<Rows<PersonName>> {
    sql::rows(
        db,
        "select id, first_name || ' ' || last_name as name
         from users
         where role = :role
         and is_active = 1
         order by first_name, last_name, id",
        named_params! { ":role": role },
        paging,
    )
}

/// The active people of one role.
pub fn active(db: &Connection, role: Role) -> Result<Vec<Id>> {
    sql::values(
        db,
        "select id
         from users
         where role = :role
         and is_active = 1
         order by id",
        named_params! { ":role": role },
        |row| row.get(0),
    )
}

/// One user.
pub fn get(db: &Connection, id: Id) -> Result<User> {
    let user = sql::one(db, &format!("{SELECT}\nwhere u.id = :id"), named_params! { ":id": id })?;
    Ok(user.ok_or(Code::UserNotFound)?)
}

const ACCOUNT: &str = "
    select u.id, u.email, u.first_name || ' ' || u.last_name as name, u.role, u.is_active, u.token_version,
        u.password_hash, u.environment_id, e.center_id
    from users u
    left join environments e on e.id = u.environment_id";

fn read_account(row: &Row<'_>) -> rusqlite::Result<Account> {
    Ok(Account {
        id: row.get("id")?,
        email: row.get("email")?,
        name: row.get("name")?,
        role: row.get("role")?,
        is_active: row.get("is_active")?,
        token_version: row.get("token_version")?,
        password_hash: row.get("password_hash")?,
        environment_id: row.get("environment_id")?,
        center_id: row.get("center_id")?,
    })
}

/// The account behind a token.
pub fn account(db: &Connection, id: Id) -> Result<Option<Account>> {
    sql::value(db, &format!("{ACCOUNT}\nwhere u.id = :id"), named_params! { ":id": id }, read_account)
}

/// The account of an e-mail address in lower case.
pub fn account_by_email(db: &Connection, email: &str) -> Result<Option<Account>> {
    let text = format!("{ACCOUNT}\nwhere u.email = :email");
    sql::value(db, &text, named_params! { ":email": email }, read_account)
}

/// What the table keeps.
fn fields(user: &User) -> Vec<(&'static str, &dyn ToSql)> {
    fields![user;
        id, email, first_name, last_name, role, phone, program, ficha, avatar_url, is_active,
        activation_requested, last_login, environment_id, created_at, updated_at,
    ]
}

/// Adds a user; `user.environment_name` and `user.name` are not stored.
pub fn insert(db: &Connection, user: &User, password_hash: &str) -> Result<()> {
    let mut fields = fields(user);
    fields.push((":password_hash", &password_hash));
    sql::insert(db, "users", &fields).on_unique("users.email", Code::EmailTaken)
}

/// Stores it as it is now.
pub fn save(db: &Connection, user: &User) -> Result<()> {
    sql::save(db, "users", &fields(user)).on_unique("users.email", Code::EmailTaken)
}

/// Stores a new password hash.
pub fn set_password(db: &Connection, id: Id, password_hash: &str, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update users
         set password_hash = :password_hash,
             updated_at = :now
         where id = :id",
        named_params! { ":id": id, ":password_hash": password_hash, ":now": now },
    )?;
    Ok(())
}

/// Ends every token and session of a user; answers the token version that now holds.
pub fn end_sessions(db: &Connection, id: Id) -> Result<i64> {
    sql::run(db, "delete from refresh_tokens\nwhere user_id = :id", named_params! { ":id": id })?;
    let version = sql::value(
        db,
        "update users
         set token_version = token_version + 1
         where id = :id
         returning token_version",
        named_params! { ":id": id },
        |row| row.get(0),
    )?;
    Ok(version.ok_or(Code::UserNotFound)?)
}

/// Notes a sign-in.
pub fn touch_login(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update users\nset last_login = :now\nwhere id = :id",
        named_params! { ":id": id, ":now": now },
    )?;
    Ok(())
}

/// How many active general administrators there are beside one user.
pub fn other_administrators(db: &Connection, id: Id) -> Result<i64> {
    let count = sql::value(
        db,
        "select count(*)
         from users
         where role = 'admin_general'
         and is_active = 1
         and id <> :id",
        named_params! { ":id": id },
        |row| row.get(0),
    )?;
    Ok(count.unwrap_or(0))
}

/// The active room that a person links to.
pub fn linkable_room(db: &Connection, id: Id) -> Result<LinkedRoom> {
    let room = sql::value(
        db,
        "select id, name, location, qr_code
         from environments
         where id = :id
         and is_active = 1",
        named_params! { ":id": id },
        |row| {
            Ok(LinkedRoom {
                id: row.get("id")?,
                name: row.get("name")?,
                location: row.get("location")?,
                qr_code: row.get("qr_code")?,
            })
        },
    )?;
    Ok(room.ok_or(Code::EnvironmentNotFound)?)
}

/// Figures about all accounts; `recent` is the instant since which a registration counts as recent.
pub fn stats(db: &Connection, recent: LocalTime) -> Result<UserStats> {
    let mut stats = sql::value(
        db,
        "select count(*), count(*) filter (where is_active = 1),
             count(*) filter (where activation_requested = 1 and is_active = 0),
             count(*) filter (where created_at >= :recent)
         from users",
        named_params! { ":recent": recent },
        |row| {
            let (total_users, active_users): (i64, i64) = (row.get(0)?, row.get(1)?);
            Ok(UserStats {
                total_users,
                active_users,
                inactive_users: total_users - active_users,
                pending_activation: row.get(2)?,
                recent_registrations: row.get(3)?,
                users_by_role: RoleCounts::default(),
            })
        },
    )?
    .unwrap_or_default();
    for role in Role::ALL {
        let count: Option<i64> = sql::value(
            db,
            "select count(*)\nfrom users\nwhere role = :role",
            named_params! { ":role": role },
            |row| row.get(0),
        )?;
        let by_role = &mut stats.users_by_role;
        *match role {
            Role::Student => &mut by_role.student,
            Role::Instructor => &mut by_role.instructor,
            Role::Supervisor => &mut by_role.supervisor,
            Role::Admin => &mut by_role.admin,
            Role::AdminGeneral => &mut by_role.admin_general,
        } = count.unwrap_or(0);
    }
    Ok(stats)
}
