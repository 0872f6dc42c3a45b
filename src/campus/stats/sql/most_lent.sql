-- What is asked for most among the loans that begin in some days; of alike pieces with one name the first stands for all.
select min(l.item_id) as item_id, coalesce(i.name, l.item_name) as name, e.name as environment_name,
    count(*) as loans, sum(l.quantity_requested) as pieces
from loans l
join environments e on e.id = l.environment_id
left join inventory_items i on i.id = l.item_id
