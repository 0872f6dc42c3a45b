-- What stands in the rooms by category, the centre's own beside the nine, as far as there is any.
select i.category,
    k.id as category_id,
    k.name as category_name,
    count(*) as items,
    sum(i.quantity) as quantity,
    sum(i.quantity_damaged) as quantity_damaged,
    sum(i.quantity_missing) as quantity_missing,
    count(*) filter (where i.status = 'maintenance') as maintenance_items,
    -- Of pesos only, as the sums of the rooms.
    count(i.purchase_price) filter (where i.currency = 'COP') as priced_items,
    coalesce(sum(i.purchase_price * i.quantity) filter (where i.currency = 'COP'), 0) as value
from inventory_items i
join rooms r on r.id = coalesce(i.environment_id, '')
left join item_categories k on k.id = i.category_id
where i.status <> 'lost'
group by i.category, k.id, k.name
order by sum(i.quantity) desc, i.category, k.name
