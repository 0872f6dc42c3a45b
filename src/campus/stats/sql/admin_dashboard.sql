-- How much there is in all, and what the last day and month brought.
with people as (
    select count(*) as total_users,
        count(*) filter (where u.is_active = 1) as active_users,
        count(*) filter (where u.created_at >= :yesterday) as new_users_24h,
        count(*) filter (where u.is_active = 1 and u.last_login >= :month) as signed_in
    from users u
),
held as (
    select coalesce(sum(d.items), 0) as total_equipment
    from (select e.id from environments e union all select '') r
    join inventory_days d on d.environment_id = r.id
    and d.day = (select max(l.day) from inventory_days l where l.environment_id = r.id)
),
repairs as (
    select count(*) filter (where m.status = 'pending') as pending_maintenance,
        count(*) as maintenance_backlog
    from maintenance_requests m
    where m.status in ('pending', 'assigned', 'in_progress')
)
select people.*, held.*, repairs.*,
    (select count(*) from environments e where e.is_active = 1) as total_environments,
    (select count(*) from loans l where l.status in ('pending', 'approved', 'active')) as active_loans,
    -- Every status is named because the index of instants begins with it.
    (select count(*)
        from maintenance_requests m
        where m.status in ('pending', 'assigned', 'in_progress', 'completed', 'cancelled')
        and m.created_at >= :yesterday) as maintenance_requests_24h
from people, held, repairs
