-- What stands in the rooms now, their checks of some days, and the requests that are open.
held as (
    select coalesce(sum(d.items), 0) as total_items,
        coalesce(sum(d.quantity), 0) as total_quantity,
        coalesce(sum(d.available_items), 0) as available_items,
        coalesce(sum(d.in_use_items), 0) as in_use_items,
        coalesce(sum(d.maintenance_items), 0) as maintenance_items,
        coalesce(sum(d.damaged_items), 0) as damaged_items,
        coalesce(sum(d.quantity_damaged), 0) as damaged_quantity,
        coalesce(sum(d.quantity_missing), 0) as missing_quantity
    from rooms r
    join inventory_days d on d.environment_id = r.id
    and d.day = (select max(l.day) from inventory_days l where l.environment_id = r.id)
),
looked as (
    select count(*) as recent_checks,
        count(*) filter (where c.status = 'complete') as completed_checks
    from inventory_checks c indexed by inventory_checks_date
    join rooms r on r.id = c.environment_id
    where c.check_date between :from and :until
    and c.status <> 'student_pending'
),
repairs as (
    select count(*) filter (where m.status = 'pending') as pending_requests,
        count(*) filter (where m.status <> 'pending') as in_progress_requests,
        count(*) as total_active
    from maintenance_requests m
    join rooms r on r.id = coalesce(m.environment_id, '')
    where m.status in ('pending', 'assigned', 'in_progress')
)
select *
from held, looked, repairs
