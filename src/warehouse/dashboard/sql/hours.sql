-- How many movements there were in each hour.
select h.hour, h.movement_type, sum(h.count) as count, sum(h.compliant) as compliant
from rooms r
cross join movement_hours h on h.environment_id = r.id
where h.hour >= :from
group by h.hour, h.movement_type
