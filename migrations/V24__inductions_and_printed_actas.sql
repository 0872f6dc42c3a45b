-- Inductions know whose they are; printed pages of actas are stored apart from keys, and what waits to be printed is known.

-- The centre that asks for it; null is every centre. That of an item is seen where the item is now.
alter table inductions add column center_id text references centers (id);

update inductions
set center_id = (
    select e.center_id
    from inventory_items i
    join environments e on e.id = i.environment_id
    where i.id = inductions.item_id)
where item_id is not null;

-- Where there is one centre, what was asked of all was asked of its people.
update inductions
set center_id = (select id from centers)
where category is not null
and (select count(*) from centers) = 1;

-- Two centres may call theirs the same.
drop index inductions_name;
create unique index inductions_name on inductions (coalesce(center_id, ''), name collate nocase);
create index inductions_center on inductions (center_id) where center_id is not null;

-- Nothing is looked for by these.
drop index inductions_category;
drop index induction_people_user;

-- The pages of `V20`, in a table with row ids: without them whole documents lie among the keys, and every search reads past them.
create table loan_acta_pages_apart (
    acta_id    text primary key references loan_actas (id) on delete cascade,
    pdf        blob not null check (length(pdf) between 1 and 20000000),
    created_at text not null
) strict;

insert into loan_acta_pages_apart (acta_id, pdf, created_at)
select acta_id, pdf, created_at
from loan_acta_pages;

drop table loan_acta_pages;
alter table loan_acta_pages_apart rename to loan_acta_pages;

-- Actas that both have signed and whose pages aren't kept yet: what the scheduled work goes through, so that it needn't look through
-- all that were ever signed.
create table loan_actas_to_print (
    acta_id  text primary key references loan_actas (id) on delete cascade,
    -- How often they couldn't be printed: those come last and hold nobody up.
    failures integer not null default 0 check (failures >= 0)
) strict, without rowid;

create index loan_actas_to_print_turn on loan_actas_to_print (failures, acta_id);

insert into loan_actas_to_print (acta_id)
select s.acta_id
from loan_acta_signatures s
where not exists (select 1 from loan_acta_pages p where p.acta_id = s.acta_id)
group by s.acta_id
having count(*) = 2;
