-- Centres and their rooms. A box in a building serves one centre, seldom two that share the building.

create table centers (
    id         text primary key,
    -- SENA's own number of the centre ("9208"), printed on every acta.
    code       text not null check (length(code) between 1 and 20),
    name       text not null check (length(name) between 1 and 200),
    address    text,
    city       text,
    region     text,
    phone      text,
    -- A centre that anything refers to is never deleted: its history would lose its place.
    is_active  integer not null default 1 check (is_active in (0, 1)),
    created_at text not null,
    updated_at text not null
) strict, without rowid;

create unique index centers_code on centers (code collate nocase);

-- A room ("ambiente") or a warehouse ("bodega"): both hold equipment, both have a printed QR code,
-- and the app chooses between them by one flag, so they are one table.
create table environments (
    id           text primary key,
    center_id    text not null references centers (id),
    name         text not null check (length(name) between 1 and 120),
    location     text not null check (length(location) <= 200),
    capacity     integer not null default 30 check (capacity between 0 and 10000),
    -- Short code printed under the QR picture, for people who type instead of scanning.
    qr_code      text not null check (length(qr_code) between 4 and 40),
    description  text,
    is_warehouse integer not null default 0 check (is_warehouse in (0, 1)),
    is_active    integer not null default 1 check (is_active in (0, 1)),
    created_at   text not null,
    updated_at   text not null
) strict, without rowid;

create unique index environments_qr_code on environments (qr_code);
-- Two active rooms of one centre with the same name cannot be told apart by the people in the corridor.
create unique index environments_name on environments (center_id, name collate nocase) where is_active = 1;
