-- What a model of vision says of the photos of equipment: a proposal until somebody accepts or declines it.

-- Who asked for what, and what came of it. It waits here and not in memory, so that it survives a restart; who uploads a photo never waits.
create table item_descriptions (
    -- UUIDv7: of those that are due the oldest goes first.
    id            text primary key,
    item_id       text not null references inventory_items (id) on delete cascade,
    -- No reference: that somebody asked keeps no photo (see `photos`). One that is gone by its turn isn't sent.
    photo_id      text not null,
    -- SHA-256 of the picture that is sent: the same one isn't asked for twice while nobody has decided.
    photo_hash    text not null check (length(photo_hash) = 64),
    -- `running` is a mark that is made before the server is asked: what has it when the program starts was cut off, and begins anew.
    state         text not null check (state in ('queued', 'running', 'done', 'accepted', 'declined', 'failed')),
    -- Whether nobody asked for it: the photo was uploaded while that was switched on.
    is_automatic  integer not null check (is_automatic in (0, 1)),
    attempts      integer not null default 0 check (attempts >= 0),
    -- When it is tried next.
    due_at        text not null,
    attempted_at  text,
    -- Why it failed, or why the last try did.
    error         text check (length(error) between 1 and 500),
    -- The model that made the proposal, as the settings called it then.
    source_model  text check (length(source_model) between 1 and 200),
    described_at  text,
    description   text check (length(description) between 1 and 2000),
    category      text check (category in
        ('computer', 'projector', 'keyboard', 'mouse', 'tv', 'camera', 'microphone', 'tablet', 'other')),
    brand         text check (length(brand) between 1 and 100),
    model         text check (length(model) between 1 and 100),
    serial_number text check (length(serial_number) between 1 and 100),
    created_by    text not null references users (id),
    created_at    text not null,
    decided_by    text references users (id),
    decided_at    text,
    updated_at    text not null,
    check (state not in ('done', 'accepted') or described_at is not null),
    check ((state in ('accepted', 'declined')) = (decided_at is not null))
) strict, without rowid;

-- What is looked for every few seconds: almost always nothing.
create index item_descriptions_due on item_descriptions (due_at) where state in ('queued', 'running');
create index item_descriptions_item on item_descriptions (item_id, id);
create unique index item_descriptions_open on item_descriptions (item_id, photo_hash)
    where state in ('queued', 'running', 'done');
create index item_descriptions_state on item_descriptions (state, updated_at);
create index item_descriptions_creator on item_descriptions (created_by);
create index item_descriptions_decider on item_descriptions (decided_by) where decided_by is not null;

-- How often the server was asked in a month of the centre (`2026-11`), trials and repetitions too: each may be paid for.
create table description_months (
    month    text primary key check (length(month) = 7),
    requests integer not null check (requests >= 0)
) strict, without rowid;
