-- What more is asked of whoever borrows: not to be suspended, and to have had the induction that an item needs.

-- When a loan was approved; what was handed over before this column existed doesn't know it any more.
alter table loans add column approved_at text;

update loans
set approved_at = updated_at
where status = 'approved';

-- Somebody who may borrow nothing until a day, included. It ends by itself; whoever ends it sooner is written down. Rows are kept:
-- they are the story of a borrower.
create table loan_suspensions (
    id         text primary key,
    user_id    text not null references users (id),
    -- A day of the centre, included.
    until      text not null check (length(until) = 10),
    reason     text not null check (length(reason) between 1 and 500),
    created_by text not null references users (id),
    created_at text not null,
    lifted_by  text references users (id),
    lifted_at  text,
    updated_at text not null,
    check ((lifted_by is null) = (lifted_at is null))
) strict, without rowid;

create index loan_suspensions_user on loan_suspensions (user_id, until);
create index loan_suspensions_created on loan_suspensions (created_at);

-- An induction that people must have had before they borrow an item, or anything of a category: one of the two.
create table inductions (
    id         text primary key,
    name       text not null check (length(name) between 1 and 200),
    item_id    text references inventory_items (id) on delete cascade,
    -- A category of the inventory, in every warehouse.
    category   text,
    created_at text not null,
    updated_at text not null,
    check ((item_id is null) <> (category is null))
) strict, without rowid;

create unique index inductions_name on inductions (name collate nocase);
create index inductions_item on inductions (item_id) where item_id is not null;
create index inductions_category on inductions (category) where category is not null;

-- Who has had it, once a person: whoever has it again has the newer days.
create table induction_people (
    induction_id text not null references inductions (id) on delete cascade,
    user_id      text not null references users (id),
    -- Who gave it, in words: often nobody with an account.
    given_by     text not null check (length(given_by) between 1 and 200),
    given_on     text not null check (length(given_on) = 10),
    -- The last day on which it counts; null is for good.
    valid_until  text check (valid_until is null or (length(valid_until) = 10 and valid_until >= given_on)),
    noted_by     text not null references users (id),
    created_at   text not null,
    primary key (induction_id, user_id)
) strict, without rowid;

create index induction_people_user on induction_people (user_id);
