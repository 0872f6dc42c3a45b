-- How many lots expire soon or have expired.
select count(*) filter (where l.use_by_date < :today) as expired,
    count(*) filter (where l.use_by_date >= :today and l.use_by_date < :critical) as critical,
    count(*) filter (where l.use_by_date >= :critical) as high
from lots l
cross join bins b on b.id = l.bin_id
where l.quantity > 0
and l.use_by_date < :high
and b.environment_id in (select id from rooms)
