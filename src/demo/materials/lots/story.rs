//! What becomes of each lot of the demo, by its number alone: where it lies, when it came, when it expires, how it ends.

use super::super::words::PRODUCTS;
use super::{ASIDE, BREAKAGES, CHECKED_ROOMS, DAYS, pick, scatter};
use crate::kit::{Error, Quantity, Result};

/// A bin in which a product lies.
#[derive(Clone)]
pub(in super::super) struct Spot {
    pub(in super::super) room: u32,
    pub(in super::super) code: String,
    pub(in super::super) product: u32,
}

/// The first of the products that both warehouses have, and the first of those that the second has alone.
const SHARED: (u32, u32) = (33, 54);

/// The bins in which something lies, each with one product: food has two now and then, in the second warehouse what is for
/// workshops. The others stay empty.
pub(super) fn spots() -> Vec<Spot> {
    let of_room = |room: u32, codes: Vec<String>, products: Vec<u32>| {
        let is_free = move |code: &String| !ASIDE.iter().any(|(at, aside, ..)| (*at, *aside) == (room, code));
        let codes = codes.into_iter().filter(is_free);
        codes.zip(products).map(move |(code, product)| Spot { room, code, product })
    };
    let aisles = ["A", "B"].iter().flat_map(|aisle| (1..=40).map(move |n| (aisle, n)));
    let aisles = aisles.map(|(aisle, n)| format!("{aisle}-{:02}-{:02}", (n + 3) / 4, (n + 3) % 4 + 1));
    let shelves = (0..40).map(|n| format!("{:02}-{:02}-{:02}", n / 20 + 1, n / 5 % 4 + 1, n % 5 + 1));
    let (both, second) = SHARED;
    let central = (0..second).chain((0..20).step_by(2)).collect();
    let others = (both..60).chain(second..60).collect();
    of_room(CHECKED_ROOMS, aisles.collect(), central)
        .chain(of_room(CHECKED_ROOMS + 1, shelves.collect(), others))
        .collect()
}

/// The bins with what keeps for good and no lot of which was thrown away or is held: what may be promised for days.
pub(in super::super) fn lasting() -> Vec<Spot> {
    let all: Vec<Batch> = (0..super::LOTS).map(Batch::of).collect();
    let is_troubled = |at: usize| {
        let of_spot = all.iter().skip(at).step_by(usize::try_from(SPOTS).unwrap_or(1));
        of_spot
            .into_iter()
            .any(|batch| batch.expires.is_some() || batch.scrapped().is_some() || batch.held().is_some())
    };
    spots().into_iter().enumerate().filter(|(at, _)| !is_troubled(*at)).map(|(_, spot)| spot).collect()
}

/// The bins of one warehouse, counted from 0, with what the other one has too, each with its bin there.
pub(in super::super) fn shared(from: u32) -> Vec<(Spot, Spot)> {
    let (here, there): (Vec<Spot>, Vec<Spot>) =
        spots().into_iter().partition(|spot| spot.room == CHECKED_ROOMS + from);
    let pair = |here: Spot| {
        let there = there.iter().find(|there| there.product == here.product)?.clone();
        Some((here, there))
    };
    here.into_iter().filter_map(pair).collect()
}

/// How many bins that are.
const SPOTS: u32 = 97;

/// A lot of this number.
pub(super) struct Batch {
    n: u32,
    /// How many days ago it came.
    pub(super) came: u32,
    /// In how many days it expires; below zero it has.
    pub(super) expires: Option<i64>,
    /// How much came.
    pub(super) quantity: Quantity,
    /// What a unit cost, in pesos; of some nobody wrote it down.
    pub(super) price: Option<u32>,
}

impl Batch {
    pub(super) fn of(n: u32) -> Self {
        let luck = scatter(n + 41);
        let is_first = n < SPOTS;
        let (_, _, _, _, least, keeps, price) = product(n);
        let long_ago = if is_first { 63 + luck % (DAYS - 63) } else { 9 + luck % 45 };
        let (came, expires) = match keeps {
            0 => (long_ago, None),
            // What spoils soon came lately: the first are over or nearly so.
            1..=60 => {
                let left =
                    if is_first { i64::from(luck % 14) - 5 } else { 2 + i64::from(luck % (keeps / 2)) };
                let came = (i64::from(keeps * 9 / 10) - left).max(1);
                (u32::try_from(came).unwrap_or(1), Some(left))
            }
            _ => {
                let most = i64::from(keeps) - i64::from(long_ago);
                let left = match luck % 9 {
                    0 if is_first => -1 - i64::from(luck % 12),
                    1 => i64::from(luck % 7),
                    2 => 7 + i64::from(luck % 23),
                    _ => 30 + i64::from(luck) % (most - 29).max(1),
                };
                (long_ago, Some(left))
            }
        };
        let quantity = Quantity::whole(i64::from(least.max(3) * (11 + luck % 9) / 10));
        let paid = price * (95 + luck % 11) / 100;
        Self { n, came, expires, quantity, price: (n % 23 != 4).then_some(paid) }
    }

