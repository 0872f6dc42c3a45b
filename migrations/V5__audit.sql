-- Who did what, when and from where. Rows are written in the transaction of the change that they tell of.

create table audit_logs (
    -- UUIDv7: the order of the ids is the order of the events.
    id          text primary key,
    created_at  text not null,
    -- No foreign key and a copy of name and address: the trail outlives the account.
    user_id     text,
    user_name   text,
    user_email  text,
    action      text not null check (length(action) between 1 and 100),
    entity_type text not null check (length(entity_type) between 1 and 50),
    entity_id   text,
    ip_address  text,
    user_agent  text,
    -- JSON object: description, request, response, duration_seconds, timestamp, before, after.
    new_values  text not null check (json_valid(new_values))
) strict, without rowid;

create index audit_logs_created on audit_logs (created_at);
create index audit_logs_user on audit_logs (user_id, id);
create index audit_logs_entity on audit_logs (entity_type, entity_id, id);
create index audit_logs_action on audit_logs (action, id);
