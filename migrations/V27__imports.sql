-- Imports: equipment that comes in by the file, looked at before it is applied, and taken back if it was wrong.

-- A file that somebody has sent, and what has become of it.
create table imports (
    -- UUIDv7: the order of the ids is the order of the sending.
    id              text primary key,
    -- Whose; it is judged by the rooms that this person keeps.
    user_id         text not null references users (id) on delete cascade,
    file_name       text not null check (length(file_name) between 1 and 200),
    -- What kind of file it is, in words for people; null until it is read.
    source          text check (length(source) between 1 and 500),
    preset          text not null check (preset in ('inventario', 'snipe_it', 'homebox', 'shelf', 'inventree', 'other')),
    -- Heading, field and example of each column, as JSON: they are only ever read and written together.
    columns         text not null default '[]' check (json_valid(columns)),
    status          text not null check (status in ('reading', 'judging', 'ready', 'applied', 'undone', 'failed')),
    -- Why it failed, in a sentence for people.
    error           text check (length(error) between 1 and 1000),
    row_count       integer not null default 0 check (row_count >= 0),
    -- The rows by verdict, counted when all are judged: a list of imports would else count all rows of all.
    create_count    integer not null default 0 check (create_count >= 0),
    change_count    integer not null default 0 check (change_count >= 0),
    unchanged_count integer not null default 0 check (unchanged_count >= 0),
    refused_count   integer not null default 0 check (refused_count >= 0),
    created_at      text not null,
    applied_at      text,
    undone_at       text,
    -- When it is forgotten with its rows; it can be undone until then.
    expires_at      text not null,
    check ((status = 'failed') = (error is not null)),
    check ((status in ('applied', 'undone')) = (applied_at is not null)),
    check ((status = 'undone') = (undone_at is not null))
) strict, without rowid;

create index imports_user on imports (user_id, id);
create index imports_unfinished on imports (id) where status in ('reading', 'judging');
create index imports_expiry on imports (expires_at);

-- A row of the file. The raw cells stay until the import is forgotten: whoever says that a column brings something else has the rows
-- judged anew, without sending the file again. With a rowid: rows without one keep long texts in the tree itself.
create table import_rows (
    import_id     text not null references imports (id) on delete cascade,
    -- As the spreadsheet shows it.
    number        integer not null check (number >= 1),
    -- A JSON array of texts, numbers and nulls.
    cells         text not null check (json_valid(cells)),
    -- Null until it is judged.
    verdict       text check (verdict in ('create', 'change', 'unchanged', 'refused')),
    internal_code text,
    name          text,
    -- The item that it changes or has made. No reference: the item may be deleted while the import is remembered.
    item_id       text,
    -- Sentences for people, and the fields that change, as JSON.
    reasons       text not null default '[]' check (json_valid(reasons)),
    changes       text not null default '[]' check (json_valid(changes)),
    -- What is sent to the inventory to make or change the item, as JSON.
    sent          text check (json_valid(sent)),
    -- The item's `updated_at` when the row was judged, and once applied, since it was: another one tells that somebody has changed it.
    version       text,
    -- The item's row as it was before it was changed, as JSON.
    before        text check (json_valid(before)),
    primary key (import_id, number)
) strict;

create index import_rows_verdict on import_rows (import_id, verdict, number);

-- An item that is deleted is looked for in all that may refer to it. Of loans only the open ones were found by their item, and an import
-- that is undone deletes thousands.
create index loans_item on loans (item_id) where item_id is not null;
-- When an import is undone, the others that know its items are told.
create index import_rows_item on import_rows (item_id) where item_id is not null;
