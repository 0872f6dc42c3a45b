-- Reports: documents that people ask for, and that are made after the answer.

-- What was asked for, and what has become of it.
create table reports (
    -- UUIDv7: the order of the ids is the order of the asking, which is the order of the making.
    id             text primary key,
    -- Whose; nobody else sees it, and it is made of what this person may see.
    user_id        text not null references users (id) on delete cascade,
    report_type    text not null check (length(report_type) between 1 and 50),
    title          text not null check (length(title) between 1 and 200),
    file_format    text not null check (file_format in ('pdf', 'excel', 'csv')),
    -- The filters, as JSON.
    parameters     text not null check (json_valid(parameters)),
    status         text not null check (status in ('generating', 'completed', 'failed')),
    -- Why it failed, in a sentence for people.
    error          text check (length(error) between 1 and 1000),
    -- How often it was begun: what stops the server each time isn't begun for ever.
    attempts       integer not null default 0 check (attempts >= 0),
    row_count      integer check (row_count >= 0),
    file_size      integer check (file_size >= 0),
    sha256         text check (length(sha256) = 64),
    download_count integer not null default 0 check (download_count >= 0),
    created_at     text not null,
    generated_at   text,
    -- When it is cleared away.
    expires_at     text not null,
    check ((status = 'failed') = (error is not null)),
    check ((status = 'completed') = (sha256 is not null and file_size is not null and generated_at is not null))
) strict, without rowid;

create index reports_user on reports (user_id, id);
create index reports_waiting on reports (id) where status = 'generating';
create index reports_expiry on reports (expires_at);

-- The file, in parts: each is a write of its own, so that nobody waits for a large one, and a download reads them one by one. In the
-- database, so that one file is still all there is to back up, and no crash leaves half a file that nobody knows of. With a rowid:
-- rows without one keep their blobs in the tree itself.
create table report_parts (
    report_id text not null references reports (id) on delete cascade,
    -- From 0 on; all but the last have the same size.
    number    integer not null check (number >= 0),
    bytes     blob not null check (length(bytes) between 1 and 262144),
    primary key (report_id, number)
) strict;
