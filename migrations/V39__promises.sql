-- What is promised, under way, and counted.

-- A reservation of material: an instructor's for a class, or anybody's. Its items hold pieces of lots.
create table reservations (
    id                  text primary key,
    product_id          text not null references products (id),
    -- The warehouse it is taken from.
    environment_id      text not null references environments (id),
    -- The ficha, or what else it is for.
    order_reference     text not null check (length(order_reference) between 1 and 100),
    customer_name       text check (length(customer_name) between 1 and 255),
    requested_quantity  integer not null check (requested_quantity > 0),
    -- What is really held: less than requested where there wasn't more.
    total_quantity      integer not null check (total_quantity between 1 and requested_quantity),
    reserved_until      text not null,
    status              text not null check (status in ('active', 'fulfilled', 'cancelled', 'expired')),
    fulfilled_at        text,
    cancelled_at        text,
    cancellation_reason text check (length(cancellation_reason) between 1 and 50),
    notes               text,
    created_by          text not null references users (id),
    created_at          text not null,
    updated_at          text not null,
    check ((status = 'fulfilled') = (fulfilled_at is not null)),
    check ((status = 'cancelled') = (cancelled_at is not null))
) strict, without rowid;

create index reservations_product on reservations (product_id, created_at);
create index reservations_warehouse on reservations (environment_id, created_at);
create index reservations_owner on reservations (created_by, created_at);
create index reservations_open on reservations (reserved_until) where status = 'active';

create table reservation_items (
    id                text primary key,
    reservation_id    text not null references reservations (id) on delete cascade,
    lot_id            text not null references lots (id),
    quantity_reserved integer not null check (quantity_reserved > 0)
) strict, without rowid;

create unique index reservation_items_lot on reservation_items (reservation_id, lot_id);
create index reservation_items_of_lot on reservation_items (lot_id);

-- Material under way between warehouses. (Within one it is moved at once, and its two movements say so.)
create table transfers (
    id                   text primary key,
    source_lot_id        text not null references lots (id),
    source_environment_id text not null references environments (id),
    target_environment_id text not null references environments (id),
    -- Where it is to be put, if somebody said; where it was put, once it is received.
    target_bin_id        text references bins (id),
    target_lot_id        text references lots (id),
    quantity_sent        integer not null check (quantity_sent > 0),
    -- The three add up to what was sent.
    quantity_received    integer check (quantity_received >= 0),
    quantity_damaged     integer check (quantity_damaged >= 0),
    quantity_lost        integer check (quantity_lost >= 0),
    status               text not null check (status in ('pending', 'in_transit', 'received', 'cancelled')),
    transport_reference  text check (length(transport_reference) between 1 and 100),
    condition_on_receipt text check (length(condition_on_receipt) between 1 and 50),
    dispatched_at        text,
    dispatched_by        text references users (id),
    received_at          text,
    received_by          text references users (id),
    cancelled_at         text,
    cancelled_by         text references users (id),
    cancellation_reason  text check (length(cancellation_reason) between 1 and 255),
    notes                text,
    created_by           text not null references users (id),
    created_at           text not null,
    updated_at           text not null,
    check (source_environment_id <> target_environment_id),
    check ((status = 'received') = (quantity_received is not null)),
    check (status <> 'received' or coalesce(quantity_received + quantity_damaged + quantity_lost = quantity_sent, 0)),
    check ((status = 'cancelled') = (cancelled_at is not null))
) strict, without rowid;

create index transfers_source on transfers (source_environment_id, created_at);
create index transfers_target on transfers (target_environment_id, created_at);
create index transfers_open on transfers (status, created_at) where status in ('pending', 'in_transit');
create index transfers_lot on transfers (source_lot_id);

-- A count: somebody goes through bins, a zone or a product and says what is there; another person approves what differs.
create table counts (
    id             text primary key,
    environment_id text not null references environments (id),
    -- What is counted: bins by their codes' beginning, or all lots of a product.
    scope          text not null check (scope in ('bin', 'zone', 'product')),
    bin_id         text references bins (id),
    zone           text check (length(zone) between 1 and 100),
    product_id     text references products (id),
    -- Whoever counts doesn't see what is expected.
    is_blind       integer not null check (is_blind in (0, 1)),
    status         text not null check (status in ('open', 'submitted', 'approved', 'cancelled')),
    notes          text,
    created_by     text not null references users (id),
    submitted_at   text,
    submitted_by   text references users (id),
    decided_at     text,
    -- Never who counted.
    decided_by     text references users (id),
    created_at     text not null,
    updated_at     text not null,
    check ((scope = 'bin') = (bin_id is not null)),
    check ((scope = 'zone') = (zone is not null)),
    check ((scope = 'product') = (product_id is not null)),
    check (status <> 'approved' or coalesce(decided_by <> submitted_by, 0))
) strict, without rowid;

create index counts_warehouse on counts (environment_id, created_at);
-- A bin is counted by one person at a time.
create unique index counts_open_bin on counts (bin_id) where status in ('open', 'submitted') and bin_id is not null;

create table count_lines (
    id                text primary key,
    count_id          text not null references counts (id) on delete cascade,
    bin_id            text not null references bins (id),
    product_id        text not null references products (id),
    -- Null of what was found and no lot speaks of; its batch is told then.
    lot_id            text references lots (id),
    batch_number      text check (length(batch_number) between 1 and 100),
    -- What the ledger said when it was counted.
    expected_quantity integer not null check (expected_quantity >= 0),
    -- Null until it is counted.
    counted_quantity  integer check (counted_quantity >= 0),
    -- Why it differs.
    reason            text check (length(reason) between 1 and 50),
    counted_by        text references users (id),
    counted_at        text,
    check ((counted_quantity is null) = (counted_at is null)),
    check (lot_id is not null or batch_number is not null)
) strict, without rowid;

create unique index count_lines_lot on count_lines (count_id, lot_id) where lot_id is not null;
create index count_lines_of_lot on count_lines (lot_id) where lot_id is not null;
create index count_lines_bin on count_lines (bin_id);
create index count_lines_product on count_lines (product_id);
