-- How many bins there are, and in how many of those that may be used something lies: what the state of a bin says.
select (
        select count(*)
        from rooms r
        cross join bins b on b.environment_id = r.id) as total_bins, (
        select count(*)
        from rooms r
        cross join bins b indexed by bins_in_use on b.environment_id = r.id
        where b.is_active = 1
        and b.set_aside is not 'inactive'
        and exists (
            select 1
            from lots l
            where l.bin_id = b.id
            and l.quantity > 0)) as occupied_bins
