-- What becomes of a request for maintenance: who works on which pieces, what it cost, and the plans by which work comes again.

-- A plan: the same work on the same items, again and again. It makes at most one request at a time; when that is done or left
-- out, the next day follows from the interval.
create table maintenance_plans (
    id          text primary key,
    title       text not null check (length(title) between 1 and 200),
    -- What is to be done.
    description text not null check (length(description) between 1 and 5000),
    -- Every so many days or months.
    every       integer not null check (every between 1 and 3660),
    unit        text not null check (unit in ('day', 'month')),
    -- Days of the centre.
    next_date   text not null check (length(next_date) = 10),
    -- How many days ahead those who look after the room are reminded.
    remind_days integer not null check (remind_days between 0 and 365),
    -- The day that was reminded of, so that nobody is told twice of the same.
    reminded_of text,
    is_active   integer not null check (is_active in (0, 1)),
    -- In whose name requests are made.
    created_by  text not null references users (id),
    created_at  text not null,
    updated_at  text not null
) strict, without rowid;

create index maintenance_plans_next on maintenance_plans (is_active, next_date);

-- What a plan is about. An item may be in several plans.
create table maintenance_plan_items (
    plan_id text not null references maintenance_plans (id) on delete cascade,
    item_id text not null references inventory_items (id) on delete cascade,
    primary key (plan_id, item_id)
) strict, without rowid;

create index maintenance_plan_items_item on maintenance_plan_items (item_id);

alter table maintenance_requests add column maintenance_type text not null default 'corrective'
    check (maintenance_type in ('preventive', 'corrective', 'upgrade'));
alter table maintenance_requests add column plan_id text references maintenance_plans (id) on delete set null;
-- The day of the plan that it was made for.
alter table maintenance_requests add column due_date text;
alter table maintenance_requests add column cancellation_reason text;

create index maintenance_requests_plan on maintenance_requests (plan_id, status) where plan_id is not null;
create index maintenance_requests_technician on maintenance_requests (assigned_technician_id, status)
    where assigned_technician_id is not null;

-- The items of a request: one, several at once, or none. `maintenance_requests.item_id` stays the first of them, for clients
-- that know only one.
create table maintenance_items (
    request_id text not null references maintenance_requests (id) on delete cascade,
    item_id    text not null references inventory_items (id) on delete cascade,
    quantity   integer not null check (quantity >= 1),
    -- How many pieces its completion left working.
    repaired   integer check (repaired >= 0),
    -- By how much the item's damaged pieces became fewer then: what a reopening puts back.
    taken_off  integer,
    primary key (request_id, item_id)
) strict, without rowid;

create index maintenance_items_item on maintenance_items (item_id);

insert into maintenance_items (request_id, item_id, quantity)
select id, item_id, quantity_affected
from maintenance_requests
where item_id is not null;

-- The photos of a request, in their order. The reference keeps them (see `photos`).
create table maintenance_photos (
    request_id text not null references maintenance_requests (id) on delete cascade,
    position   integer not null check (position >= 0),
    photo_id   text not null references photos (id),
    primary key (request_id, position)
) strict, without rowid;

create index maintenance_photos_photo on maintenance_photos (photo_id);

-- What was done to an item: by completing a request, or written down by hand.
create table maintenance_history (
    id                    text primary key,
    item_id               text not null references inventory_items (id) on delete cascade,
    request_id            text references maintenance_requests (id) on delete set null,
    technician_id         text references users (id),
    maintenance_type      text not null check (maintenance_type in ('preventive', 'corrective', 'upgrade')),
    description           text not null check (length(description) between 1 and 5000),
    -- Cents.
    cost                  integer check (cost >= 0),
    parts_replaced        text,
    -- Days of the centre.
    maintenance_date      text not null check (length(maintenance_date) = 10),
    next_maintenance_date text,
    -- Whether a request wrote it when it was completed; its reopening takes it away.
    is_completion         integer not null check (is_completion in (0, 1)),
    created_at            text not null,
    updated_at            text not null
) strict, without rowid;

create index maintenance_history_item on maintenance_history (item_id, maintenance_date);
create index maintenance_history_date on maintenance_history (maintenance_date);
create index maintenance_history_request on maintenance_history (request_id) where request_id is not null;
create index maintenance_history_technician on maintenance_history (technician_id) where technician_id is not null;
