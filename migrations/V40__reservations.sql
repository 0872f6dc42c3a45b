-- Who ended a reservation: handed it out, or cancelled it; nobody of one that lapsed. A reservation is often another person's than the
-- one who ends it, and both ask who did.
alter table reservations add column closed_by text references users (id);

-- The list of all reservations begins at the newest one, also that of one status.
create index reservations_created on reservations (created_at);
create index reservations_status on reservations (status, created_at);
