//! SQL of users.

use super::model::{LinkedRoom, PersonName, RoleCounts, User, UserQuery, UserRow, UserStats};
use crate::kit::sql::{self, Filter};
use crate::kit::{Code, Id, LocalTime, OnUnique, Paging, Result, Role, Rows};
use rusqlite::{Connection, named_params};

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
    let text = format!("{}{}\norder by u.first_name, u.last_name, u.id", User::SELECT, filter.clause());
    sql::rows(db, &text, &filter.params(), paging)
}

/// The active people of one role, by name.
pub fn names(db: &Connection, role: Role, paging: Paging) -> Result<Rows<PersonName>> {
    sql::rows(
        db,
        "select id, name
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
    sql::all(
        db,
        "select id
         from users
         where role = :role
         and is_active = 1
         order by id",
        named_params! { ":role": role },
    )
}

/// One user.
pub fn get(db: &Connection, id: Id) -> Result<User> {
    let text = format!("{}\nwhere u.id = :id", User::SELECT);
    let user = sql::one(db, &text, named_params! { ":id": id })?;
    Ok(user.ok_or(Code::UserNotFound)?)
}

/// Adds a user.
pub fn insert(db: &Connection, user: &UserRow, password_hash: &str) -> Result<()> {
    let mut fields = user.fields();
    fields.push((":password_hash", &password_hash));
    sql::insert(db, "users", &fields).on_unique("users.email", Code::EmailTaken)
}

/// Stores it as it is now.
pub fn save(db: &Connection, user: &UserRow) -> Result<()> {
    sql::save(db, "users", &user.fields()).on_unique("users.email", Code::EmailTaken)
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
    )
}

/// Ends every token and session of a user; answers the token version that now holds.
pub fn end_sessions(db: &Connection, id: Id) -> Result<i64> {
    sql::run(db, "delete from refresh_tokens\nwhere user_id = :id", named_params! { ":id": id })?;
    let version = sql::one(
        db,
        "update users
         set token_version = token_version + 1
         where id = :id
         returning token_version",
        named_params! { ":id": id },
    )?;
    Ok(version.ok_or(Code::UserNotFound)?)
}

/// Notes a sign-in.
pub fn touch_login(db: &Connection, id: Id, now: LocalTime) -> Result<()> {
    sql::run(
        db,
        "update users\nset last_login = :now\nwhere id = :id",
        named_params! { ":id": id, ":now": now },
    )
}

/// How many active general administrators there are beside one user.
pub fn other_administrators(db: &Connection, id: Id) -> Result<i64> {
    sql::count(
        db,
        "select count(*)
         from users
         where role = 'admin_general'
         and is_active = 1
         and id <> :id",
        named_params! { ":id": id },
    )
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
        let count = sql::count(
            db,
            "select count(*)\nfrom users\nwhere role = :role",
            named_params! { ":role": role },
        )?;
        let by_role = &mut stats.users_by_role;
        *match role {
            Role::Student => &mut by_role.student,
            Role::Instructor => &mut by_role.instructor,
            Role::Supervisor => &mut by_role.supervisor,
            Role::Admin => &mut by_role.admin,
            Role::AdminGeneral => &mut by_role.admin_general,
        } = count;
    }
    Ok(stats)
}

/// Whether there is somebody who may do everything.
pub fn has_administrator(db: &Connection) -> Result<bool> {
    sql::exists(db, "select 1\nfrom users\nwhere role = 'admin_general'\nand is_active = 1\nlimit 1", &[])
}

/// The supervisors of a room: those who are linked to it. When there is none, those of its centre and those without a room,
/// so that no check waits for nobody.
pub fn supervisors_of(db: &Connection, environment_id: Id) -> Result<Vec<Id>> {
    let room = named_params! { ":environment_id": environment_id };
    let own: Vec<Id> = sql::all(
        db,
        "select id
         from users
         where role = 'supervisor'
         and is_active = 1
         and environment_id = :environment_id",
        room,
    )?;
    if !own.is_empty() {
        return Ok(own);
    }
    sql::all(
        db,
        "select u.id
         from users u
         left join environments e on e.id = u.environment_id
         where u.role = 'supervisor'
         and u.is_active = 1
         and (u.environment_id is null
             or e.center_id = (select center_id from environments where id = :environment_id))",
        room,
    )
}

/// The active instructors who are linked to a room.
pub fn instructors_of(db: &Connection, environment_id: Id) -> Result<Vec<Id>> {
    sql::all(
        db,
        "select id
         from users
         where role = 'instructor'
         and is_active = 1
         and environment_id = :environment_id",
        named_params! { ":environment_id": environment_id },
    )
}

/// The active apprentices of a class: those linked to its room who have its ficha.
pub fn apprentices_of(db: &Connection, environment_id: Id, ficha: &str) -> Result<Vec<Id>> {
    sql::all(
        db,
        "select id
         from users
         where role = 'student'
         and is_active = 1
         and environment_id = :environment_id
         and ficha = :ficha",
        named_params! { ":environment_id": environment_id, ":ficha": ficha },
    )
}

/// The room of an active apprentice; `None` when there is no such apprentice.
pub fn apprentice_room(db: &Connection, id: Id) -> Result<Option<Option<Id>>> {
    sql::one(
        db,
        "select environment_id
         from users
         where id = :id
         and role = 'student'
         and is_active = 1",
        named_params! { ":id": id },
    )
}
