-- A warehouse of materials: 5,000 bins, 500 products in ten bins each, 20,000 lots, 2,000 of them and some of the first product, and
-- movements of one year, however many there are.
-- Each movement ends at what its lot holds, as the database wants it.
with recursive n (n) as (
    select 0
    union all
    select n + 1
    from n
    where n + 1 < 500)
insert into products (id, center_id, name, sku, category, default_unit, min_stock, unit_price, created_at, updated_at)
select printf('018f0000-0000-7000-80c0-%012d', n), (select center_id from environments where id = '{warehouse}'),
    'Material ' || n, printf('MAT-%04d', n), 'Categoría ' || (n % 12), 'kg', 1000000, 150000, '{now}', '{now}'
from n;

with recursive n (n) as (
    select 0
    union all
    select n + 1
    from n
    where n + 1 < 5000)
insert into bins (id, environment_id, code, structure_data, created_at, updated_at)
select printf('018f0000-0000-7000-80b0-%012d', n), '{warehouse}', printf('%02d-%02d-%02d', n / 500, n / 25 % 20, n % 25),
    '{}', '{now}', '{now}'
from n;

with recursive n (n) as (
    select 0
    union all
    select n + 1
    from n
    where n + 1 < 20000)
insert into lots (id, bin_id, product_id, batch_number, use_by_date, quantity, unit, unit_price, received_at, status, created_at,
    updated_at)
select printf('018f0000-0000-7000-80d0-%012d', n), printf('018f0000-0000-7000-80b0-%012d', iif(n < 18000, n % 5000, n % 10 * 500)),
    printf('018f0000-0000-7000-80c0-%012d', iif(n < 18000, n % 500, 0)), printf('L-%05d', n), date('{today}', '+' || (20 + n * 7 % 700) || ' days'),
    100000 + n % 977, 'kg', iif(n % 10 = 0, null, 140000 + n % 500), '{now}', 'available', '{now}', '{now}'
from n;

with recursive n (n) as (
    select 0
    union all
    select n + 1
    from n
    where n + 1 < {movements})
insert into movements (id, lot_id, product_id, bin_id, environment_id, movement_type, quantity, quantity_before, quantity_after, reason,
    reference_number, fefo_compliant, created_by, created_at)
select printf('018f0000-0000-7000-80e0-%012d', n.n), l.id, l.product_id, l.bin_id, '{warehouse}',
    iif(n.n % 3 = 0, 'receipt', 'issue'), iif(n.n % 3 = 0, 500, -500), l.quantity - iif(n.n % 3 = 0, 500, -500), l.quantity,
    'formación', printf('FV-%d', n.n), iif(n.n % 3 = 0, null, n.n % 40 > 0), '{person}',
    strftime('%Y-%m-%dT%H:%M:%f', '{now}', '-' || (({movements} - n.n) * 31536000 / {movements}) || ' seconds') || '000Z'
from n
cross join lots l on l.id = printf('018f0000-0000-7000-80d0-%012d', n.n * 7 % 20000);

analyze;
