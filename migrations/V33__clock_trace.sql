-- What the server remembers of its clock, so that one that is wrong for a while deletes nothing: a box in a school has neither the
-- internet nor, often, a clock that runs without power. One row. It is written every few seconds while somebody asks how the server
-- is, which at the same time proves that the disk takes writes.
create table clock_trace (
    id             integer primary key check (id = 1),
    -- When the clock was last seen to say what could be believed.
    seen_at        text not null,
    -- A clock that leapt, or went back: since when by itself, and what it said last. What goes on for long enough is believed.
    doubted_since  text,
    doubted_at     text,
    -- Up to here a clock said that was put right since: what is stamped so far ahead is no sign that the clock is behind.
    refuted_until  text,
    check ((doubted_since is null) = (doubted_at is null))
) strict;
