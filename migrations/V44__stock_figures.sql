-- What the first page of the materials says is kept as sums: adding up twenty thousand lots and a million movements for each look would
-- take a hundred times longer than reading them.

-- What lies of a product in a warehouse. A quantity is the same in all its lots: they are counted in their product's unit.
create table stock_totals (
    environment_id text not null references environments (id),
    product_id     text not null references products (id),
    -- Lots of which something is left.
    lots           integer not null check (lots >= 0),
    quantity       integer not null check (quantity >= 0),
    -- What the lots are worth, in cents, each rounded to a whole one: by what it cost, or else by what its product costs. A lot counts for at
    -- most a hundred thousand million pesos, so that no sum leaves the integers: a receipt must not fail because of a figure on a page.
    value          integer not null check (value >= 0),
    -- Those of which nobody said what they cost: where their product has no price either, they aren't in the value.
    unpriced_lots  integer not null check (unpriced_lots >= 0),
    primary key (environment_id, product_id)
) strict, without rowid;

create index stock_totals_product on stock_totals (product_id, quantity);

insert into stock_totals (environment_id, product_id, lots, quantity, value, unpriced_lots)
select b.environment_id, l.product_id, sum(l.quantity > 0), sum(l.quantity),
    coalesce(sum(min(l.quantity / 100 * coalesce(l.unit_price, p.unit_price) + (l.quantity % 100 * coalesce(l.unit_price, p.unit_price) + 50) / 100, 10000000000000)), 0),
    sum(l.unit_price is null and l.quantity > 0)
from lots l
join bins b on b.id = l.bin_id
join products p on p.id = l.product_id
group by b.environment_id, l.product_id;

create trigger lots_are_added_up after insert on lots
begin
    insert into stock_totals (environment_id, product_id, lots, quantity, value, unpriced_lots)
    select b.environment_id, new.product_id, new.quantity > 0, new.quantity,
        coalesce(min(new.quantity / 100 * coalesce(new.unit_price, p.unit_price) + (new.quantity % 100 * coalesce(new.unit_price, p.unit_price) + 50) / 100, 10000000000000), 0),
        new.unit_price is null and new.quantity > 0
    from bins b
    cross join products p on p.id = new.product_id
    where b.id = new.bin_id
    on conflict do update
    set lots = lots + excluded.lots,
        quantity = quantity + excluded.quantity,
        value = value + excluded.value,
        unpriced_lots = unpriced_lots + excluded.unpriced_lots;
end;

-- Product, bin and unit of a lot never change, nor the warehouse of a bin.
create trigger changed_lots_are_added_up after update of quantity, unit_price on lots
begin
    update stock_totals
    set lots = lots + (new.quantity > 0) - (old.quantity > 0),
        quantity = stock_totals.quantity + new.quantity - old.quantity,
        value = value
            + coalesce(min(new.quantity / 100 * coalesce(new.unit_price, p.unit_price) + (new.quantity % 100 * coalesce(new.unit_price, p.unit_price) + 50) / 100, 10000000000000), 0)
            - coalesce(min(old.quantity / 100 * coalesce(old.unit_price, p.unit_price) + (old.quantity % 100 * coalesce(old.unit_price, p.unit_price) + 50) / 100, 10000000000000), 0),
        unpriced_lots = unpriced_lots
            + (new.unit_price is null and new.quantity > 0)
            - (old.unit_price is null and old.quantity > 0)
    from products p
    where p.id = new.product_id
    and stock_totals.environment_id = (select environment_id from bins where id = new.bin_id)
    and stock_totals.product_id = new.product_id;
end;

create trigger deleted_lots_are_taken_off after delete on lots
begin
    update stock_totals
    set lots = lots - (old.quantity > 0),
        quantity = stock_totals.quantity - old.quantity,
        value = value - coalesce(min(old.quantity / 100 * coalesce(old.unit_price, p.unit_price) + (old.quantity % 100 * coalesce(old.unit_price, p.unit_price) + 50) / 100, 10000000000000), 0),
        unpriced_lots = unpriced_lots - (old.unit_price is null and old.quantity > 0)
    from products p
    where p.id = old.product_id
    and stock_totals.environment_id = (select environment_id from bins where id = old.bin_id)
    and stock_totals.product_id = old.product_id;
