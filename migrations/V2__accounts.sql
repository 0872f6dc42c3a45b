-- People and their sessions.

create table users (
    id                   text primary key,
    -- Kept in lower case: one person, one account, however the address is typed.
    email                text not null check (length(email) between 3 and 254 and email = lower(email)),
    -- PHC string of argon2id; never leaves the database.
    password_hash        text not null,
    first_name           text not null check (length(first_name) between 1 and 100),
    last_name            text not null check (length(last_name) between 1 and 100),
    role                 text not null check (role in ('student', 'instructor', 'supervisor', 'admin', 'admin_general')),
    phone                text,
    program              text,
    -- Number of the class ("ficha"), text because SENA writes it with leading zeros and dashes.
    ficha                text,
    avatar_url           text,
    is_active            integer not null default 1 check (is_active in (0, 1)),
    -- Set while somebody who asked for an account of instructor or supervisor waits for an answer.
    activation_requested integer not null default 0 check (activation_requested in (0, 1)),
    -- Written into every access token; raising it ends all tokens given before at once.
    token_version        integer not null default 0,
    last_login           text,
    environment_id       text references environments (id) on delete set null,
    created_at           text not null,
    updated_at           text not null
) strict, without rowid;

create unique index users_email on users (email);
create index users_role on users (role, is_active);
create index users_environment on users (environment_id);

-- One row for each refresh token ever given and not yet expired. Only the SHA-256 of the token is stored,
-- so a stolen backup opens no session.
create table refresh_tokens (
    token_hash text primary key check (length(token_hash) = 64),
    -- All tokens that descend from one sign-in; using one of them twice ends the family.
    family_id  text not null,
    user_id    text not null references users (id) on delete cascade,
    issued_at  text not null,
    expires_at text not null,
    used_at    text
) strict, without rowid;

create index refresh_tokens_family on refresh_tokens (family_id);
create index refresh_tokens_user on refresh_tokens (user_id);
create index refresh_tokens_expires on refresh_tokens (expires_at);
