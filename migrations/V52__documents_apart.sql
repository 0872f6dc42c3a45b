-- Documents of equipment that go without anybody waiting, and that are there once. An upgrade works in a copy of the database, so both
-- tables are made anew and take over their rows.

create table new_item_documents (
    id         text primary key,
    -- Null when the item or the document was deleted, or the upload broke off: nobody is shown it any more, and its parts are cleared
    -- away a few at a time. Ten megabytes in one write would hold up everybody who saves meanwhile.
    item_id    text references inventory_items (id) on delete set null,
    -- An invoice is shown to those who look after equipment, the others to whoever sees the item.
    kind       text not null check (kind in ('invoice', 'manual', 'other')),
    -- What it is called when it is saved, without what file systems don't bear.
    name       text not null check (length(name) between 1 and 200),
    size       integer not null check (size between 1 and 10485760),
    sha256     text not null check (length(sha256) = 64),
    -- While its parts are written nobody is shown it, and it doesn't count.
    is_whole   integer not null default 0 check (is_whole in (0, 1)),
    created_by text not null references users (id),
    created_at text not null
) strict, without rowid;

insert into new_item_documents (id, item_id, kind, name, size, sha256, is_whole, created_by, created_at)
select id, item_id, kind, name, size, sha256, is_whole, created_by, created_at
from item_documents;

-- No cascade: a document whose parts are there isn't deleted, by nobody.
create table new_item_document_parts (
    document_id text not null references new_item_documents (id),
    -- From 0 on; all but the last have the same size.
    number      integer not null check (number >= 0),
    bytes       blob not null check (length(bytes) between 1 and 262144),
    primary key (document_id, number)
) strict;

insert into new_item_document_parts (document_id, number, bytes)
select document_id, number, bytes
from item_document_parts;

drop table item_document_parts;
drop table item_documents;
alter table new_item_documents rename to item_documents;
alter table new_item_document_parts rename to item_document_parts;

-- Also by which what no item has is found.
create index item_documents_item on item_documents (item_id, id);

-- The same document that was sent twice at once: the first stays.
update item_documents
set item_id = null
where is_whole = 1
and exists (
    select 1
    from item_documents d
    where d.item_id = item_documents.item_id
    and d.sha256 = item_documents.sha256
    and d.is_whole = 1
    and d.id < item_documents.id);

-- Two uploads of one document may be on their way: the first that is whole is it.
create unique index item_documents_once on item_documents (item_id, sha256) where is_whole = 1 and item_id is not null;
create index item_documents_broken on item_documents (created_at) where is_whole = 0 and item_id is not null;
