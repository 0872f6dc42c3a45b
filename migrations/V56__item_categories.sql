-- The centre's own categories of equipment: a workshop or a kitchen is not "other".

create table item_categories (
    id          text primary key,
    name        text not null check (length(name) between 1 and 60),
    -- What the wire of the app has for it: it knows nine words, and no other.
    word        text not null check (word in
        ('computer', 'projector', 'keyboard', 'mouse', 'tv', 'camera', 'microphone', 'tablet', 'other')),
    -- One of the icons that the web UI has.
    icon        text not null check (icon in
        ('computer', 'projector', 'keyboard', 'mouse', 'tv', 'video', 'microphone', 'tablet', 'package', 'box', 'boxes', 'wrench',
         'settings', 'star', 'monitor', 'camera', 'phone', 'key', 'lock', 'truck', 'sun', 'globe', 'shield', 'building')),
    -- How long its equipment lasts; null: as the setting says of its word.
    life_months integer check (life_months between 1 and 600),
    -- The nine words themselves: what equipment without a category of its own is. Nobody changes or deletes them.
    is_builtin  integer not null default 0 check (is_builtin in (0, 1)),
    -- What is out of use is offered to nobody; equipment that has it keeps it.
    is_active   integer not null default 1 check (is_active in (0, 1)),
    created_at  text not null,
    updated_at  text not null
) strict, without rowid;

create unique index item_categories_name on item_categories (name collate nocase);
create unique index item_categories_word on item_categories (word) where is_builtin = 1;

-- Of fixed ids: every database has the same nine.
insert into item_categories (id, name, word, icon, is_builtin, created_at, updated_at)
select '00000000-0000-7000-8000-00000000000' || n.column1, n.column2, n.column3, n.column4, 1,
    '2026-11-01T00:00:00.000000Z', '2026-11-01T00:00:00.000000Z'
from (values
    (1, 'Computador', 'computer', 'computer'),
    (2, 'Proyector', 'projector', 'projector'),
    (3, 'Teclado', 'keyboard', 'keyboard'),
    (4, 'Ratón', 'mouse', 'mouse'),
    (5, 'Televisor', 'tv', 'tv'),
    (6, 'Cámara', 'camera', 'video'),
    (7, 'Micrófono', 'microphone', 'microphone'),
    (8, 'Tableta', 'tablet', 'tablet'),
    (9, 'Otro', 'other', 'package')) n;

-- The category of its own, whose word `category` is then; null where it is one of the nine.
alter table inventory_items add column category_id text references item_categories (id);
create index inventory_items_own_category on inventory_items (category_id) where category_id is not null;
