-- What was asked of each item in some days, and what the work that ended in them cost.
work as (
    select m.item_id,
        count(*) filter (where m.created_at >= :start and m.created_at < :stop) as requests,
        coalesce(sum(m.quantity_affected) filter (where m.created_at >= :start and m.created_at < :stop), 0) as pieces,
        coalesce(sum(m.cost) filter (where m.status = 'completed' and m.actual_completion between :from and :until), 0) as cost
    from maintenance_requests m
    join rooms r on r.id = coalesce(m.environment_id, '')
    where m.item_id is not null
    and m.status <> 'cancelled'
    and (m.created_at >= :start and m.created_at < :stop
        or m.status = 'completed' and m.actual_completion between :from and :until)
    group by m.item_id
)
select i.id as item_id, i.name, i.internal_code, e.name as environment_name, w.requests, w.pieces, w.cost,
    i.purchase_price * i.quantity as value
from work w
cross join inventory_items i on i.id = w.item_id
left join environments e on e.id = i.environment_id
