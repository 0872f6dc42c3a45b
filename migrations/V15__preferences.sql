-- How people want to use the program. A row is there once somebody has chosen something.

create table user_settings (
    user_id    text primary key references users (id) on delete cascade,
    -- Null is what the browser was told earlier, if it was.
    language   text check (language in ('es', 'en')),
    theme      text check (theme in ('auto', 'light', 'dark')),
    updated_at text not null
) strict, without rowid;

-- How a person wants to hear of a kind of notification. Without a row: shown in the program, not mailed. It is looked at whenever
-- somebody is told something, by its key.
create table notification_switches (
    user_id text not null references users (id) on delete cascade,
    -- A word that some resource declares; the list is open, like that of the notifications.
    kind    text not null check (length(kind) between 1 and 60),
    in_app  integer not null check (in_app in (0, 1)),
    mail    integer not null check (mail in (0, 1)),
    primary key (user_id, kind)
) strict, without rowid;
