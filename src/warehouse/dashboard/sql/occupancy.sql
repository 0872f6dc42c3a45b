-- How many bins there are, and in how many of those that may be used something lies: what the state of a bin says.
select (
        select count(*)
        from rooms r
        cross join bins b on b.environment_id = r.id) as total_bins, (
        select count(*)
        from rooms r
        cross join stocked_bins s on s.environment_id = r.id) - (
        select count(*)
        from rooms r
        cross join bins b indexed by bins_out_of_use on b.environment_id = r.id
        cross join stocked_bins s on s.environment_id = r.id and s.bin_id = b.id
        where b.is_active = 0 or b.set_aside = 'inactive') as occupied_bins
