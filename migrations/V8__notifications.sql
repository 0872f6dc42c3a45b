-- What the server tells a person. Rows are written in the transaction of the change that they tell of.

create table notifications (
    -- UUIDv7: the order of the ids is the order of the telling, which a reconnecting stream relies on.
    id         text primary key,
    user_id    text not null references users (id) on delete cascade,
    type       text not null check (type in
        ('loan_pending', 'loan_approved', 'loan_rejected', 'loan_active', 'loan_returned', 'loan_overdue',
         'check_reminder', 'maintenance_request', 'maintenance_update', 'verification_pending', 'verification_update',
         'alert', 'system')),
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

create index notifications_user on notifications (user_id, id);
create index notifications_unread on notifications (user_id) where is_read = 0;

-- Which classes have been reminded of on which day, so that a restart reminds nobody twice.
create table check_reminders (
    schedule_id text not null references schedules (id) on delete cascade,
    day         text not null check (length(day) = 10),
    sent_at     text not null,
    primary key (schedule_id, day)
) strict, without rowid;

-- Answers to writes that carried an idempotency key: who repeats one gets the first answer again.
create table idempotency_keys (
    user_id     text not null references users (id) on delete cascade,
    key         text not null check (length(key) between 8 and 100),
    -- SHA-256 of operation and body: the same key for something else is a mistake.
    fingerprint text not null check (length(fingerprint) = 64),
    -- The JSON that was answered.
    answer      text not null,
    created_at  text not null,
    primary key (user_id, key)
) strict, without rowid;

create index idempotency_keys_created on idempotency_keys (created_at);
