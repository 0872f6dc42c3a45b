//! SQL of users.

use super::model::{LinkedRoom, PersonName, RoleCounts, User, UserQuery, UserRow, UserStats};
use crate::kit::access::room;
use crate::kit::sql::{self, Filter, Selection};
use crate::kit::wire::FromRow;
use crate::kit::{
    Code, Error, Id, LocalTime, OnUnique, Paging, Result, Role, RoomColumns, Rows, Scope, role,
};
use rusqlite::{Connection, named_params};

/// The users that match, by name.
pub fn list(query: UserQuery) -> Selection {
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
    Selection::new(User::SELECT, filter, "u.first_name, u.last_name, u.id")
}

/// The active people of one role who are of these centres or of none, by name.
pub fn names(db: &Connection, role: Role, scope: Scope, paging: Paging) -> Result<Rows<PersonName>> {
    let filter = Filter::default().when("u.role = :role", ":role", Some(role)).always("u.is_active = 1");
    let filter = scope.within(filter, &PERSON);
    let text = format!(
        "select u.id, u.name
         from users u
         left join environments e on e.id = u.environment_id{}
         order by u.first_name, u.last_name, u.id",
        filter.clause()
    );
    sql::rows(db, &text, &filter.params(), paging)
}

/// The active people of one role, oldest account first.
pub fn active(db: &Connection, role: Role) -> Result<Vec<Id>> {
    active_and(db, role, Filter::default())
}

/// The active people of one role of whom something else is true, oldest account first.
fn active_and(db: &Connection, role: Role, conditions: Filter<'_>) -> Result<Vec<Id>> {
    let filter = conditions.when("u.role = :role", ":role", Some(role)).always("u.is_active = 1");
    let text = format!(
        "select u.id
         from users u
         left join environments e on e.id = u.environment_id{}
         order by u.id",
        filter.clause()
    );
    sql::all(db, &text, &filter.params())
}

