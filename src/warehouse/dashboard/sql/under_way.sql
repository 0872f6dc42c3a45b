-- What is promised, on its way, or being counted.
select (
        select count(*)
        from reservations v indexed by reservations_open
        where v.status = 'active'
        and v.environment_id in (select id from rooms)) as reservations,
    m.pending as transfers_pending, m.moving as transfers_in_transit, (
        select count(*)
        from rooms r
        cross join counts c indexed by counts_under_way on c.environment_id = r.id
        where c.status in ('open', 'submitted')) as counts
from (
    select count(*) filter (where t.status = 'pending') as pending, count(*) filter (where t.status = 'in_transit') as moving
    from transfers t indexed by transfers_open
    where t.status in ('pending', 'in_transit')
    and (t.source_environment_id in (select id from rooms) or t.target_environment_id in (select id from rooms))) m
