-- The audit's chain gets a key, and an account a centre.

-- The end of the chain: the number and the hash of the last entry, signed. What stands here is what the next entry stands on, so
-- that entries taken away from the end leave a gap for ever. One row; it is written with each entry, in the same savepoint.
create table audit_head (
    one       integer primary key check (one = 1),
    -- 0 before the first entry.
    seq       integer not null check (seq >= 0),
    hash      text not null check (length(hash) = 64),
    -- HMAC-SHA-256 of number and hash, with the key of the chain.
    signature text not null check (length(signature) = 64)
) strict;

-- Where the chain goes on otherwise than from one entry to the next. `plain`: a version before left entries whose hash anybody can
-- compute; they are signed as they were found, and the next entry stands on this signature. `lost`: the head was missing, or was
-- signed with another key, when something had to be written down; the chain says so until a clean-up has gone past it.
create table audit_seams (
    -- The order in which they were made; a number may have several.
    id         integer primary key,
    kind       text not null check (kind in ('plain', 'lost')),
    -- The last entry before it, as it was found.
    seq        integer not null check (seq >= 0),
    hash       text not null check (length(hash) = 64),
    -- HMAC-SHA-256 of the members above and the instant. It takes the place of the hash for the entry that follows.
    signature  text not null check (length(signature) = 64),
    created_at text not null
) strict;

-- Whose centre somebody is of, whatever room they are linked to: they link themselves within it, and who keeps a centre sees its
-- rooms. Null is nobody's, for whom no room is theirs. Set by a general administrator.
alter table users add column center_id text references centers (id);

create index users_center on users (center_id);

-- Of the accounts that are there: the centre of their room, else the only centre that there is. Where there are several, the
-- administration chooses for those who have no room; until now such a supervisor saw all of them.
update users
set center_id = coalesce(
    (select e.center_id from environments e where e.id = users.environment_id),
    (select max(c.id) from centers c having count(*) = 1));
