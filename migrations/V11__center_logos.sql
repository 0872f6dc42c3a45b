-- The logo of a centre: on the sign-in page, in the bars, on printed labels. A table of its own, so that nobody who reads
-- centres reads pictures.

create table center_logos (
    center_id  text primary key references centers (id) on delete cascade,
    -- PNG without metadata, at most 512 pixels wide and high.
    picture    blob not null check (length(picture) between 1 and 2000000),
    width      integer not null check (width between 1 and 512),
    height     integer not null check (height between 1 and 512),
    -- Of the picture's hash: another picture has another version, and a browser asks for it anew.
    version    text not null check (length(version) = 16),
    updated_at text not null
) strict, without rowid;
