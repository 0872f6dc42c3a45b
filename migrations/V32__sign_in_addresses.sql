-- From which addresses each account has been signed in to, so that whoever guesses passwords elsewhere locks nobody out there.
--
-- Not a column of sign_in_sources: there every address of the building is one, since what is told to people must not change with a lease.

create table sign_in_addresses (
    user_id   text not null references users (id) on delete cascade,
    -- An IPv4 address; of IPv6 the address in the building, the network (/64) of others: campus/auth/throttle/place.rs says why.
    address   text not null check (length(address) between 2 and 50),
    -- The last sign-in or renewal of a session there.
    last_seen text not null,
    primary key (user_id, address)
) strict, without rowid;

-- What hasn't been seen for half a year is forgotten.
create index sign_in_addresses_seen on sign_in_addresses (last_seen);
