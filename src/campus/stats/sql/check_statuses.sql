-- The checks of some days by stage, and the pieces that they looked at.
select count(*) as total_verifications,
    count(*) filter (where c.status = 'student_pending') as pending,
    count(*) filter (where c.status = 'instructor_review') as instructor_review,
    count(*) filter (where c.status = 'supervisor_review') as supervisor_review,
    count(*) filter (where c.status = 'complete') as complete,
    count(*) filter (where c.status = 'issues') as issues,
    count(*) filter (where c.status = 'rejected') as rejected,
    coalesce(sum(c.total_items), 0) as total_checked,
    coalesce(sum(c.items_good), 0) as good_items,
    coalesce(sum(c.items_damaged), 0) as damaged_items,
    coalesce(sum(c.items_missing), 0) as missing_items
from inventory_checks c indexed by inventory_checks_date
join rooms r on r.id = c.environment_id
where c.check_date between :from and :until
