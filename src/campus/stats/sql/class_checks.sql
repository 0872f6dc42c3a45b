-- The classes that may have met in some days, with the checks that were begun on their weekday.
checked as (
    select c.schedule_id,
        cast(strftime('%u', c.check_date) as integer) as day_of_week,
        count(*) as done,
        count(*) filter (where c.status = 'complete') as complete,
        count(*) filter (where c.status = 'issues') as issues
    from inventory_checks c indexed by inventory_checks_date
    where c.check_date between :from and :until
    and c.status <> 'student_pending'
    and c.schedule_id is not null
    group by 1, 2
)
select s.id, s.environment_id, r.name as environment_name, s.instructor_id, u.name as instructor_name, s.program, s.ficha,
    s.day_of_week, s.start_date, s.end_date, s.end_time, s.is_active, s.created_at, s.updated_at,
    coalesce(k.done, 0) as done, coalesce(k.complete, 0) as complete, coalesce(k.issues, 0) as issues
from schedules s
join rooms r on r.id = s.environment_id
join users u on u.id = s.instructor_id
left join checked k on k.schedule_id = s.id and k.day_of_week = s.day_of_week
where s.start_date <= :until
and s.end_date >= :from
