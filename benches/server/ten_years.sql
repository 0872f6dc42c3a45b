-- Ten years of a centre of twenty rooms: a check a room on two hundred days of each, nine of ten approved, each with the pieces of
-- forty items; a day's sums with each; loans and requests for maintenance, most of them long over.
create temp table rooms as
select row_number() over (order by id) - 1 as n, id, is_warehouse
from environments;

create temp table people as
select row_number() over (order by id) - 1 as n, id
from users;

create temp table things as
select row_number() over (order by id) - 1 as n, id, name, environment_id
from inventory_items;

-- A timetable a quarter: a class a room and weekday. Those over and above stay in the first quarter of all.
create temp table classes as
select row_number() over (order by id) - 1 as n, id
from schedules;

create unique index temp.classes_by_id on classes (id);
create unique index temp.classes_by_number on classes (n);

update schedules
set (environment_id, day_of_week, start_date, end_date, created_at, updated_at) = (
    select r.id, 1 + (c.n / 840) % 7, date('now', '-' || (q.quarter * 91 + 90) || ' days'),
        date('now', '-' || (q.quarter * 91) || ' days'),
        date('now', '-' || (q.quarter * 91 + 90) || ' days') || 'T12:00:00.000000Z',
        date('now', '-' || (q.quarter * 91 + 90) || ' days') || 'T12:00:00.000000Z'
    from classes c
    join (select c.id, iif(c.n < 840 * 7, c.n % 40, 39) as quarter from classes c) q on q.id = c.id
    join rooms r on r.n = (c.n / 40) % (select count(*) from rooms)
    where c.id = schedules.id);

with recursive days (n, day) as (
    select 0, date('now')
    union all
    select n + 1, date('now', '-' || cast((n + 1) * 1.826 as integer) || ' days')
    from days
    where n < 1999
)
insert or ignore into inventory_checks (id, environment_id, schedule_id, check_date, check_time, status, student_id, instructor_id, supervisor_id,
    student_confirmed_at, total_items, items_good, items_damaged, items_missing, is_clean, is_organized, inventory_complete,
    comments, created_at, updated_at)
select printf('018f0000-0000-7000-9000-%04x%08x', r.n, d.n), r.id, c.id, d.day, '06:10:00',
    case when (r.n + d.n) % 10 = 0 then 'issues' else 'complete' end,
    p.id, p.id, p.id, d.day || 'T11:10:00.000000Z', 40, 38, 1, 1, 1, 1, 1, 'Todo en orden al empezar la clase',
    d.day || 'T11:10:00.000000Z', d.day || 'T16:10:00.000000Z'
from days d
join rooms r
join people p on p.n = (r.n + d.n) % (select count(*) from people)
left join classes c on c.n = min(39, cast(julianday('now') - julianday(d.day) as integer) / 91)
    + 40 * (r.n % 21) + 840 * (strftime('%u', d.day) - 1);

with recursive days (n, day) as (
    select 1, date('now', '-1 days')
    union all
    select n + 1, date('now', '-' || cast((n + 1) * 1.826 as integer) || ' days')
    from days
    where n < 1999
)
insert or ignore into inventory_days
select environment_id, d.day, items, available_items, in_use_items, maintenance_items, damaged_items, quantity,
    quantity_damaged + d.n % 5, quantity_missing, priced_items, value
from days d
join (select * from inventory_days group by environment_id having day = max(day));

with recursive numbers (n) as (
    select 0
    union all
    select n + 1
    from numbers
    where n < 19999
)
insert into loans (id, instructor_id, admin_id, environment_id, item_id, is_registered_item, item_name, program, purpose,
    quantity_requested, priority, start_date, end_date, status, actual_return_date, created_at, updated_at)
select printf('018f0000-0000-7000-a000-%012x', m.n), p.id, p.id, t.environment_id, t.id, 1, t.name,
    'Análisis y desarrollo de software', 'Práctica con la ficha 2758311', 1, 'media',
    date('now', '-' || cast(m.n * 0.1826 as integer) || ' days'),
    date('now', '-' || cast(m.n * 0.1826 as integer) || ' days', '+2 days'),
    iif(m.n < 30, 'active', 'returned'),
    iif(m.n < 30, null, date('now', '-' || cast(m.n * 0.1826 as integer) || ' days', '+' || (m.n % 4) || ' days')),
    date('now', '-' || cast(m.n * 0.1826 as integer) || ' days') || 'T12:00:00.000000Z',
    date('now', '-' || cast(m.n * 0.1826 as integer) || ' days') || 'T12:00:00.000000Z'
from numbers m
join people p on p.n = m.n % min(30, (select count(*) from people))
join things t on t.n = m.n % (select count(*) from things);

with recursive numbers (n) as (
    select 0
    union all
    select n + 1
    from numbers
    where n < 9999
)
insert into maintenance_requests (id, item_id, environment_id, user_id, title, description, priority, status, actual_completion,
    cost, quantity_affected, created_at, updated_at)
select printf('018f0000-0000-7000-b000-%012x', m.n), t.id, t.environment_id, p.id, 'No enciende: ' || t.name,
    'Se encontró dañado en la verificación de la mañana y no volvió a encender.', 'media',
    iif(m.n < 40, 'pending', 'completed'),
    iif(m.n < 40, null, date('now', '-' || cast(m.n * 0.365 as integer) || ' days', '+5 days')),
    iif(m.n < 40, null, 4500000), 1,
    date('now', '-' || cast(m.n * 0.365 as integer) || ' days') || 'T12:00:00.000000Z',
    date('now', '-' || cast(m.n * 0.365 as integer) || ' days') || 'T12:00:00.000000Z'
from numbers m
join people p on p.n = m.n % (select count(*) from people)
join things t on t.n = (m.n * 7) % (select count(*) from things);

insert into maintenance_items (request_id, item_id, quantity, repaired, taken_off)
select id, item_id, 1, iif(status = 'completed', 1, null), iif(status = 'completed', 1, null)
from maintenance_requests
where id glob '018f0000-0000-7000-b000-*';

insert into maintenance_history (id, item_id, request_id, technician_id, maintenance_type, description, cost, maintenance_date,
    is_completion, created_at, updated_at)
select replace(id, '-b000-', '-b001-'), item_id, id, user_id, maintenance_type, 'Se cambió la fuente', cost, actual_completion, 1,
    created_at, created_at
from maintenance_requests
where id glob '018f0000-0000-7000-b000-*'
and status = 'completed';
