-- What statistics would have to read thousands of rows for.

-- What one piece of an item was bought for, in cents: the value of the inventory is the sum. Null when nobody has written it down.
alter table inventory_items add column purchase_price integer check (purchase_price >= 0);

-- What stood in a room at the end of a day, in the sums of its items; what is lost is out of the inventory. A row is written in
-- the transaction of the first change of a day, and holds until the next one: the newest row is what stands there. So the state
-- of a past day is one look-up a room, and that of today doesn't add up five thousand items at each opening of a home page.
create table inventory_days (
    -- Empty for what has no place yet: a key has no nulls. No reference, because of it; rooms with a history are never deleted.
    environment_id    text not null,
    -- The centre's day.
    day               text not null check (length(day) = 10),
    -- Rows of the inventory. No row is available, in use and under repair at once; `damaged_items` counts besides.
    items             integer not null,
    available_items   integer not null,
    in_use_items      integer not null,
    maintenance_items integer not null,
    damaged_items     integer not null,
    -- Pieces.
    quantity          integer not null,
    quantity_damaged  integer not null,
    quantity_missing  integer not null,
    -- Items whose price is known, and what all their pieces are worth, in cents.
    priced_items      integer not null,
    value             integer not null,
    primary key (environment_id, day)
) strict, without rowid;

-- History begins with the last day on which anything changed: nobody knows what stood there before.
insert into inventory_days (environment_id, day, items, available_items, in_use_items, maintenance_items, damaged_items, quantity,
    quantity_damaged, quantity_missing, priced_items, value)
select coalesce(environment_id, ''),
    (select substr(max(updated_at), 1, 10) from inventory_items),
    count(*),
    count(*) filter (where status not in ('in_use', 'maintenance') and quantity - quantity_damaged - quantity_missing > 0),
    count(*) filter (where status = 'in_use'),
    count(*) filter (where status = 'maintenance'),
    count(*) filter (where quantity_damaged > 0 or status = 'damaged'),
    sum(quantity),
    sum(quantity_damaged),
    sum(quantity_missing),
    0,
    0
from inventory_items
where status <> 'lost'
group by 1;

-- Statistics of a period read checks by day, and nothing of them that isn't here: a year is eight thousand, and looking each of
-- them up took ten times as long. It begins as the index did that it replaces.
drop index inventory_checks_date;
create index inventory_checks_date on inventory_checks (check_date, environment_id, status, schedule_id, total_items, items_good,
    items_damaged, items_missing);

-- Loans by the day on which they begin.
create index loans_started on loans (start_date, environment_id);
