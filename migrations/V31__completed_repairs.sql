-- What was completed in a period, where the statistics of repairs went through all that ever was.

create index maintenance_requests_completed on maintenance_requests (actual_completion) where status = 'completed';
