-- Who has equipment in charge ("equipo a cargo"): from the hand-over until it is handed back, and what both sign for it.

create table item_assignments (
    id              text primary key,
    -- The item. It may be deleted once it was handed back (inventory's changes see to that); the history stays for good.
    item_id         text references inventory_items (id) on delete set null,
    -- Copies of that day, as is the room: it says whose history it is when the item is gone.
    item_name       text not null check (length(item_name) between 1 and 200),
    internal_code   text not null check (length(internal_code) between 1 and 100),
    environment_id  text references environments (id),
    -- One of the accounts; null is somebody without one, who has a name only.
    user_id         text references users (id),
    -- The name of that day; of an account its name counts where it is shown.
    holder_name     text not null check (length(holder_name) between 1 and 200),
    -- The number of their identity document, as they say it.
    holder_document text check (length(holder_document) between 1 and 50),
    -- What goes with it, and in which state.
    notes           text check (length(notes) between 1 and 2000),
    started_at      text not null,
    assigned_by     text not null references users (id),
    -- Null while they have it.
    ended_at        text,
    received_by     text references users (id),
    end_condition   text check (end_condition in ('good', 'worn', 'incomplete', 'damaged', 'lost')),
    end_notes       text check (length(end_notes) between 1 and 2000),
    updated_at      text not null,
    check ((ended_at is null) = (received_by is null)),
    check ((ended_at is null) = (end_condition is null))
) strict, without rowid;

-- Nobody has what somebody else has.
create unique index item_assignments_open on item_assignments (item_id) where ended_at is null;
create index item_assignments_item on item_assignments (item_id, started_at);
create index item_assignments_person on item_assignments (user_id, started_at) where user_id is not null;
create index item_assignments_started on item_assignments (started_at, id);
-- The list that people open: what is out, newest first.
create index item_assignments_out on item_assignments (started_at, id) where ended_at is null;

-- What is signed: at the hand-over, and when it is handed back. As with the actas of loans (V20), what nobody has signed is written
-- anew when something is put right; what was signed stays, and a version of its own comes after it.
create table item_assignment_actas (
    id            text primary key,
    assignment_id text not null references item_assignments (id) on delete cascade,
    kind          text not null check (kind in ('delivery', 'return')),
    version       integer not null check (version >= 1),
    -- What it says, as JSON: names and plates are copies.
    content       text not null check (json_valid(content)),
    -- SHA-256 of `content`: what somebody signed.
    content_hash  text not null check (length(content_hash) = 64),
    created_at    text not null
) strict, without rowid;

create unique index item_assignment_actas_version on item_assignment_actas (assignment_id, kind, version);

-- Who signed what, when and from where. Rows are only ever added.
create table item_assignment_signatures (
    id           text primary key,
    acta_id      text not null references item_assignment_actas (id) on delete cascade,
    -- Who has it in charge, or who hands it over and takes it back.
    side         text not null check (side in ('holder', 'keeper')),
    name         text not null check (length(name) between 1 and 120),
    -- Lines of points as JSON; null when the name was typed.
    strokes      text check (length(strokes) <= 40000),
    content_hash text not null check (length(content_hash) = 64),
    -- In whose session.
    user_id      text not null references users (id),
    ip_address   text,
    signed_at    text not null
) strict, without rowid;

create unique index item_assignment_signatures_side on item_assignment_signatures (acta_id, side);

-- The printed pages of what both have signed, kept as they were made first. With row ids, so that no document lies among the keys (V24).
create table item_assignment_pages (
    acta_id    text primary key references item_assignment_actas (id) on delete cascade,
    pdf        blob not null check (length(pdf) between 1 and 20000000),
    created_at text not null
) strict;
