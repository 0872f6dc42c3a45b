-- What the completion of a request found of its items, so that a reopening puts back what is still as it left it, and no more.

-- How many damaged pieces the item had when its work ended: of what was repaired, those that a count has found damaged again since
-- are not put back a second time. Null of what was completed before this was kept.
alter table maintenance_items add column damaged_left integer check (damaged_left >= 0);
-- The day of the item's last maintenance until then, which somebody may have typed.
alter table maintenance_items add column last_before text check (length(last_before) = 10);

-- Requests of a period, of all rooms together, and the list of all of them.
create index maintenance_requests_created on maintenance_requests (created_at, id);
