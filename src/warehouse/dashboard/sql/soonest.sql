-- The lots that expire first.
select l.id as lot_id, l.batch_number, l.product_id, p.name as product_name, b.code as bin_code, b.environment_id as warehouse_id,
    r.name as warehouse_name, l.quantity, l.unit, l.use_by_date,
    cast(julianday(l.use_by_date) - julianday(:today) as integer) as days_until_expiry
from lots l
cross join bins b on b.id = l.bin_id
cross join rooms r on r.id = b.environment_id
cross join products p on p.id = l.product_id
where l.quantity > 0
and l.use_by_date >= :today
and l.use_by_date <= :until
order by l.use_by_date, l.id
limit +:shown
