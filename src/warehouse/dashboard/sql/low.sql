-- The products of which a centre's warehouses, and what is on its way between them, hold less than the minimum; what lacks most first.
select s.id as product_id, s.name as product_name, s.sku, s.quantity, s.min_stock, s.unit, count(*) over () as low
from (
    select p.id, p.name, p.sku, p.min_stock, p.default_unit as unit, coalesce(m.quantity, 0) as moving, (
            select coalesce(sum(t.quantity), 0)
            from stock_totals t
            where t.product_id = p.id) as quantity
    from (select distinct center_id from rooms) r
    cross join products p indexed by products_minded on p.center_id = r.center_id
    left join (
        select l.product_id, sum(t.quantity_sent) as quantity
        from transfers t indexed by transfers_open
        cross join lots l on l.id = t.source_lot_id
        where t.status in ('pending', 'in_transit')
        group by l.product_id) m on m.product_id = p.id
    where p.min_stock > 0
    and p.is_active = 1) s
where s.quantity + s.moving < s.min_stock
order by 1.0 * (s.quantity + s.moving) / s.min_stock, s.name, s.id
limit +:shown
