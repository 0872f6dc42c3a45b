-- Lists and figures that sorted or read more than they show.

-- Loans newest first: with the id, by which those of one moment are told apart, a page needs no sorting of its broad rows.
drop index loans_created;
create index loans_created on loans (created_at, id);
drop index loans_borrower;
create index loans_borrower on loans (instructor_id, created_at, id);
drop index loans_warehouse;
create index loans_warehouse on loans (environment_id, created_at, id);
drop index loans_status;
create index loans_status on loans (status, created_at, id);

-- What was completed in a period, where the statistics went through all that ever was.
create index maintenance_requests_completed on maintenance_requests (actual_completion) where status = 'completed';
