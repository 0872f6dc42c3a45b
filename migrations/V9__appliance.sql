-- The box itself: its settings, its backups, and an audit that can't be changed unseen.

-- One row a setting, JSON, so that a new setting needs no migration.
create table settings (
    key        text primary key check (length(key) between 1 and 100),
    value      text not null check (json_valid(value)),
    updated_at text not null
) strict, without rowid;

-- Backups that were begun. One counts only when it was read back and checked.
create table backups (
    id          text primary key,
    path        text not null,
    -- Why it was made: `schedule`, `manual`, `command`.
    reason      text not null check (reason in ('schedule', 'manual', 'command')),
    size        integer check (size >= 0),
    sha256      text check (length(sha256) = 64),
    created_at  text not null,
    verified_at text,
    -- Why it does not count, if it doesn't.
    error       text
) strict, without rowid;

create index backups_created on backups (created_at);

-- Each entry holds the hash of the one before it, and its own. Entries from before this migration have none; the chain begins
-- after them. The order is a number of its own: two processes may write within one millisecond.
alter table audit_logs add column seq integer check (seq is null or seq >= 1);
alter table audit_logs add column prev_hash text check (prev_hash is null or length(prev_hash) = 64);
alter table audit_logs add column hash text check (hash is null or length(hash) = 64);

create unique index audit_logs_seq on audit_logs (seq) where seq is not null;

-- What a clean-up leaves of the entries that it deletes: the hash on which the next one stands.
create table audit_anchors (
    -- The number of the last entry that was deleted.
    seq        integer primary key check (seq >= 1),
    hash       text not null check (length(hash) = 64),
    -- How many were deleted.
    deleted    integer not null check (deleted >= 0),
    -- HMAC-SHA-256 of the members above and the instant, with a key that follows from the server's secret.
    signature  text not null check (length(signature) = 64),
    created_at text not null
) strict;
