-- What a category asks of its equipment beside what all equipment has: the voltage of a lathe, the burners of a stove.

create table item_fields (
    id          text primary key,
    -- Of one category, also one of the nine; they go with it.
    category_id text not null references item_categories (id) on delete cascade,
    name        text not null check (length(name) between 1 and 60),
    kind        text not null check (kind in ('text', 'number', 'date', 'choice', 'yes_no')),
    -- What a number is measured in.
    unit        text check (length(unit) between 1 and 20),
    -- What can be chosen, as a JSON array.
    choices     text not null default '[]' check (json_valid(choices)),
    -- A retired one is asked for no more; what was written stays.
    is_active   integer not null default 1 check (is_active in (0, 1)),
    created_at  text not null,
    updated_at  text not null,
    check (unit is null or kind = 'number')
) strict, without rowid;

create unique index item_fields_name on item_fields (category_id, name collate nocase);

-- What equipment has of them, in the form of its kind: 12.5, 2026-01-31, true. A field that somebody has filled in isn't deleted: the
-- reference keeps it. A value stays when its item changes the category.
create table item_field_values (
    item_id  text not null references inventory_items (id) on delete cascade,
    field_id text not null references item_fields (id),
    value    text not null check (length(value) between 1 and 200),
    primary key (item_id, field_id)
) strict, without rowid;

create index item_field_values_field on item_field_values (field_id, value);
