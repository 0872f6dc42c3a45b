-- What a check with issues leaves behind: an alert and requests for maintenance.

create table system_alerts (
    id             text primary key,
    type           text not null check (type in
        ('low_stock', 'maintenance_overdue', 'equipment_missing', 'loan_overdue', 'verification_pending')),
    title          text not null check (length(title) between 1 and 200),
    message        text not null check (length(message) between 1 and 2000),
    severity       text not null check (severity in ('low', 'medium', 'high', 'critical')),
    -- What it is about: `inventory_check`, `inventory_item`…; no foreign key, because it may be any table's.
    entity_type    text,
    entity_id      text,
    -- The room that it is about, by which it is shown to those who look after it.
    environment_id text references environments (id),
    is_resolved    integer not null default 0 check (is_resolved in (0, 1)),
    resolved_by    text references users (id),
    resolved_at    text,
    created_at     text not null,
    updated_at     text not null
) strict, without rowid;

create index system_alerts_open on system_alerts (is_resolved, created_at);
create index system_alerts_room on system_alerts (environment_id);
-- The same trouble is told once until somebody has dealt with it.
create unique index system_alerts_once on system_alerts (type, entity_type, entity_id) where is_resolved = 0;

create table maintenance_requests (
    id                     text primary key,
    item_id                text references inventory_items (id) on delete set null,
    environment_id         text references environments (id),
    -- The check that found the damage.
    check_id               text references inventory_checks (id) on delete set null,
    user_id                text not null references users (id),
    assigned_technician_id text references users (id),
    title                  text not null check (length(title) between 1 and 200),
    description            text not null check (length(description) between 1 and 5000),
    -- The app writes Spanish words, the original server's forms English ones.
    priority               text not null check (priority in
        ('low', 'medium', 'high', 'urgent', 'baja', 'media', 'alta', 'urgente')),
    status                 text not null check (status in
        ('pending', 'assigned', 'in_progress', 'completed', 'cancelled')),
    category               text,
    location               text,
    estimated_completion   text,
    actual_completion      text,
    -- Cents.
    cost                   integer check (cost >= 0),
    notes                  text,
    -- JSON array of addresses.
    images_urls            text check (images_urls is null or json_valid(images_urls)),
    quantity_affected      integer not null default 1 check (quantity_affected >= 1),
    created_at             text not null,
    updated_at             text not null
) strict, without rowid;

create index maintenance_requests_item on maintenance_requests (item_id, status);
create index maintenance_requests_room on maintenance_requests (environment_id, created_at);
create index maintenance_requests_user on maintenance_requests (user_id, created_at);
create index maintenance_requests_check on maintenance_requests (check_id);
create index maintenance_requests_status on maintenance_requests (status, created_at);
