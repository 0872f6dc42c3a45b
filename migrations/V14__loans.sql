-- Loans: what people borrow from a warehouse, from the wish to the return.

create table loans (
    id                 text primary key,
    -- Who borrows; the wire's name for it, whatever the person's role.
    instructor_id      text not null references users (id),
    -- Who decided last.
    admin_id           text references users (id),
    -- The warehouse.
    environment_id     text not null references environments (id),
    -- The item, or one of the model that is wanted. Null when the wish was written in words, or the item has gone.
    item_id            text references inventory_items (id) on delete set null,
    -- Whether any pieces of that item's name, brand and model will do.
    any_of_model       integer not null default 0 check (any_of_model in (0, 1)),
    is_registered_item integer not null check (is_registered_item in (0, 1)),
    -- What was asked for, in words; of a registered item its name at that time.
    item_name          text not null check (length(item_name) between 1 and 200),
    item_description   text,
    program            text not null check (length(program) between 1 and 200),
    purpose            text not null check (length(purpose) between 1 and 2000),
    quantity_requested integer not null check (quantity_requested >= 1),
    priority           text not null check (priority in ('alta', 'media', 'baja')),
    -- Days of the centre, both included, and hours of the building's clock if the loan is by the hour.
    start_date         text not null check (length(start_date) = 10),
    end_date           text not null check (length(end_date) = 10),
    start_time         text,
    end_time           text,
    status             text not null check (status in ('pending', 'approved', 'active', 'returned', 'rejected')),
    rejection_reason   text check (status <> 'rejected' or rejection_reason is not null),
    actual_return_date text check ((status = 'returned') = (actual_return_date is not null)),
    acta_pdf_path      text,
    created_at         text not null,
    updated_at         text not null,
    check (start_date <= end_date)
) strict, without rowid;

create index loans_created on loans (created_at);
create index loans_borrower on loans (instructor_id, created_at);
create index loans_warehouse on loans (environment_id, created_at);
-- What holds pieces.
create index loans_open on loans (item_id, status) where status in ('approved', 'active');
create index loans_status on loans (status, created_at);

-- Each piece that went over the desk, out or back. Rows are only ever added, so that what is out is a sum.
create table loan_pieces (
    id            text primary key,
    loan_id       text not null references loans (id) on delete cascade,
    item_id       text references inventory_items (id) on delete set null,
    -- Name and code are copies: the item may change or go, the loan stays.
    item_name     text not null,
    internal_code text,
    action        text not null check (action in ('handed_over', 'returned', 'consumed', 'damaged', 'lost')),
    quantity      integer not null check (quantity >= 1),
    notes         text,
    user_id       text not null references users (id),
    created_at    text not null
) strict, without rowid;

create index loan_pieces_loan on loan_pieces (loan_id, id);
create index loan_pieces_item on loan_pieces (item_id, loan_id);

-- What came back damaged is repaired; the request knows from whom it came back.
alter table maintenance_requests add column loan_id text references loans (id) on delete set null;
create index maintenance_requests_loan on maintenance_requests (loan_id) where loan_id is not null;
