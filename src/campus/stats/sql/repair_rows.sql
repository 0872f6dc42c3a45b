-- The requests that were made or completed in some days.
select m.created_at, m.status, m.actual_completion
from maintenance_requests m
join rooms r on r.id = coalesce(m.environment_id, '')
where m.status <> 'cancelled'
and (m.created_at >= :start and m.created_at < :stop
    or m.status = 'completed' and m.actual_completion between :from and :until)
