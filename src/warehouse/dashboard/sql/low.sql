-- The products of which the warehouses of their centre hold less than their minimum; what lacks most of it first.
select s.id as product_id, s.name as product_name, s.sku, s.quantity, s.min_stock, s.unit, count(*) over () as low
from (
    select p.id, p.name, p.sku, p.min_stock, p.default_unit as unit, (
            select coalesce(sum(t.quantity), 0)
            from stock_totals t
            where t.product_id = p.id) as quantity
    from (select distinct center_id from rooms) r
    cross join products p indexed by products_minded on p.center_id = r.center_id
    where p.min_stock > 0
    and p.is_active = 1) s
where s.quantity < s.min_stock
order by 1.0 * s.quantity / s.min_stock, s.name, s.id
limit +:shown
