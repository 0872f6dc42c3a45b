-- What transfers and lots that are used up need beside what V38 and V39 gave them.

-- A batch has one lot in its bin that holds something. One that is used up or scrapped is in nobody's way: when its number comes again with
-- other days, that is another lot.
drop index lots_batch;
create unique index lots_batch on lots (bin_id, product_id, batch_number collate nocase) where quantity > 0;

-- What was written when it was sent stays beside what was written when it came.
alter table transfers add column receipt_notes text check (length(receipt_notes) between 1 and 1000);
-- The lot that holds again what was given back: the one it came from, or another where that couldn't take it.
alter table transfers add column returned_lot_id text references lots (id);
-- What a unit cost, in cents, and when it had come, of what was sent: the lot that it left may have others by the time that it arrives.
alter table transfers add column sent_unit_price integer check (sent_unit_price >= 0);
alter table transfers add column sent_received_at text;

update transfers
set sent_unit_price = (select l.unit_price from lots l where l.id = transfers.source_lot_id),
    sent_received_at = (select l.received_at from lots l where l.id = transfers.source_lot_id);

-- A list of all of them begins at the newest.
create index transfers_created on transfers (created_at);
create index transfers_target_lot on transfers (target_lot_id) where target_lot_id is not null;
create index transfers_returned_lot on transfers (returned_lot_id) where returned_lot_id is not null;
create index transfers_target_bin on transfers (target_bin_id) where target_bin_id is not null;
