-- How much lies in the warehouses, and what it is worth.
select coalesce(sum(t.lots), 0) as lots,
    count(distinct iif(t.lots > 0, t.product_id, null)) as products,
    total(t.value) as cents,
    coalesce(sum(iif(p.unit_price is null, t.unpriced_lots, 0)), 0) as unpriced_lots
from rooms r
cross join stock_totals t on t.environment_id = r.id
cross join products p on p.id = t.product_id
