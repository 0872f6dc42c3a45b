-- Equipment in charge belongs to the centre where it was handed over: what both signed doesn't go to another with the item.

-- Null is what has no centre: an item without a room, handed over by somebody of none.
alter table item_assignments add column center_id text references centers (id);

update item_assignments
set center_id = coalesce(
    (select e.center_id from environments e where e.id = item_assignments.environment_id),
    (
        select coalesce(u.center_id, o.center_id)
        from users u
        left join environments o on o.id = u.environment_id
        where u.id = item_assignments.assigned_by));

-- Requests for repair are read by whoever is in the room: who had the item is none of their business.
update maintenance_requests
set description = iif(
    instr(description, ' (lo devolvió así ') > 0,
    substr(description, 1, instr(description, ' (lo devolvió así ') - 1) || ' (así lo devolvió quien lo tenía a cargo)',
    'Lo devolvió dañado quien lo tenía a cargo.')
where title like 'Daño al devolver un equipo a cargo: %'
and (description like '% (lo devolvió así %)' or description like '% lo devolvió dañado.');
