-- Labels: how people want them, and the numbers of those that are printed before they are stuck on anything. Of a print nothing is kept.

-- A design is somebody's own, since it goes with the printer beside them and the box of paper in it.
create table label_designs (
    id         text primary key,
    user_id    text not null references users (id) on delete cascade,
    name       text not null check (length(name) between 1 and 60),
    -- Words of the program, which knows the measures of each: the list of papers grows without a migration.
    paper      text not null check (length(paper) between 1 and 20),
    code       text not null check (code in ('qr', 'short_qr', 'code128')),
    -- An array of words, in the order of the lines.
    lines      text not null check (json_valid(lines) and json_type(lines) = 'array'),
    -- Tenths of a millimetre: how far this printer prints from where it should, the other way round.
    offset_x   integer not null check (offset_x between -100 and 100),
    offset_y   integer not null check (offset_y between -100 and 100),
    is_default integer not null check (is_default in (0, 1)),
    created_at text not null,
    updated_at text not null
) strict, without rowid;

create unique index label_designs_name on label_designs (user_id, name collate nocase);
-- One at most stands in for the others.
create unique index label_designs_default on label_designs (user_id) where is_default = 1;

-- Numbers that were reserved together. A plate is the prefix and six digits; whether it is claimed is seen at the items, whose internal
-- code it becomes. Runs are never deleted: what was printed once is never printed for something else.
create table label_runs (
    id           text primary key,
    prefix       text not null check (length(prefix) between 1 and 10),
    first_number integer not null check (first_number >= 1),
    last_number  integer not null check (last_number between first_number and 999999),
    -- Whose they are; null is whoever has no centre.
    center_id    text references centers (id),
    created_by   text references users (id) on delete set null,
    created_at   text not null
) strict, without rowid;

-- Finds the end of a prefix, and the run of a number.
create unique index label_runs_numbers on label_runs (prefix, last_number);
create index label_runs_center on label_runs (center_id, created_at);
create index label_runs_created_by on label_runs (created_by);
