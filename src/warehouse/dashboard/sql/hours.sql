-- How many movements there were in each hour, in each of the warehouses.
select h.hour, h.movement_type, h.count, h.compliant
from rooms r
cross join movement_hours h on h.environment_id = r.id
where h.hour >= :from
