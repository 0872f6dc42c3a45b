-- Photos as lists show them, apart from the large ones: in one row SQLite reads through the large one to get to what stands
-- behind it.

-- With a rowid: rows without one keep their blobs in the tree itself. What `photos` has in its column `small` from before is copied by a
-- job, some at a time, and stays: emptying it would write each large photo again. It is empty in new rows.
create table photo_smalls (
    -- Shows nothing to anybody, so it keeps no photo (see `photos`): it goes with it.
    photo_id text primary key references photos (id) on delete cascade,
    -- JPEG within 320 pixels.
    bytes    blob not null check (length(bytes) > 0)
) strict;

-- What somebody has uploaded lately; when is in the index, because in the row it stands behind the photo.
drop index photos_created_by;
create index photos_created_by on photos (created_by, created_at);
