-- Of ten years the last one alone.
delete from inventory_checks
where check_date < date('now', '-365 days');

delete from inventory_days
where day < date('now', '-365 days');

delete from loans
where start_date < date('now', '-365 days');

delete from maintenance_history
where maintenance_date < date('now', '-365 days');

delete from maintenance_requests
where created_at < date('now', '-365 days');

vacuum;
