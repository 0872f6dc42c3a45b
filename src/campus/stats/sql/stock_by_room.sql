-- What stands in each room now, what has most trouble first.
select nullif(r.id, '') as environment_id, r.name as environment_name, r.is_warehouse, d.items, d.quantity, d.quantity_damaged,
    d.quantity_missing, d.maintenance_items, d.priced_items, d.value
from rooms r
join inventory_days d on d.environment_id = r.id
and d.day = (select max(l.day) from inventory_days l where l.environment_id = r.id)
where d.items > 0
order by d.quantity_damaged + d.quantity_missing desc, r.name, r.id
