-- Scheduled reports: a report that somebody wants again every week or every month.

-- What somebody wants, and when. Whose it is decides what stands in it, each time anew: a role that has changed, or an account that is
-- out of use, ends it with a reason and never makes what the person may not see any more.
create table report_schedules (
    id             text primary key,
    user_id        text not null references users (id) on delete cascade,
    report_type    text not null check (length(report_type) between 1 and 50),
    -- None: what its kind is called.
    title          text check (length(title) between 1 and 200),
    file_format    text not null check (file_format in ('pdf', 'excel', 'csv')),
    -- The filters but the days, as JSON: those follow from the period and the day on which it is made.
    parameters     text not null check (json_valid(parameters)),
    period         text not null check (period in ('now', 'last_week', 'last_month')),
    every          text not null check (every in ('week', 'month')),
    -- 1 is Monday.
    weekday        integer check (weekday between 1 and 7),
    -- A month without that day has it on its last one.
    month_day      integer check (month_day between 1 and 31),
    -- By the centre's clocks.
    hour           integer not null check (hour between 0 and 23),
    -- Told by mail as well, where mail is on.
    by_mail        integer not null check (by_mail in (0, 1)),
    is_active      integer not null check (is_active in (0, 1)),
    -- Why the server paused it, in a sentence for its owner; none when they did it themselves.
    paused_because text check (length(paused_because) between 1 and 1000),
    -- Up to here every time that has come is dealt with. A server that was off for a month finds one time beyond it, not four.
    settled_at     text not null,
    -- When it was made the last time.
    last_made_at   text,
    created_at     text not null,
    updated_at     text not null,
    check ((every = 'week') = (weekday is not null)),
    check ((every = 'month') = (month_day is not null)),
    check (is_active = 0 or paused_because is null)
) strict, without rowid;

create index report_schedules_user on report_schedules (user_id, id);
-- What is looked through once a minute.
create index report_schedules_active on report_schedules (id) where is_active = 1;

-- The schedule that asked for a report: whoever keeps it is told when the report is there. Of one that is deleted nobody waits to hear.
alter table reports add column schedule_id text references report_schedules (id) on delete set null;
create index reports_schedule on reports (schedule_id) where schedule_id is not null;

-- One more reason for a letter. A check can't be changed in place, so the column is copied to one with a wider check.
alter table outbox add column reason_of_all text not null default 'wished'
    check (reason_of_all in ('wished', 'alerts', 'account', 'reports'));
update outbox
set reason_of_all = reason;
alter table outbox drop column reason;
alter table outbox rename column reason_of_all to reason;
