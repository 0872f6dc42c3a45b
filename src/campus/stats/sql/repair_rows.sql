-- The requests that were made or completed in some days.
found as (
    select m.environment_id, m.created_at, m.status, m.actual_completion
    from maintenance_requests m indexed by maintenance_requests_created
    where m.created_at >= :start
    and m.created_at < :stop
    and m.status <> 'cancelled'
    union all
    select m.environment_id, m.created_at, m.status, m.actual_completion
    from maintenance_requests m indexed by maintenance_requests_completed
    where m.status = 'completed'
    and m.actual_completion between :from and :until
    and (m.created_at < :start or m.created_at >= :stop)
)
select m.created_at, m.status, m.actual_completion
from found m
join rooms r on r.id = coalesce(m.environment_id, '')
