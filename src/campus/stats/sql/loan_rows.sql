-- The loans that begin in some days.
select l.start_date, l.end_date, l.status, l.actual_return_date
from loans l
join environments e on e.id = l.environment_id