/// The condition to be linked to a room.
fn linked_to<'a>(room: Id) -> Filter<'a> {
    Filter::default().when("u.environment_id = :room", ":room", Some(room))
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

/// Makes void whatever somebody could set this user's password with: codes, and letters that would bring one.
pub fn void_codes(db: &Connection, id: Id) -> Result<()> {
    sql::run(db, "delete from recovery_codes\nwhere user_id = :id", named_params! { ":id": id })?;
    sql::run(
        db,
        "delete from outbox
         where user_id = :id
         and purpose = 'recovery'
         and state in ('waiting', 'failed')",
        named_params! { ":id": id },
    )
}

/// Stores a new password hash. Codes with which somebody could set another one are void from then on.
pub fn set_password(db: &Connection, id: Id, password_hash: &str, now: LocalTime) -> Result<()> {
    void_codes(db, id)?;
    sql::save(db, "users", named_params! { ":id": id, ":password_hash": password_hash, ":updated_at": now })
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
    sql::save(db, "users", named_params! { ":id": id, ":last_login": now })
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
    let text = "select id, name, location, qr_code\nfrom environments\nwhere id = :id\nand is_active = 1";
    let room = sql::one(db, text, named_params! { ":id": id })?;
    Ok(room.ok_or(Code::EnvironmentNotFound)?)
}

/// The only centre, if there is one and no other.
pub fn only_center(db: &Connection) -> Result<Option<Id>> {
    sql::one(db, "select max(id)\nfrom centers\nhaving count(*) = 1", &[])
}

/// Figures about all accounts; `recent` is the instant since which a registration counts as recent.
pub fn stats(db: &Connection, recent: LocalTime) -> Result<UserStats> {
    let stats = sql::value(
        db,
        "select count(*) as total_users,
             count(*) filter (where is_active = 1) as active_users,
             count(*) filter (where is_active = 0) as inactive_users,
             count(*) filter (where activation_requested = 1 and is_active = 0) as pending_activation,
             count(*) filter (where created_at >= :recent) as recent_registrations,
             count(*) filter (where role = 'student') as student,
             count(*) filter (where role = 'instructor') as instructor,
             count(*) filter (where role = 'supervisor') as supervisor,
             count(*) filter (where role = 'admin') as admin,
             count(*) filter (where role = 'admin_general') as admin_general
         from users",
        named_params! { ":recent": recent },
        |row| {
            Ok(UserStats {
                total_users: row.get("total_users")?,
                active_users: row.get("active_users")?,
                inactive_users: row.get("inactive_users")?,
                pending_activation: row.get("pending_activation")?,
                recent_registrations: row.get("recent_registrations")?,
                users_by_role: RoleCounts::read(row)?,
            })
        },
    )?;
    stats.ok_or_else(|| Error::internal("count gave no row"))
}

/// Whether there is somebody who may do everything.
pub fn has_administrator(db: &Connection) -> Result<bool> {
    sql::exists(db, "select 1\nfrom users\nwhere role = 'admin_general'\nand is_active = 1\nlimit 1", &[])
}

/// The supervisors of a room: those who are linked to it. When there is none, those of its centre.
pub fn supervisors_of(db: &Connection, environment_id: Id) -> Result<Vec<Id>> {
    those_near(db, Role::Supervisor, environment_id)
}

/// The administrators of a warehouse, found as the supervisors of a room are.
pub fn administrators_of(db: &Connection, environment_id: Id) -> Result<Vec<Id>> {
    those_near(db, Role::Admin, environment_id)
}

fn those_near(db: &Connection, role: Role, environment_id: Id) -> Result<Vec<Id>> {
    let own = active_and(db, role, linked_to(environment_id))?;
    if !own.is_empty() {
        return Ok(own);
    }
    let near = Filter::default().when(
        "coalesce(u.center_id, e.center_id) = (select center_id from environments where id = :room)",
        ":room",
        Some(environment_id),
    );
    active_and(db, role, near)
}

/// The active instructors who are linked to a room.
pub fn instructors_of(db: &Connection, environment_id: Id) -> Result<Vec<Id>> {
    active_and(db, Role::Instructor, linked_to(environment_id))
}

/// The active apprentices of a class: those linked to its room who have its ficha.
pub fn apprentices_of(db: &Connection, environment_id: Id, ficha: &str) -> Result<Vec<Id>> {
    active_and(db, Role::Student, linked_to(environment_id).when("u.ficha = :ficha", ":ficha", Some(ficha)))
}

/// Of which centre somebody is: the account's, else that of their room; of none they are everybody's.
const PERSON: RoomColumns =
    room!("coalesce(u.center_id, u.environment_id)" or null, "coalesce(u.center_id, e.center_id)");

/// An active person of these centres or of none, with their role; `None` when there is no such person.
fn active_near(db: &Connection, scope: Scope, id: Id) -> Result<Option<(PersonName, Role)>> {
    let filter = scope.within(Filter::default().when("u.id = :id", ":id", Some(id)), &PERSON);
    let text = format!(
        "select u.id, u.name, u.role
         from users u
         left join environments e on e.id = u.environment_id{}
         and u.is_active = 1",
        filter.clause()
    );
    sql::value(db, &text, &filter.params(), |row| {
        let person = PersonName { id: row.get("id")?, name: row.get("name")? };
        Ok((person, row.get::<_, Role>("role")?))
    })
}

/// An active person of these centres or of none, whatever their role; `None` when there is no such person.
pub fn near(db: &Connection, scope: Scope, id: Id) -> Result<Option<PersonName>> {
    Ok(active_near(db, scope, id)?.map(|(person, _)| person))
}

/// An active person who may borrow, of these centres or of none; `None` when there is no such person.
pub fn borrower(db: &Connection, scope: Scope, id: Id) -> Result<Option<PersonName>> {
    let found = active_near(db, scope, id)?;
    Ok(found.filter(|(_, role)| role.bit() & role::BORROWERS != 0).map(|(person, _)| person))
}

/// The one active person of these centres or of none whose e-mail or full name this is, however it is capitalised; `None` when there is
/// nobody, or more than one.
pub fn only_named(db: &Connection, scope: Scope, text: &str) -> Result<Option<PersonName>> {
    let filter = Filter::default()
        .when("u.email = :email or is_same(u.name, :name)", ":email", Some(text.to_lowercase()))
        .bind(":name", text)
        .always("u.is_active = 1");
    let filter = scope.within(filter, &PERSON);
    let text = format!(
        "select u.id, u.name
         from users u
         left join environments e on e.id = u.environment_id{}
         order by u.id
         limit 2",
        filter.clause()
    );
    let mut found: Vec<PersonName> = sql::all(db, &text, &filter.params())?;
    Ok(if found.len() == 1 { found.pop() } else { None })
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

/// What somebody has to do who gives classes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duties {
    /// Their classes in the timetable.
    pub classes: i64,
    /// The checks of these that wait for their confirmation.
    pub checks: i64,
}

/// What a person has to do.
pub fn duties(db: &Connection, id: Id) -> Result<Duties> {
    let found = sql::value(
        db,
        "select count(*) as classes,
             coalesce(sum((
                 select count(*)
                 from inventory_checks c
                 where c.schedule_id = s.id
                 and c.status = 'instructor_review')), 0) as checks
         from schedules s
         where s.instructor_id = :id
         and s.is_active = 1",
        named_params! { ":id": id },
        |row| Ok(Duties { classes: row.get("classes")?, checks: row.get("checks")? }),
    )?;
    Ok(found.unwrap_or(Duties { classes: 0, checks: 0 }))
}
