-- Equipment. A row is one machine ("individual") or a number of alike pieces ("group", 30 keyboards).

create table inventory_items (
    id               text primary key,
    -- Null while the equipment has no place yet (delivered, not handed out).
    environment_id   text references environments (id),
    name             text not null check (length(name) between 1 and 200),
    serial_number    text check (length(serial_number) between 1 and 100),
    -- The centre's own plate number.
    internal_code    text not null check (length(internal_code) between 1 and 100),
    category         text not null check (category in
        ('computer', 'projector', 'keyboard', 'mouse', 'tv', 'camera', 'microphone', 'tablet', 'other')),
    brand            text,
    model            text,
    status           text not null check (status in
        ('available', 'in_use', 'maintenance', 'damaged', 'lost', 'missing', 'good')),
    purchase_date    text,
    warranty_expiry  text,
    last_maintenance text,
    next_maintenance text,
    image_url        text,
    notes            text,
    -- The total; what can be used is the total less what is damaged and what is missing.
    quantity         integer not null check (quantity between 1 and 1000000),
    quantity_damaged integer not null default 0 check (quantity_damaged >= 0),
    quantity_missing integer not null default 0 check (quantity_missing >= 0),
    item_type        text not null check (item_type in ('individual', 'group')),
    created_at       text not null,
    updated_at       text not null,
    check (quantity_damaged + quantity_missing <= quantity),
    check (item_type = 'group' or quantity = 1)
) strict, without rowid;

create unique index inventory_items_internal_code on inventory_items (internal_code collate nocase);
create unique index inventory_items_serial_number on inventory_items (serial_number collate nocase)
    where serial_number is not null;
create index inventory_items_environment on inventory_items (environment_id, name);
create index inventory_items_category on inventory_items (category);
create index inventory_items_status on inventory_items (status);
