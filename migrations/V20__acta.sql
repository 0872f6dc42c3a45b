-- Actas: what is signed when a loan goes out and when it comes back, and calendars that other programs subscribe to.

-- What an acta says. Written when a loan is approved and whenever something changes at the desk, as long as nobody has signed it; what
-- was signed stays, and the next change makes a version of its own. Many rows a loan, few columns: the text is read as a whole.
create table loan_actas (
    id           text primary key,
    loan_id      text not null references loans (id) on delete cascade,
    -- Of what goes out, or of what comes back.
    kind         text not null check (kind in ('loan', 'return')),
    version      integer not null check (version >= 1),
    -- What it says, as JSON: names and plates are copies, since people and items change and an acta doesn't.
    content      text not null check (json_valid(content)),
    -- SHA-256 of `content`: what somebody signed.
    content_hash text not null check (length(content_hash) = 64),
    created_at   text not null
) strict, without rowid;

create unique index loan_actas_version on loan_actas (loan_id, kind, version);

-- Who signed what, when and from where. Rows are only ever added.
create table loan_acta_signatures (
    id           text primary key,
    acta_id      text not null references loan_actas (id) on delete cascade,
    -- As what.
    side         text not null check (side in ('borrower', 'warehouse')),
    -- Whose name stands under it.
    name         text not null check (length(name) between 1 and 120),
    -- What was drawn: lines of points as JSON, not a picture, so that it is small and sharp in print. Null when the name was typed.
    strokes      text check (length(strokes) <= 40000),
    -- The hash of what they saw; the acta's own.
    content_hash text not null check (length(content_hash) = 64),
    -- In whose session: at the desk people sign on the warehouse's screen.
    user_id      text not null references users (id),
    ip_address   text,
    signed_at    text not null
) strict, without rowid;

create unique index loan_acta_signatures_side on loan_acta_signatures (acta_id, side);

-- The printed pages of an acta that everybody has signed, kept as they were made first: a later version of the program lays out
-- otherwise. A table of its own, so that nobody who reads actas reads pages.
create table loan_acta_pages (
    acta_id    text primary key references loan_actas (id) on delete cascade,
    pdf        blob not null check (length(pdf) between 1 and 20000000),
    created_at text not null
) strict, without rowid;

-- Calendars that other programs read by a secret address: whoever has the address reads, without a sign-in, what its owner may read.
create table calendar_feeds (
    id             text primary key,
    -- Whose; it ends with the account.
    user_id        text not null references users (id) on delete cascade,
    kind           text not null check (kind in ('own', 'warehouse', 'maintenance')),
    -- The warehouse of such a calendar.
    environment_id text references environments (id) on delete cascade,
    -- SHA-256 of the secret in the address, so that a stolen backup reads no calendar. The secret itself is shown once.
    secret_hash    text not null check (length(secret_hash) = 64),
    created_at     text not null,
    -- When the address was made, which is renewed.
    renewed_at     text not null,
    check ((kind = 'warehouse') = (environment_id is not null))
) strict, without rowid;

create unique index calendar_feeds_secret on calendar_feeds (secret_hash);
create index calendar_feeds_user on calendar_feeds (user_id, created_at);
create index calendar_feeds_room on calendar_feeds (environment_id) where environment_id is not null;
-- What the maintenance calendar reads.
create index inventory_items_next_maintenance on inventory_items (next_maintenance) where next_maintenance is not null;
