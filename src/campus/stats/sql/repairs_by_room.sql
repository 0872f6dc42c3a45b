-- What was asked of each room in some days, and what work in them cost.
work as (
    select coalesce(m.environment_id, '') as room, 1 as requests, 0 as cost
    from maintenance_requests m
    where m.status <> 'cancelled'
    and m.created_at >= :start
    and m.created_at < :stop
    union all
    select room, 0, cost
    from costs
)
select nullif(r.id, '') as environment_id, r.name as environment_name, sum(w.requests) as requests, sum(w.cost) as cost
from work w
join rooms r on r.id = w.room
group by r.id
having sum(w.requests) > 0
or sum(w.cost) > 0
order by 3 desc, 4 desc, r.name, r.id
