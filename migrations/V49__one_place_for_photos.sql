-- The photo that clients of the asset API gave an item lay beside its gallery (V45 beside V47), so that an item had two pictures. From now
-- on it is one of the gallery, whose first is what the item shows.

-- What such a client gave is the first of an item without other photos, and else stands behind them, as long as there is a place: nothing
-- that somebody took is lost. The address has a number by chance, which nobody guesses either: SQLite knows no hash of the bytes.
insert into item_pictures (id, item_id, photo_id, position, hash, created_by, created_at)
select lower(printf('%s-%s-4%s-8%s-%s', hex(randomblob(4)), hex(randomblob(2)), substr(hex(randomblob(2)), 2), substr(hex(randomblob(2)), 2),
        hex(randomblob(6)))),
    a.item_id, a.photo_id, count(p.id), lower(hex(randomblob(16))), f.created_by, a.created_at
from asset_photos a
join photos f on f.id = a.photo_id
left join item_pictures p on p.item_id = a.item_id
group by a.item_id
having count(p.id) < 12
    and not exists (select 1 from item_pictures o where o.item_id = a.item_id and o.photo_id = a.photo_id);

-- Its trigger (V47) puts the first photo's address there.
update inventory_items
set image_url = ''
where id in (select item_id from asset_photos)
    and exists (select 1 from item_pictures p where p.item_id = inventory_items.id);

drop table asset_photos;
