-- What people say of the program, and what the administration answers.

create table feedback (
    -- UUIDv7: the order of the ids is the order in which they were sent.
    id               text primary key,
    user_id          text not null references users (id) on delete cascade,
    type             text not null check (type in
        ('suggestion', 'bug', 'feature', 'usability', 'performance', 'compliment', 'complaint', 'other')),
    -- The app's caption of the type. Kept as it came; nothing is decided by it.
    category         text check (length(category) between 1 and 100),
    title            text not null check (length(title) between 1 and 200),
    description      text not null check (length(description) between 1 and 4000),
    -- Never null, not even when somebody sends null: the original server stored it and its list answered 500 from then on.
    priority         text not null check (priority in ('low', 'medium', 'high')),
    rating           integer check (rating between 1 and 5),
    status           text not null check (status in ('submitted', 'reviewed', 'in_progress', 'completed', 'rejected')),
    -- Whether the person wants to be told of the answer.
    allow_follow_up  integer not null check (allow_follow_up in (0, 1)),
    -- What their browser or app calls itself, if they let it be sent along.
    device           text,
    admin_response   text check (length(admin_response) between 1 and 4000),
    responded_by     text references users (id) on delete set null,
    responded_at     text check ((responded_at is null) = (admin_response is null)),
    created_at       text not null,
    updated_at       text not null
) strict, without rowid;

create index feedback_user on feedback (user_id, id);
create index feedback_status on feedback (status, id);