    /// Where it lies.
    pub(super) fn spot(&self) -> Result<Spot> {
        let at = usize::try_from(self.n % SPOTS).map_err(Error::internal)?;
        spots().into_iter().nth(at).ok_or_else(|| Error::internal("the demo has no such bin"))
    }

    /// How many days ago it was thrown away, and why, if it was: a few broke, and of those that have expired every third was cleared away.
    pub(super) fn scrapped(&self) -> Option<(u32, &'static str)> {
        let over = self.expires.filter(|days| *days < -2 && self.n.is_multiple_of(3));
        if let Some(days) = over {
            return Some((u32::try_from(-1 - days).ok()?, "Vencido"));
        }
        let reason = match self.n {
            27 => BREAKAGES.first(),
            58 => BREAKAGES.get(1),
            93 => BREAKAGES.get(2),
            _ => None,
        };
        reason.map(|reason| (self.came / 2, *reason))
    }

    /// Why it is held, if it is.
    pub(super) fn held(&self) -> Option<&'static str> {
        match self.n {
            64 => Some("Falta el certificado de calidad del proveedor"),
            131 => Some("Empaque con humedad: en revisión"),
            _ => None,
        }
    }

    /// Whether something is to be left of it: because of what becomes of it, or because it expires these days.
    pub(super) fn is_kept(&self) -> bool {
        self.scrapped().is_some() || self.held().is_some() || self.expires.is_some_and(|days| days < 7)
    }
}

/// The product of a lot.
fn product(n: u32) -> super::super::words::Product {
    let (both, second) = SHARED;
    let at = match n % SPOTS {
        at if at < second => at,
        at if at < second + 10 => (at - second) * 2,
        at if at < second + 10 + 60 - both => at - second - 10 + both,
        at => at - (second + 10 + 60 - both) + second,
    };
    let at = usize::try_from(at).unwrap_or_default();
    PRODUCTS.get(at).copied().unwrap_or(("", "", "", "", 0, 0, 0))
}

/// How much of a product somebody takes at once.
pub(in super::super) fn portion(product: u32, luck: u32) -> Result<Quantity> {
    let (_, _, _, unit, least, _, _) = *pick(&PRODUCTS, product)?;
    // In hundredths: a twentieth to a fifth of what there is to be at least, in steps that a scale or a hand measures.
    let part = i64::from(least.max(3)) * i64::from(5 + luck % 12);
    let step = if ["kg", "l", "m", "m2", "galón"].contains(&unit) { 25 } else { 100 };
    Ok(Quantity::of_hundredths((part / step).max(1) * step))
}

/// Who supplies a product, by the demo's number.
pub(super) fn supplier(product: u32, n: u32) -> Result<u32> {
    let (sku, ..) = *pick(&PRODUCTS, product)?;
    Ok(match sku.get(..3) {
        Some("ALI") => n % 3,
        Some("RED") => 4,
        Some("SOP") => 5,
        Some("PAP") => 6,
        Some("MUL") => 7,
        _ => 3,
    })
}

/// What people take a product for.
pub(super) fn uses(product: u32) -> Result<&'static [&'static str]> {
    let (sku, ..) = *pick(&PRODUCTS, product)?;
    Ok(match sku.get(..3) {
        Some("ALI") => {
            &["Práctica de cocina", "Taller de panadería", "Práctica de pastelería", "Evento del centro"]
        }
        Some("DES") => &["Práctica de cocina", "Dotación del ambiente"],
        Some("ASE") => &["Aseo del ambiente", "Aseo de la cocina"],
        Some("RED") => &["Práctica de cableado", "Proyecto formativo", "Arreglo de un punto de red"],
        Some("SOP") => &["Práctica de mantenimiento", "Reparación de equipos"],
        Some("PAP") => &["Material para la formación", "Impresión de guías"],
        _ => &["Taller de impresión", "Proyecto formativo"],
    })
}
