-- What work in some days cost: on the items, where they stand, and what a request cost beyond that (no item, or one that is gone).
costs as (
    select h.maintenance_date as day, coalesce(i.environment_id, '') as room, h.cost
    from maintenance_history h
    join inventory_items i on i.id = h.item_id
    where h.maintenance_date between :from and :until
    and h.cost > 0
    union all
    select m.actual_completion, coalesce(m.environment_id, ''), m.cost - coalesce((
        select sum(h.cost)
        from maintenance_history h
        where h.request_id = m.id
        and h.is_completion = 1), 0)
    from maintenance_requests m indexed by maintenance_requests_completed
    where m.status = 'completed'
    and m.actual_completion between :from and :until
    and m.cost > 0
)
