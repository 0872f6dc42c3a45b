-- How many checks were begun on each day that had some, and how far they are.
select c.check_date,
    count(*) filter (where c.status = 'complete'),
    count(*) filter (where c.status in ('issues', 'rejected')),
    count(*) filter (where c.status in ('instructor_review', 'supervisor_review'))
from inventory_checks c indexed by inventory_checks_date
join rooms r on r.id = c.environment_id
where c.check_date between :from and :until
and c.status <> 'student_pending'
group by c.check_date
