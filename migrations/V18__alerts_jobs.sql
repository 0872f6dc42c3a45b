-- Scheduled work that remembers how it went, alerts that the server raises by itself, and what each person wants to hear of them.

-- How scheduled work ended: the newest of each job are kept.
create table job_runs (
    -- Counts up. The order of the runs must not hang on a clock that may jump, as that of our other ids does.
    seq         integer primary key autoincrement,
    name        text not null check (length(name) between 1 and 50),
    -- Why it ran: its time had come, it had been missed, it had failed before, somebody wanted it now.
    cause       text not null check (cause in ('schedule', 'catch_up', 'retry', 'manual')),
    started_at  text not null,
    finished_at text not null,
    -- By a clock that doesn't jump.
    duration_ms integer not null check (duration_ms >= 0),
    -- How much there was to do.
    count       integer not null check (count >= 0),
    error       text check (length(error) between 1 and 1000),
    -- How often in a row it has failed by then.
    failures    integer not null check (failures >= 0 and (failures = 0) = (error is null)),
    -- Whether somebody was told of these failures.
    is_told     integer not null check (is_told in (0, 1))
) strict;

create index job_runs_name on job_runs (name, seq);

-- What a person wants to hear of a kind of alert. Without a row they hear of the grave ones.
create table alert_settings (
    id                   text primary key,
    user_id              text not null references users (id) on delete cascade,
    -- A word that some part of the program has declared, as that of an alert.
    alert_type           text not null check (length(alert_type) between 1 and 50),
    is_enabled           integer not null check (is_enabled in (0, 1)),
    -- Below how many pieces of something they want to hear of it; null is the house's own minimum.
    threshold_value      integer check (threshold_value between 0 and 100000),
    -- JSON array of words; null is as a notification.
    notification_methods text check (notification_methods is null or json_valid(notification_methods)),
    created_at           text not null,
    updated_at           text not null
) strict, without rowid;

-- One row a person and kind (contract D12): whoever sends it again changes it.
create unique index alert_settings_once on alert_settings (user_id, alert_type);

-- Whether the server watches the cause of the alert, and found it there the last time that it looked. An alert that somebody has
-- resolved stays so while its cause stands: the same trouble isn't raised again at once.
alter table system_alerts add column is_standing integer not null default 0 check (is_standing in (0, 1));
-- How many pieces it is about, where it is about pieces: more of them are worse.
alter table system_alerts add column amount integer check (amount >= 0);
-- What whoever resolved it wrote.
alter table system_alerts add column resolution_notes text check (length(resolution_notes) between 1 and 1000);

create unique index system_alerts_standing on system_alerts (type, entity_type, entity_id) where is_standing = 1;

-- When a borrower was reminded of a loan that should be back, so that nobody is reminded twice a day or for ever.
create table loan_reminders (
    loan_id text primary key references loans (id) on delete cascade,
    -- The centre's day of the last reminder, and how many there have been.
    day     text not null check (length(day) = 10),
    times   integer not null check (times >= 1)
) strict, without rowid;
