-- Photos and documents of equipment: what it looks like, what it cost, how it is used.

-- The photos of an item, in their order. The reference keeps the photo (see `photos`); when an item is deleted its photos have nobody left
-- who shows them, and are cleared away.
create table item_pictures (
    id         text primary key,
    item_id    text not null references inventory_items (id) on delete cascade,
    photo_id   text not null references photos (id),
    -- From 0 on; the first is the picture of the item.
    position   integer not null check (position between 0 and 11),
    caption    text check (length(caption) between 1 and 200),
    -- Of the bytes of the photo: its address, which browsers keep for ever, and which nobody guesses who hasn't seen the photo.
    hash       text not null check (length(hash) = 32),
    created_by text not null references users (id),
    created_at text not null
) strict, without rowid;

create index item_pictures_item on item_pictures (item_id, position);
create unique index item_pictures_once on item_pictures (item_id, photo_id);
create index item_pictures_photo on item_pictures (photo_id);
create index item_pictures_hash on item_pictures (hash);

-- An item shows its first photo, whatever is written there: the app sends back all members of its form, also an address from before
-- somebody changed the photos elsewhere, or none. An item without photos keeps what it is given.
create trigger inventory_items_show_their_first_picture after update of image_url on inventory_items
when new.image_url is not coalesce((
    select '/api/item-pictures/files/' || p.hash
    from item_pictures p
    where p.item_id = new.id
    order by p.position, p.id
    limit 1), new.image_url)
begin
    update inventory_items
    set image_url = (
        select '/api/item-pictures/files/' || p.hash
        from item_pictures p
        where p.item_id = new.id
        order by p.position, p.id
        limit 1)
    where id = new.id;
end;

-- The documents of an item: PDF and nothing else.
create table item_documents (
    id         text primary key,
    item_id    text not null references inventory_items (id) on delete cascade,
    -- An invoice is shown to those who look after equipment, the others to whoever sees the item.
    kind       text not null check (kind in ('invoice', 'manual', 'other')),
    -- What it is called when it is saved, without what file systems don't bear.
    name       text not null check (length(name) between 1 and 200),
    size       integer not null check (size between 1 and 10485760),
    sha256     text not null check (length(sha256) = 64),
    -- While its parts are written nobody is shown it; what stays so was broken off, and is cleared away.
    is_whole   integer not null default 0 check (is_whole in (0, 1)),
    created_by text not null references users (id),
    created_at text not null
) strict, without rowid;

create index item_documents_item on item_documents (item_id, id);
create index item_documents_broken on item_documents (created_at) where is_whole = 0;

-- The file, in parts: each is a write of its own, so that nobody waits for a large one, and a download reads them one by one. With a
-- rowid: rows without one keep their blobs in the tree itself.
create table item_document_parts (
    document_id text not null references item_documents (id) on delete cascade,
    -- From 0 on; all but the last have the same size.
    number      integer not null check (number >= 0),
    bytes       blob not null check (length(bytes) between 1 and 262144),
    primary key (document_id, number)
) strict;
