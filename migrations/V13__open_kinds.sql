-- What a notification or an alert may be about is no longer the database's to say: each part of the program declares the words
-- that it uses, and what people send is checked against all of them. SQLite can't drop a check, so both tables are made anew and
-- take over their rows. Nothing else refers to them.

create table new_notifications (
    -- UUIDv7: the order of the ids is the order of the telling, which a reconnecting stream relies on.
    id         text primary key,
    user_id    text not null references users (id) on delete cascade,
    -- A word that some part of the program has declared.
    type       text not null check (length(type) between 1 and 50),
    title      text not null check (length(title) between 1 and 200),
    message    text not null check (length(message) between 1 and 2000),
    is_read    integer not null default 0 check (is_read in (0, 1)),
    priority   text not null check (priority in ('low', 'medium', 'high')),
    -- A path of this server, never an address of another.
    action_url text check (action_url is null or (action_url like '/%' and action_url not like '//%')),
    expires_at text,
    created_at text not null,
    updated_at text not null
) strict, without rowid;

insert into new_notifications (id, user_id, type, title, message, is_read, priority, action_url, expires_at, created_at,
    updated_at)
select id, user_id, type, title, message, is_read, priority, action_url, expires_at, created_at, updated_at
from notifications;

drop table notifications;
alter table new_notifications rename to notifications;

create index notifications_user on notifications (user_id, id);
create index notifications_unread on notifications (user_id) where is_read = 0;

create table new_system_alerts (
    id             text primary key,
    -- A word that some part of the program has declared.
    type           text not null check (length(type) between 1 and 50),
    title          text not null check (length(title) between 1 and 200),
    message        text not null check (length(message) between 1 and 2000),
    severity       text not null check (severity in ('low', 'medium', 'high', 'critical')),
    -- What it is about: `inventory_check`, `inventory_item`…; no foreign key, because it may be any table's.
    entity_type    text,
    entity_id      text,
    -- The room that it is about, by which it is shown to those who look after it.
    environment_id text references environments (id),
    is_resolved    integer not null default 0 check (is_resolved in (0, 1)),
    resolved_by    text references users (id),
    resolved_at    text,
    created_at     text not null,
    updated_at     text not null
) strict, without rowid;

insert into new_system_alerts (id, type, title, message, severity, entity_type, entity_id, environment_id, is_resolved,
    resolved_by, resolved_at, created_at, updated_at)
select id, type, title, message, severity, entity_type, entity_id, environment_id, is_resolved, resolved_by, resolved_at,
    created_at, updated_at
from system_alerts;

drop table system_alerts;
alter table new_system_alerts rename to system_alerts;

create index system_alerts_open on system_alerts (is_resolved, created_at);
create index system_alerts_room on system_alerts (environment_id);
-- The alerts that an entity has raised, resolved ones too.
create index system_alerts_entity on system_alerts (entity_type, entity_id);
-- The same trouble is told once until somebody has dealt with it.
create unique index system_alerts_once on system_alerts (type, entity_type, entity_id) where is_resolved = 0;
