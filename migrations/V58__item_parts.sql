-- The parts of an item: the disk of a computer, the chuck of a lathe.

-- The item that it is a part of. One level only, and in the same room: the changes of the inventory see to that. What has parts isn't
-- deleted: the reference keeps it.
alter table inventory_items add column parent_id text references inventory_items (id);
create index inventory_items_parent on inventory_items (parent_id) where parent_id is not null;
