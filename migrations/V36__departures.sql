-- What left its room while the room was counted. Such a line is kept with what was counted, and counts among the room's pieces no more:
-- they are not there. Without it the whole check would have to be refused because of one line.

-- Where the item is gone; null of a line whose item is the room's.
alter table inventory_check_items
    add column departure text check (departure in ('moved', 'put_away', 'deleted'));
-- The room that it went to, when the check was stored; null when it has none, or is not there any more.
alter table inventory_check_items
    add column moved_to text references environments (id);

create index inventory_check_items_moved_to on inventory_check_items (moved_to) where moved_to is not null;
