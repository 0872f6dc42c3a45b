-- The warehouse of materials ("materiales de formación"): what is used up, not lent. Where it lies, what it is, who supplies it.

-- How the bins of a warehouse are named. A warehouse is an environment; this is its side row, and one without it is named by
-- shelf-level-position.
create table warehouse_profiles (
    environment_id text primary key references environments (id) on delete cascade,
    -- [{"name","label","required","order"}, …]: the parts that a bin's code is made of.
    fields         text not null check (json_type(fields) = 'array'),
    -- With a {name} for each field: "{estante}-{nivel}-{posicion}".
    code_format    text not null check (length(code_format) between 3 and 200),
    separator      text not null check (length(separator) <= 5),
    auto_uppercase integer not null check (auto_uppercase in (0, 1)),
    -- Numbers in two places at least.
    zero_padding   integer not null check (zero_padding in (0, 1)),
    created_at     text not null,
    updated_at     text not null
) strict, without rowid;

-- A place ("ubicación"): shelf 3, level 2, position 1. Whether it is occupied isn't stored, it is what its lots say.
create table bins (
    id             text primary key,
    environment_id text not null references environments (id),
    code           text not null check (length(code) between 1 and 100),
    -- {"estante":"03",…}: what the code was made of.
    structure_data text not null check (json_type(structure_data) = 'object'),
    -- What a person set, against what its lots say: kept free for something, or not to be used for now.
    set_aside      text check (set_aside in ('reserved', 'inactive')),
    -- Hundredths of a kilogram and of a centimetre.
    max_weight     integer check (max_weight > 0),
    max_height     integer check (max_height > 0),
    accessibility  text check (length(accessibility) <= 50),
    notes          text,
    is_active      integer not null default 1 check (is_active in (0, 1)),
    -- When it was counted last as a whole.
    counted_at     text,
    created_at     text not null,
    updated_at     text not null
) strict, without rowid;

create unique index bins_code on bins (environment_id, code collate nocase);
create index bins_created on bins (environment_id, created_at);
-- For who sees more warehouses than one.
create index bins_newest on bins (created_at);

-- A material. Products belong to a centre: its warehouses stock the same things.
create table products (
    id              text primary key,
    center_id       text not null references centers (id),
    name            text not null check (length(name) between 2 and 255),
    sku             text check (length(sku) between 3 and 100),
    category        text check (length(category) between 1 and 100),
    default_unit    text not null check (default_unit in
        ('unidad', 'kg', 'g', 'l', 'ml', 'm', 'm2', 'paquete', 'caja', 'rollo', 'galón', 'par')),
    description     text,
    -- Hundredths of the unit, as all quantities of materials: below it the product is low in stock. Null: nobody minds.
    min_stock       integer check (min_stock >= 0),
    -- How long it keeps after it came, in days: the use-by date that a receipt offers.
    shelf_life_days integer check (shelf_life_days between 1 and 36500),
    -- What a unit costs, in cents.
    unit_price      integer check (unit_price >= 0),
    photo_id        text references photos (id),
    is_active       integer not null default 1 check (is_active in (0, 1)),
    created_at      text not null,
    updated_at      text not null
) strict, without rowid;

create unique index products_sku on products (center_id, sku collate nocase) where sku is not null;
create index products_created on products (center_id, created_at);
create index products_newest on products (created_at);
create index products_photo on products (photo_id) where photo_id is not null;

-- Who supplies materials, to a centre.
create table suppliers (
    id             text primary key,
    center_id      text not null references centers (id),
    company_name   text not null check (length(company_name) between 2 and 255),
    contact_person text check (length(contact_person) between 1 and 255),
    email          text check (length(email) between 3 and 255),
    phone          text check (length(phone) between 1 and 50),
    address        text,
    -- NIT with its check digit, without dots: 899999034-1.
    tax_number     text check (length(tax_number) between 8 and 12),
    is_active      integer not null default 1 check (is_active in (0, 1)),
    created_at     text not null,
    updated_at     text not null
) strict, without rowid;

create index suppliers_created on suppliers (center_id, created_at);
create index suppliers_newest on suppliers (created_at);
