-- What stood in all rooms together at the end of some days: of each room the newest sums until then.
select j.key,
    sum(d.quantity - d.quantity_damaged - d.quantity_missing),
    sum(d.quantity_damaged),
    sum(d.quantity_missing)
from json_each(:days) j
cross join rooms r
join inventory_days d on d.environment_id = r.id
and d.day = (select max(l.day) from inventory_days l where l.environment_id = r.id and l.day <= j.value)
group by j.key
