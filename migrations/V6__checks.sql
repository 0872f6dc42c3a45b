-- The daily check of a room in three stages: apprentice, instructor, supervisor.

-- In a blind room the person who counts is not shown how many pieces of a group are expected.
alter table environments add column blind_checks integer not null default 0 check (blind_checks in (0, 1));

create table inventory_checks (
    id                      text primary key,
    environment_id          text not null references environments (id),
    -- Null for a check outside of any class. A class with checks is put away, never deleted.
    schedule_id             text references schedules (id),
    -- The class as it was on that day: an old check reads as it was.
    program                 text,
    ficha                   text,
    start_time              text,
    end_time                text,
    -- The centre's day and wall clock at which the check was begun.
    check_date              text not null check (length(check_date) = 10),
    check_time              text not null check (length(check_time) = 8),
    -- How often it was begun: a rejected check is done anew.
    round                   integer not null default 1 check (round >= 1),
    status                  text not null check (status in
        ('student_pending', 'instructor_review', 'supervisor_review', 'complete', 'issues', 'rejected')),
    -- Who did each stage of this round, whatever his role. The first is never null on the wire: whoever it waits for.
    student_id              text not null references users (id),
    instructor_id           text references users (id),
    supervisor_id           text references users (id),
    student_confirmed_at    text,
    instructor_confirmed_at text,
    supervisor_confirmed_at text,
    -- Pieces, not rows.
    total_items             integer not null default 0 check (total_items >= 0),
    items_good              integer not null default 0 check (items_good >= 0),
    items_damaged           integer not null default 0 check (items_damaged >= 0),
    items_missing           integer not null default 0 check (items_missing >= 0),
    is_clean                integer check (is_clean in (0, 1)),
    is_organized            integer check (is_organized in (0, 1)),
    inventory_complete      integer check (inventory_complete in (0, 1)),
    cleaning_notes          text,
    comments                text,
    instructor_comments     text,
    supervisor_comments     text,
    created_at              text not null,
    updated_at              text not null
) strict, without rowid;

-- One check a class and day, and one a room and day outside of classes.
create unique index inventory_checks_turn on inventory_checks (environment_id, check_date, coalesce(schedule_id, ''));
create index inventory_checks_schedule on inventory_checks (schedule_id, check_date);
create index inventory_checks_date on inventory_checks (check_date);
create index inventory_checks_status on inventory_checks (status, check_date);
create index inventory_checks_student on inventory_checks (student_id, check_date);

-- What was found of each item. Name and code are copies: the item may change or go, the check stays.
create table inventory_check_items (
    id                text primary key,
    -- Null while the app has counted an item and nobody has begun the check of that room and day.
    check_id          text references inventory_checks (id) on delete cascade,
    environment_id    text not null references environments (id),
    item_id           text references inventory_items (id) on delete set null,
    item_name         text not null,
    internal_code     text not null,
    category          text not null,
    item_type         text not null check (item_type in ('individual', 'group')),
    status            text not null check (status in ('good', 'damaged', 'missing')),
    quantity_expected integer not null check (quantity_expected >= 0),
    -- Pieces found in good state; more than expected when there is a surplus.
    quantity_found    integer not null check (quantity_found >= 0),
    quantity_damaged  integer not null check (quantity_damaged >= 0),
    quantity_missing  integer not null check (quantity_missing >= 0),
    notes             text,
    photo_id          text references photos (id),
    -- How it was looked at, by whom and when; null when nobody did and the known state was taken.
    method            text check (method in ('list', 'scan', 'app')),
    counted_by        text references users (id),
    counted_at        text,
    created_at        text not null
) strict, without rowid;

create unique index inventory_check_items_once on inventory_check_items (check_id, item_id)
    where check_id is not null and item_id is not null;
create index inventory_check_items_waiting on inventory_check_items (environment_id, created_at) where check_id is null;
create index inventory_check_items_item on inventory_check_items (item_id);
create index inventory_check_items_photo on inventory_check_items (photo_id) where photo_id is not null;

-- A label that belongs to another room, or that nobody knows: kept for the warehouse.
create table inventory_check_findings (
    id                      text primary key,
    check_id                text references inventory_checks (id) on delete cascade,
    -- Where it was found.
    environment_id          text not null references environments (id),
    kind                    text not null check (kind in ('other_room', 'unknown_code')),
    code                    text not null check (length(code) between 1 and 500),
    item_id                 text references inventory_items (id) on delete set null,
    item_name               text,
    expected_environment_id text references environments (id),
    -- The person wants the item to belong to the room from now on; a keeper decides.
    move_requested          integer not null default 0 check (move_requested in (0, 1)),
    notes                   text,
    photo_id                text references photos (id),
    status                  text not null check (status in ('open', 'moved', 'registered', 'noted', 'dismissed')),
    found_by                text not null references users (id),
    resolved_by             text references users (id),
    resolution_notes        text,
    resolved_at             text,
    created_at              text not null
) strict, without rowid;

create index inventory_check_findings_check on inventory_check_findings (check_id);
create index inventory_check_findings_status on inventory_check_findings (status, created_at);
create index inventory_check_findings_item on inventory_check_findings (item_id);
create index inventory_check_findings_photo on inventory_check_findings (photo_id) where photo_id is not null;

-- Each step of a check: who, when, from where. Rows are only ever added.
create table inventory_check_steps (
    id          text primary key,
    check_id    text not null references inventory_checks (id) on delete cascade,
    round       integer not null,
    action      text not null check (action in ('assigned', 'started', 'updated', 'confirmed', 'decided', 'approved',
        'rejected', 'taken_over', 'returned', 'reopened')),
    from_status text,
    to_status   text not null,
    user_id     text not null references users (id),
    comments    text,
    ip_address  text,
    user_agent  text,
    created_at  text not null
) strict, without rowid;

create index inventory_check_steps_check on inventory_check_steps (check_id, id);

-- A supervisor's review, as the original server kept it beside the check.
create table supervisor_reviews (
    id            text primary key,
    check_id      text not null references inventory_checks (id) on delete cascade,
    supervisor_id text not null references users (id),
    status        text not null check (status in ('pending', 'approved', 'rejected')),
    comments      text,
    reviewed_at   text not null,
    created_at    text not null
) strict, without rowid;

create index supervisor_reviews_check on supervisor_reviews (check_id, id);

-- Photos, shrunk to what a screen shows. They lie in the database so that a photo and the row that shows it are stored
-- together or not at all, and one file is the whole backup.
create table photos (
    id         text primary key,
    width      integer not null check (width > 0),
    height     integer not null check (height > 0),
    -- JPEG, and the same within 320 pixels for lists.
    picture    blob not null,
    small      blob not null,
    created_by text not null references users (id),
    created_at text not null
) strict;

create index photos_created on photos (created_at);
create index photos_created_by on photos (created_by);