end;

-- What a product costs is what those of its lots are worth of which nobody said what they cost.
create trigger lots_are_worth_what_their_product_costs after update of unit_price on products
when new.unit_price is not old.unit_price
begin
    update stock_totals
    set value = (
        select coalesce(sum(min(l.quantity / 100 * coalesce(l.unit_price, new.unit_price) + (l.quantity % 100 * coalesce(l.unit_price, new.unit_price) + 50) / 100, 10000000000000)), 0)
        from lots l
        join bins b on b.id = l.bin_id
        where l.product_id = new.id
        and l.quantity > 0
        and b.environment_id = stock_totals.environment_id)
    where product_id = new.id;
end;

-- The bins in which something lies, with how many lots of which something is left.
create table stocked_bins (
    environment_id text not null references environments (id),
    bin_id         text not null references bins (id),
    lots           integer not null check (lots > 0),
    primary key (environment_id, bin_id)
) strict, without rowid;

insert into stocked_bins (environment_id, bin_id, lots)
select b.environment_id, b.id, count(*)
from lots l
join bins b on b.id = l.bin_id
where l.quantity > 0
group by b.environment_id, b.id;

create trigger lots_fill_bins after insert on lots
when new.quantity > 0
begin
    insert into stocked_bins (environment_id, bin_id, lots)
    select b.environment_id, b.id, 1
    from bins b
    where b.id = new.bin_id
    on conflict do update
    set lots = lots + 1;
end;

create trigger lots_refill_bins after update of quantity on lots
when old.quantity = 0 and new.quantity > 0
begin
    insert into stocked_bins (environment_id, bin_id, lots)
    select b.environment_id, b.id, 1
    from bins b
    where b.id = new.bin_id
    on conflict do update
    set lots = lots + 1;
end;

create trigger lots_empty_bins after update of quantity on lots
when old.quantity > 0 and new.quantity = 0
begin
    delete from stocked_bins
    where environment_id = (select environment_id from bins where id = old.bin_id)
    and bin_id = old.bin_id
    and lots = 1;
    update stocked_bins
    set lots = lots - 1
    where environment_id = (select environment_id from bins where id = old.bin_id)
    and bin_id = old.bin_id
    and lots > 1;
end;

create trigger deleted_lots_empty_bins after delete on lots
when old.quantity > 0
begin
    delete from stocked_bins
    where environment_id = (select environment_id from bins where id = old.bin_id)
    and bin_id = old.bin_id
    and lots = 1;
    update stocked_bins
    set lots = lots - 1
    where environment_id = (select environment_id from bins where id = old.bin_id)
    and bin_id = old.bin_id
    and lots > 1;
end;

-- How many movements there were in an hour. Hours and not days: what a day is says the building's clock, which the database doesn't know.
create table movement_hours (
    environment_id text not null references environments (id),
    -- UTC, "2026-11-30T13".
    hour           text not null check (length(hour) = 13),
    movement_type  text not null,
    count          integer not null check (count > 0),
    -- Of issues: those in which the lot was first in its turn.
    compliant      integer not null check (compliant between 0 and count),
    primary key (environment_id, hour, movement_type)
) strict, without rowid;

insert into movement_hours (environment_id, hour, movement_type, count, compliant)
select environment_id, substr(created_at, 1, 13), movement_type, count(*), coalesce(sum(fefo_compliant), 0)
from movements
group by 1, 2, 3;

create trigger movements_are_counted_by_hour after insert on movements
begin
    insert into movement_hours (environment_id, hour, movement_type, count, compliant)
    values (new.environment_id, substr(new.created_at, 1, 13), new.movement_type, 1, coalesce(new.fefo_compliant, 0))
    on conflict do update
    set count = count + 1,
        compliant = compliant + excluded.compliant;
end;

-- Bins that aren't to be used: what lies in them doesn't count as occupied.
create index bins_out_of_use on bins (environment_id) where is_active = 0 or set_aside = 'inactive';
-- Products that somebody minds the stock of.
create index products_minded on products (center_id, min_stock) where min_stock > 0 and is_active = 1;
create index counts_under_way on counts (environment_id) where status in ('open', 'submitted');
