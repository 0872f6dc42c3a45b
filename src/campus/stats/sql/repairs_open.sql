-- The requests that are open, whenever they were made.
select count(*),
    count(*) filter (where coalesce(m.estimated_completion, m.due_date) < :today)
from maintenance_requests m
join rooms r on r.id = coalesce(m.environment_id, '')
where m.status in ('pending', 'assigned', 'in_progress')
