//! What holds after each step.

use super::Walk;
use inventario::kit::wire::Quantity;
use inventario::warehouse::movements;

impl Walk<'_> {
    fn count(&self, text: &str) -> i64 {
        self.tx.query_row(text, [], |row| row.get(0)).unwrap()
    }

    /// What holds at every moment.
    pub(super) fn check(&self) {
        let count = |text: &str| self.count(text);
        assert_eq!(
            count(
                "select count(*) from lots where quantity < 0 or reserved_quantity not between 0 and quantity"
            ),
            0
        );
        assert_eq!(movements::store::disagreements(&self.tx).unwrap().1, 0, "the ledger adds up");
        for (product, expected) in &self.expected {
            let there: Quantity = self
                .tx
                .query_row(
                    "select coalesce(sum(quantity), 0) from lots where product_id = ?1",
                    [product],
                    |row| row.get(0),
                )
                .unwrap();
            assert_eq!(there, *expected, "what was done adds up to what lies there");
        }
        let broken = "select count(*) from (
                 select quantity_before, lag(quantity_after, 1, 0) over (partition by lot_id order by created_at, id) as last
                 from movements)
             where quantity_before <> last";
        assert_eq!(count(broken), 0, "each movement begins where the last one ended");
        let shared = "select count(*) from (
                 select bin_id from lots where quantity > 0 group by bin_id having count(distinct product_id) > 1)";
        assert_eq!(count(shared), 0, "a bin has one product");
        // The building is five hours behind.
        let over = "select count(*) from movements m
             join lots l on l.id = m.lot_id
             where m.movement_type = 'issue'
             and date(m.created_at, '-5 hours') > l.use_by_date";
        assert_eq!(count(over), 0, "nothing that is over goes out");
        self.check_promises();
        self.check_transfers();
        self.check_sums();
    }

    fn check_promises(&self) {
        let count = |text: &str| self.count(text);
        let promised = "select count(*) from lots l
             where reserved_quantity <> (
                 select coalesce(sum(i.quantity_reserved), 0)
                 from reservation_items i
                 join reservations r on r.id = i.reservation_id
                 where i.lot_id = l.id
                 and r.status = 'active')";
        assert_eq!(count(promised), 0, "what is promised of a lot is what its reservations say");
        let handed = "select count(*) from reservations r
             where r.total_quantity <> (
                 select sum(i.quantity_reserved) from reservation_items i where i.reservation_id = r.id)
             or coalesce((select -sum(m.quantity) from movements m where m.cause_id = r.id), 0)
                 <> iif(r.status = 'fulfilled', r.total_quantity, 0)";
        assert_eq!(count(handed), 0, "a reservation gives what it held, once");
    }

    fn check_transfers(&self) {
        let count = |text: &str| self.count(text);
        // What left for a transfer is under way, came, came to harm or is told to be lost.
        let lost = "select count(*) from transfers t
             where t.status = 'received' and t.quantity_sent <> t.quantity_received + t.quantity_damaged + t.quantity_lost
             or (select coalesce(sum(m.quantity), 0) from movements m where m.cause_id = t.id) <> case t.status
                 when 'cancelled' then 0
                 else coalesce(t.quantity_received, 0) - t.quantity_sent
             end";
        assert_eq!(count(lost), 0, "nothing is lost under way");
        let within = "select count(*) from (
                 select cause_id from movements
                 where reason in ('transfer_out', 'transfer_in')
                 group by cause_id having sum(quantity) <> 0 or count(*) <> 2)";
        assert_eq!(count(within), 0, "what is moved leaves one bin and lies in another");
        let twice = "select count(*) from (
                 select 1 from lots where quantity > 0 group by bin_id, product_id, batch_number having count(*) > 1)";
        assert_eq!(count(twice), 0, "a batch has one lot in its bin");
    }

    fn check_sums(&self) {
        let count = |text: &str| self.count(text);
        let counted =
            "select (select count(*) from movements) - (select coalesce(sum(count), 0) from movement_counts)";
        assert_eq!(count(counted), 0);
        let hours = "select count(*) from (
                 select environment_id, substr(created_at, 1, 13), movement_type, count(*), coalesce(sum(fefo_compliant), 0)
                 from movements
                 group by 1, 2, 3
                 except
                 select environment_id, hour, movement_type, count, compliant
                 from movement_hours)";
        assert_eq!(count(hours), 0, "what is counted by the hour is what the ledger says");
        let totals = "select count(*) from (
                 select b.environment_id, l.product_id, sum(l.quantity > 0), sum(l.quantity),
                     coalesce(sum(round(l.quantity * coalesce(l.unit_price, p.unit_price) / 100.0)), 0),
                     sum(l.unit_price is null and l.quantity > 0)
                 from lots l
                 join bins b on b.id = l.bin_id
                 join products p on p.id = l.product_id
                 group by 1, 2
                 except
                 select environment_id, product_id, lots, quantity, value, unpriced_lots
                 from stock_totals)";
        assert_eq!(count(totals), 0, "what is kept as a sum is the sum");
        let bins = "select (select count(*) from stocked_bins) - (select count(distinct bin_id) from lots where quantity > 0)
                 + (select count(*) from (
                     select b.environment_id, b.id, count(*)
                     from lots l
                     join bins b on b.id = l.bin_id
                     where l.quantity > 0
                     group by b.id
                     except
                     select environment_id, bin_id, lots
                     from stocked_bins))";
        assert_eq!(count(bins), 0, "the bins that are stocked are those in which something lies");
    }
}
