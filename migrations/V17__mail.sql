-- Mail: what is to be sent, and what it is needed for: a password that somebody forgot, a sign-in from somewhere new.

-- Letters. One is written in the transaction of the change that it tells of, and only while mail is on; a job sends it afterwards. So
-- no request waits for a mail server, and no change is told of that was rolled back.
create table outbox (
    -- UUIDv7; also the left half of the Message-ID, so that a letter that is sent twice is recognised as one.
    id           text primary key,
    -- Whose letter it is. Name and address are those of the day on which it leaves.
    user_id      text not null references users (id) on delete cascade,
    -- `recovery`: the code for a new password is made when the letter leaves, and is nowhere kept in clear.
    purpose      text not null check (purpose in ('notice', 'recovery')),
    subject      text not null check (length(subject) between 1 and 200),
    -- Forgotten once it is sent: what stays is that it was.
    body         text check (body is null or length(body) between 1 and 4000),
    -- The page that it leads to: a path of this server.
    action_url   text check (action_url is null or (action_url like '/%' and action_url not like '//%')),
    -- `sending` is a mark that is made before the server is asked and taken back after: what has it when the program starts was cut off.
    state        text not null check (state in ('waiting', 'sending', 'sent', 'failed')),
    attempts     integer not null default 0 check (attempts >= 0),
    -- When it is tried next; set before each try, so that a letter on which the program dies doesn't come first again.
    due_at       text not null,
    attempted_at text,
    -- Where the last try went.
    to_address   text,
    -- Why the last try failed, as the server said it.
    error        text,
    -- After this instant nobody needs it any more.
    expires_at   text not null,
    created_at   text not null,
    sent_at      text
) strict, without rowid;

-- What the job looks for every few seconds: almost always nothing.
create index outbox_due on outbox (due_at) where state in ('waiting', 'sending');
create index outbox_state on outbox (state, id);
create index outbox_user on outbox (user_id);

-- Codes with which somebody sets a new password once. Only their SHA-256 is kept: they are of 60 bits and hold for hours at most,
-- so that nobody finds one by trying.
create table recovery_codes (
    code_hash  text primary key check (length(code_hash) = 64),
    user_id    text not null references users (id) on delete cascade,
    -- The address that the account had then: a code doesn't outlive a change of it.
    email      text not null,
    -- The general administrator who handed it over; none when it was mailed.
    made_by    text references users (id) on delete set null,
    created_at text not null,
    expires_at text not null
) strict, without rowid;

create index recovery_codes_user on recovery_codes (user_id);
create index recovery_codes_maker on recovery_codes (made_by);
create index recovery_codes_expires on recovery_codes (expires_at);

-- From where each account has been signed in: the network and the kind of browser. What is not among these is told to the person.
create table sign_in_sources (
    user_id    text not null references users (id) on delete cascade,
    -- `local` is every address of the building, else the network of the address: campus/auth/sources.rs says why.
    network    text not null check (length(network) between 1 and 50),
    -- `Firefox en Windows`.
    client     text not null check (length(client) between 1 and 60),
    first_seen text not null,
    last_seen  text not null,
    primary key (user_id, network, client)
) strict, without rowid;

create index sign_in_sources_seen on sign_in_sources (last_seen);
