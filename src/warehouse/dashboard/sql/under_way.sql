-- What is promised, on its way, or being counted.
select (
        select count(*)
        from reservations v
        where v.status = 'active'
        and v.environment_id in (select id from rooms)) as reservations, (
        select count(*)
        from transfers t
        where t.status = 'pending'
        and (t.source_environment_id in (select id from rooms) or t.target_environment_id in (select id from rooms))) as transfers_pending, (
        select count(*)
        from transfers t
        where t.status = 'in_transit'
        and (t.source_environment_id in (select id from rooms) or t.target_environment_id in (select id from rooms))) as transfers_in_transit, (
        select count(*)
        from rooms r
        cross join counts c on c.environment_id = r.id
        where c.status in ('open', 'submitted')) as counts
