-- What was asked of each room in some days, and what work in them cost: on the items that stand there, and what a request cost beyond.
work as (
    select coalesce(m.environment_id, '') as room, 1 as requests, 0 as cost
    from maintenance_requests m
    where m.status <> 'cancelled'
    and m.created_at >= :start
    and m.created_at < :stop
    union all
    select coalesce(i.environment_id, ''), 0, h.cost
    from maintenance_history h
    join inventory_items i on i.id = h.item_id
    where h.maintenance_date between :from and :until
    and h.cost > 0
    union all
    select coalesce(m.environment_id, ''), 0, m.cost - coalesce((
        select sum(h.cost)
        from maintenance_history h
        where h.request_id = m.id
        and h.is_completion = 1), 0)
    from maintenance_requests m
    where m.status = 'completed'
    and m.actual_completion between :from and :until
    and m.cost > 0
)
select nullif(r.id, '') as environment_id, r.name as environment_name, sum(w.requests) as requests, sum(w.cost) as cost
from work w
join rooms r on r.id = w.room
group by r.id
having sum(w.requests) > 0
or sum(w.cost) > 0
order by 3 desc, 4 desc, r.name, r.id
