-- The timetable: a class that meets in a room on one day of the week, from one date to another.

create table schedules (
    id             text primary key,
    environment_id text not null references environments (id),
    instructor_id  text not null references users (id),
    program        text not null check (length(program) between 1 and 200),
    ficha          text not null check (length(ficha) between 1 and 50),
    topic          text,
    -- HH:MM:SS, wall clock of the centre.
    start_time     text not null check (length(start_time) = 8),
    end_time       text not null check (length(end_time) = 8),
    -- ISO: Monday is 1, Sunday 7.
    day_of_week    integer not null check (day_of_week between 1 and 7),
    start_date     text not null check (length(start_date) = 10),
    end_date       text not null check (length(end_date) = 10),
    student_count  integer not null default 0 check (student_count between 0 and 10000),
    is_active      integer not null default 1 check (is_active in (0, 1)),
    created_at     text not null,
    updated_at     text not null,
    check (start_time < end_time),
    check (start_date <= end_date)
) strict, without rowid;

create index schedules_room on schedules (environment_id, day_of_week, start_time);
create index schedules_instructor on schedules (instructor_id);
