-- What work cost on each of some days.
select c.day, sum(c.cost)
from costs c
join rooms r on r.id = c.room
group by c.day
