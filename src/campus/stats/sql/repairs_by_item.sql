-- How often each item broke in some days, what is only looked after or bettered left out, and what all work on it in them cost.
work as (
    select w.item_id, 1 as requests, w.quantity as pieces, 0 as cost
    from maintenance_requests m
    join maintenance_items w on w.request_id = m.id
    where m.maintenance_type = 'corrective'
    and m.status <> 'cancelled'
    and m.created_at >= :start
    and m.created_at < :stop
    union all
    select h.item_id, 0, 0, h.cost
    from maintenance_history h
    where h.maintenance_date between :from and :until
    and h.cost > 0
)
select i.id as item_id, i.name, i.internal_code, r.name as environment_name, sum(w.requests) as requests,
    sum(w.pieces) as pieces, sum(w.cost) as cost,
    -- Beside a cost in pesos stands a price in pesos.
    iif(i.currency = 'COP', i.purchase_price * i.quantity, null) as value
from work w
cross join inventory_items i on i.id = w.item_id
join rooms r on r.id = coalesce(i.environment_id, '')
group by i.id
