-- Indexes that the look-ups of the checks lacked. They change no row.

-- Lines of one check, whatever their item: the unique index leaves out the lines whose item is gone, so SQLite can't use it
-- for a search by check alone, and read the whole table instead.
create index inventory_check_items_check on inventory_check_items (check_id);

-- What was last found of an item.
drop index inventory_check_items_item;
create index inventory_check_items_item on inventory_check_items (item_id, created_at);

-- The alerts that an entity has raised, resolved ones too.
create index system_alerts_entity on system_alerts (entity_type, entity_id);
