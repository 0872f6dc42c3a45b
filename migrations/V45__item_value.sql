-- What equipment is worth and where it came from, and what clients of the asset API keep of it.

-- The currency of `purchase_price` (ISO 4217): sums are made of one currency only, and those of the years before are in pesos.
alter table inventory_items add column currency text not null default 'COP'
    check (currency in ('COP', 'USD', 'EUR'));
-- Whom it was bought from. A text and no reference: equipment came before the warehouse's list of suppliers, which is of materials
-- and of those who still deliver.
alter table inventory_items add column supplier_name text check (length(supplier_name) between 1 and 200);
-- The supplier's NIT with its check digit.
alter table inventory_items add column supplier_nit text check (length(supplier_nit) between 1 and 20);
alter table inventory_items add column invoice_number text check (length(invoice_number) between 1 and 50);
-- What it is, in sentences; `notes` is what people should know of it.
alter table inventory_items add column description text check (length(description) between 1 and 2000);
-- What clients of the asset API call its kind; the category follows from it.
alter table inventory_items add column asset_type text check (length(asset_type) between 1 and 100);

-- The photo that clients of the asset API gave an item: one, the newest. The reference keeps it (see `photos`).
create table asset_photos (
    item_id    text primary key references inventory_items (id) on delete cascade,
    photo_id   text not null references photos (id),
    created_at text not null
) strict, without rowid;

create index asset_photos_photo on asset_photos (photo_id);
