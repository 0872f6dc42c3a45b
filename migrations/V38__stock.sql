-- What lies in the bins, and every change of it. Quantities are hundredths of the lot's unit, so that sums are exact.

-- A lot ("lote"): one batch of one product in one bin. A batch that is moved is another lot in another bin.
create table lots (
    id                text primary key,
    bin_id            text not null references bins (id),
    product_id        text not null references products (id),
    supplier_id       text references suppliers (id),
    batch_number      text not null check (length(batch_number) between 1 and 100),
    -- The last day on which it may be used; null of what doesn't spoil.
    use_by_date       text check (length(use_by_date) = 10),
    best_before_date  text check (length(best_before_date) = 10),
    freeze_date       text check (length(freeze_date) = 10),
    quantity          integer not null check (quantity >= 0),
    -- Promised to somebody: a part of the quantity.
    reserved_quantity integer not null default 0,
    -- That of its product when it came.
    unit              text not null check (unit in
        ('unidad', 'kg', 'g', 'l', 'ml', 'm', 'm2', 'paquete', 'caja', 'rollo', 'galón', 'par')),
    -- What a unit cost, in cents; null when nobody said.
    unit_price        integer check (unit_price >= 0),
    received_at       text not null,
    -- What a person made of it. That it is expired, reserved or used up is what its date and quantities say.
    status            text not null check (status in ('available', 'held', 'scrapped')),
    hold_reason       text,
    notes             text,
    created_at        text not null,
    updated_at        text not null,
    check (reserved_quantity between 0 and quantity),
    check (use_by_date >= best_before_date),
    check ((status = 'held') = (hold_reason is not null)),
    check (status <> 'scrapped' or quantity = 0)
) strict, without rowid;

-- What may go out of a product, in the order in which it should (first expired, first out).
create index lots_first_out on lots (product_id, use_by_date, batch_number, received_at) where quantity > 0;
create index lots_bin on lots (bin_id, quantity);
create index lots_use_by on lots (use_by_date) where quantity > 0;
create index lots_received on lots (received_at);
create index lots_supplier on lots (supplier_id) where supplier_id is not null;
create index lots_product on lots (product_id, created_at);
-- A batch that comes again to its bin joins what is there of it.
create unique index lots_batch on lots (bin_id, product_id, batch_number collate nocase) where status <> 'scrapped';

-- The ledger: one row a change of a lot's quantity, never updated, never deleted. Who was where at that time is written into it, so
-- that a list by product, bin or warehouse reads an index and nothing else.
create table movements (
    id               text primary key,
    lot_id           text not null references lots (id),
    product_id       text not null references products (id),
    bin_id           text not null references bins (id),
    environment_id   text not null references environments (id),
    movement_type    text not null check (movement_type in ('receipt', 'issue', 'adjustment', 'transfer', 'scrap')),
    -- Signed: what came is above zero.
    quantity         integer not null check (quantity <> 0),
    quantity_before  integer not null check (quantity_before >= 0),
    quantity_after   integer not null check (quantity_after >= 0),
    reason           text not null check (length(reason) between 1 and 50),
    reference_number text check (length(reference_number) between 1 and 100),
    -- Of issues: whether the lot was first in its turn.
    fefo_compliant   integer check (fefo_compliant in (0, 1)),
    force_override   integer not null default 0 check (force_override in (0, 1)),
    override_reason  text,
    notes            text,
    -- What it belongs to, by its id: a reservation, a transfer, a count. No reference: the ledger outlives all of them.
    cause_id         text,
    created_by       text not null references users (id),
    created_at       text not null,
    check (quantity_after = quantity_before + quantity),
    check ((movement_type = 'issue') = (fefo_compliant is not null)),
    check (force_override = 0 or override_reason is not null),
    check (movement_type <> 'receipt' or quantity > 0),
    check (movement_type not in ('issue', 'scrap') or quantity < 0)
) strict, without rowid;

create index movements_lot on movements (lot_id, created_at);
create index movements_product on movements (product_id, created_at);
create index movements_bin on movements (bin_id, created_at);
create index movements_warehouse on movements (environment_id, created_at);
create index movements_type on movements (movement_type, created_at);
create index movements_user on movements (created_by, created_at);
create index movements_created on movements (created_at);
create index movements_cause on movements (cause_id) where cause_id is not null;

create trigger movements_are_kept before delete on movements
begin
    select raise(abort, 'a movement is never deleted');
end;

create trigger movements_stay_as_written before update on movements
begin
    select raise(abort, 'a movement is never changed');
end;

-- The lot is changed first, then the movement says so: one without the other is a mistake of ours.
create trigger movements_say_what_the_lot_holds before insert on movements
when exists (select 1 from movements where id = new.id)
    or not exists (
        select 1
        from lots l
        join bins b on b.id = l.bin_id
        where l.id = new.lot_id
        and l.quantity = new.quantity_after
        and l.product_id = new.product_id
        and l.bin_id = new.bin_id
        and b.environment_id = new.environment_id)
begin
    select raise(abort, 'a movement must end at what its lot holds');
end;

-- What was written of a lot is of this product, in this bin, by this unit.
create trigger lots_stay_what_they_are before update of product_id, bin_id, unit on lots
begin
    select raise(abort, 'a lot stays what it is');
end;

-- How many movements there were: lists say how many there are without counting a million rows. Products are counted apart and not by
-- month: both tables stay small enough to be added up for each page.
create table movement_counts (
    environment_id text not null references environments (id),
    movement_type  text not null,
    created_by     text not null references users (id),
    -- The UTC month, "2026-11".
    month          text not null check (length(month) = 7),
    count          integer not null check (count > 0),
    primary key (environment_id, movement_type, created_by, month)
) strict, without rowid;

create table product_movement_counts (
    product_id     text not null references products (id),
    environment_id text not null references environments (id),
    movement_type  text not null,
    count          integer not null check (count > 0),
    primary key (product_id, environment_id, movement_type)
) strict, without rowid;

create trigger movements_are_counted after insert on movements
begin
    insert into movement_counts (environment_id, movement_type, created_by, month, count)
    values (new.environment_id, new.movement_type, new.created_by, substr(new.created_at, 1, 7), 1)
    on conflict do update set count = count + 1;
    insert into product_movement_counts (product_id, environment_id, movement_type, count)
    values (new.product_id, new.environment_id, new.movement_type, 1)
    on conflict do update set count = count + 1;
end;
