//! The demo's materials: how its two warehouses name their bins, who supplies what, and the bins that are set aside.

use super::stock::CHECKED_ROOMS;
use super::{Agenda, Demo, ELENA, JAIRO, scatter, sent};
use crate::kit::wire::Nit;
use crate::kit::{FromText, Result};
use crate::warehouse::{bins, products, suppliers, warehouses};
use chrono::{DateTime, Utc};
use serde_json::{Value, json};

mod lots;
mod words;

use words::{PRODUCTS, SUPPLIERS};

/// A warehouse's bins: its room, who keeps it, its template, and the ranges of its racks.
fn racks() -> [(u32, u32, Value, Value); 2] {
    let field = |order: u32, name: &str, label: &str| json!({ "name": name, "label": label, "order": order });
    let aisles = json!({
        "fields": [field(1, "pasillo", "Pasillo"), field(2, "estante", "Estante"), field(3, "nivel", "Nivel")],
        "code_format": "{pasillo}-{estante}-{nivel}",
    });
    let shelves = json!({
        "fields": [field(1, "estante", "Estante"), field(2, "nivel", "Nivel"), field(3, "posicion", "Posición")],
        "code_format": "{estante}-{nivel}-{posicion}",
    });
    let to = |end: u32| json!({ "start": 1, "end": end });
    [
        (CHECKED_ROOMS, JAIRO, aisles, json!({ "pasillo": ["A", "B"], "estante": to(10), "nivel": to(4) })),
        (CHECKED_ROOMS + 1, ELENA, shelves, json!({ "estante": to(2), "nivel": to(4), "posicion": to(5) })),
    ]
}

/// Bins that somebody set aside: their room and code, what for, and why.
const ASIDE: [(u32, &str, &str, &str); 6] = [
    (CHECKED_ROOMS, "A-02-04", "reserved", "Para el pedido de la próxima semana"),
    (CHECKED_ROOMS, "A-07-01", "inactive", "Viga doblada: no cargar"),
    (CHECKED_ROOMS, "A-07-02", "inactive", "Viga doblada: no cargar"),
    (CHECKED_ROOMS, "B-10-04", "reserved", "Material en cuarentena"),
    (CHECKED_ROOMS + 1, "01-04-05", "inactive", "Muy alto: falta la escalera"),
    (CHECKED_ROOMS + 1, "02-01-01", "reserved", "Para la feria de proyectos"),
];

/// A NIT with its digit, which the server judges as anybody's.
fn nit(figures: &str) -> String {
    let digit = (0..10).find(|digit| Nit::from_text(&format!("{figures}-{digit}")).is_ok());
    format!("{figures}-{}", digit.unwrap_or_default())
}

impl Demo<'_> {
    /// When warehouses get their bins, and the centre its products and suppliers.
    pub(super) fn plan_materials(&self, agenda: &mut Agenda) {
        for (n, (room, keeper, template, ranges)) in (0..).zip(racks()) {
            agenda.add(self.days_ago(214 - n), move |demo, at| {
                demo.name_bins(at, room, keeper, &template, &ranges)
            });
        }
        for (n, supplier) in (0..).zip(SUPPLIERS) {
            agenda.add(self.days_ago(205 - n), move |demo, at| demo.add_supplier(at, n, supplier));
        }
        for (n, product) in (0..).zip(PRODUCTS) {
            agenda.add(self.days_ago(190 - n / 4), move |demo, at| demo.add_product(at, n, product));
        }
        agenda.add(self.days_ago(40), |demo, at| demo.set_bins_aside(at));
    }

    fn name_bins(
        &mut self,
        at: DateTime<Utc>,
        room: u32,
        keeper: u32,
        template: &Value,
        ranges: &Value,
    ) -> Result<()> {
        let warehouse = self.room(room)?;
        let patch = sent(json!({ "bin_structure_template": template }))?;
        self.acts(at, keeper, |tx| warehouses::change::edit(tx, warehouse, patch))?;
        let bulk = sent(json!({
            "warehouse_id": warehouse, "ranges": ranges,
            "defaults": { "max_weight": 250, "max_height": 55, "accessibility": "A mano" },
        }))?;
        self.acts(at, keeper, |tx| bins::change::add_many(tx, bulk)).map(drop)
    }

    fn add_supplier(&mut self, at: DateTime<Utc>, n: u32, supplier: words::Supplier) -> Result<()> {
        let (name, figures, contact, phone, address) = supplier;
        let new = sent(json!({
            "company_name": name, "tax_number": nit(figures), "contact_person": contact, "phone": phone,
            "email": format!("{address}@ejemplo.co"),
            "address": format!("Calle {} # {}-{}, Pereira", 14 + n * 3, 5 + n, 10 + scatter(n) % 80),
        }))?;
        let supplier = self.acts(at, JAIRO, |tx| suppliers::change::add(tx, new))?;
        self.suppliers.insert(n, supplier.id);
        Ok(())
    }

    fn add_product(&mut self, at: DateTime<Utc>, n: u32, product: words::Product) -> Result<()> {
        let (sku, name, category, unit, least, keeps, price) = product;
        let new = sent(json!({
            "sku": sku, "name": name, "category": category, "default_unit": unit, "min_stock": least,
            "shelf_life_days": (keeps > 0).then_some(keeps), "unit_price": price,
        }))?;
        let product = self.acts(at, JAIRO, |tx| products::change::add(tx, new))?;
        self.products.insert(n, product.id);
        Ok(())
    }

    fn set_bins_aside(&mut self, at: DateTime<Utc>) -> Result<()> {
        for (room, code, status, notes) in ASIDE {
            let bin = bins::store::with_code(&self.tx, self.room(room)?, code)?;
            let patch = sent(json!({ "status": status, "notes": notes }))?;
            self.acts(at, ELENA, |tx| bins::change::edit(tx, bin, patch))?;
        }
        Ok(())
    }
}
