-- What was asked of each room in some days, and what the work that ended in them cost.
select nullif(r.id, '') as environment_id, r.name as environment_name,
    count(*) filter (where m.created_at >= :start and m.created_at < :stop) as requests,
    coalesce(sum(m.cost) filter (where m.status = 'completed' and m.actual_completion between :from and :until), 0) as cost
from maintenance_requests m
join rooms r on r.id = coalesce(m.environment_id, '')
where m.status <> 'cancelled'
and (m.created_at >= :start and m.created_at < :stop
    or m.status = 'completed' and m.actual_completion between :from and :until)
group by r.id
order by 3 desc, 4 desc, r.name, r.id
