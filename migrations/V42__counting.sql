-- Counting: who had a hand in a count, so that none of them approves it; and what a line must remember while two people count at once.

-- Why it was approved, sent back or cancelled, in the words of whoever did.
alter table counts add column decision_notes text check (length(decision_notes) between 1 and 1000);

-- The list begins at the newest, of whatever warehouse.
create index counts_created on counts (created_at);

-- Of what was found: the last day on which it may be used, as its package says.
alter table count_lines add column use_by_date text check (length(use_by_date) = 10);
-- Counts up with each count of the line: whoever writes over a count says which one they saw.
alter table count_lines add column revision integer not null default 0 check (revision >= 0);

create index count_lines_of_count on count_lines (count_id, bin_id);
-- What was found is one line a batch of a bin, however often it is sent.
create unique index count_lines_found on count_lines (count_id, bin_id, product_id, batch_number collate nocase)
    where batch_number is not null;

-- Everybody who counted a line, took one back or handed the count in, also when somebody else counted that line after them.
create table count_people (
    count_id text not null references counts (id) on delete cascade,
    user_id  text not null references users (id),
    primary key (count_id, user_id)
) strict, without rowid;

create index count_people_user on count_people (user_id);

create trigger count_lines_name_who_counts_first after insert on count_lines
when new.counted_by is not null
begin
    insert into count_people (count_id, user_id)
    values (new.count_id, new.counted_by)
    on conflict do nothing;
end;

create trigger count_lines_name_who_counts after update of counted_by on count_lines
when new.counted_by is not null
begin
    insert into count_people (count_id, user_id)
    values (new.count_id, new.counted_by)
    on conflict do nothing;
end;

create trigger counts_name_who_submits after update of submitted_by on counts
when new.submitted_by is not null
begin
    insert into count_people (count_id, user_id)
    values (new.id, new.submitted_by)
    on conflict do nothing;
end;

-- The second pair of eyes, whatever program writes.
create trigger counts_are_approved_by_another before update of status, decided_by on counts
when new.status = 'approved'
    and exists (
        select 1
        from count_people p
        where p.count_id = new.id
        and p.user_id = new.decided_by)
begin
    select raise(abort, 'whoever counted does not approve');
end;

-- What was approved is a record: its movements rest on it.
create trigger count_lines_stay_as_approved before update on count_lines
when (select c.status from counts c where c.id = old.count_id) in ('approved', 'cancelled')
begin
    select raise(abort, 'the lines of a count that was decided stay as they are');
end;
