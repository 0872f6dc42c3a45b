-- What happened in a room lately.
select
    (select count(*)
        from inventory_checks c
        where c.environment_id = :room
        and c.check_date between :from and :until
        and c.status <> 'student_pending') as checks_last_week,
    (select count(*)
        from maintenance_requests m
        where m.environment_id = :room
        and m.created_at >= :since) as maintenance_requests_last_week
