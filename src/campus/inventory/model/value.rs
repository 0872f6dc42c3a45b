//! What equipment is worth.

use super::{ItemCategory, ItemRow};
use crate::kit::money::money_in;
use crate::kit::settings::section;
use crate::kit::wire::{Money, row};
use crate::kit::{Caller, Day, Id, Number, role, words};
use inventario_derive::Object;
use serde::Serialize;

words! {
    /// En qué moneda se pagó.
    pub enum Currency {
        /// Peso colombiano.
        Cop = "COP",
        /// Dólar estadounidense.
        Usd = "USD",
        /// Euro.
        Eur = "EUR",
    }
}

impl Currency {
    /// An amount as people read it: `$ 1.234,50`, `USD 1.234,50`.
    pub fn written(self, amount: Money) -> String {
        money_in(self.as_str(), amount.cents())
    }
}

/// Whether somebody is told of the equipment that they see what only those are who keep it: what was paid and to whom, and of assets also
/// who has them and what is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prices {
    /// They keep it.
    Told,
    /// They use it.
    Withheld,
}

impl Prices {
    /// What somebody is told of the rooms that they see: whoever keeps equipment keeps those.
    pub fn of(who: &Caller) -> Self {
        if who.is(role::KEEPERS) { Self::Told } else { Self::Withheld }
    }
}

/// A useful life, in months: up to fifty years.
pub type LifeMonths = Number<1, 600>;

section! {
    /// La vida útil de cada clase de equipo, en meses: de ella sale el valor en libros, por depreciación en línea recta.
    // The yearly rates of article 137 of the Estatuto Tributario (law 1819 of 2016): 20 % for computing equipment and for equipment
    // of communication, that is five years; 10 % for furniture and for other machines and equipment, ten. That projectors,
    // televisions, cameras and microphones are equipment of communication is our assumption; so is that a centre counts as the tax
    // does, which its own accounting policy (resolution 533 of 2015 of the Contaduría General de la Nación) may see otherwise:
    // hence the setting.
    pub struct UsefulLives = "useful_lives", "Vida útil de los equipos";
    /// Cambios a las vidas útiles.
    patch UsefulLivesPatch;

    /// Computadores.
    default computer: i64 as LifeMonths = 60,
    /// Proyectores.
    default projector: i64 as LifeMonths = 60,
    /// Teclados.
    default keyboard: i64 as LifeMonths = 60,
    /// Ratones.
    default mouse: i64 as LifeMonths = 60,
    /// Televisores.
    default tv: i64 as LifeMonths = 60,
    /// Cámaras.
    default camera: i64 as LifeMonths = 60,
    /// Micrófonos.
    default microphone: i64 as LifeMonths = 60,
    /// Tabletas.
    default tablet: i64 as LifeMonths = 60,
    /// Lo demás: muebles, máquinas, herramientas.
    default other: i64 as LifeMonths = 120,
}

impl UsefulLives {
    /// How many months something lasts: as its own category says, else as equipment of its word.
    pub fn of(&self, it: Bought) -> i64 {
        it.own_life.unwrap_or_else(|| self.months(it.category))
    }

    /// How many months equipment of a category lasts.
    pub fn months(&self, category: ItemCategory) -> i64 {
        match category {
            ItemCategory::Computer => self.computer,
            ItemCategory::Projector => self.projector,
            ItemCategory::Keyboard => self.keyboard,
            ItemCategory::Mouse => self.mouse,
            ItemCategory::Tv => self.tv,
            ItemCategory::Camera => self.camera,
            ItemCategory::Microphone => self.microphone,
            ItemCategory::Tablet => self.tablet,
            ItemCategory::Other => self.other,
        }
    }
}

/// Lo que vale un equipo.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ItemValue {
    /// El día del que se habla: hoy.
    pub on: Day,
    /// Moneda.
    pub currency: Currency,
    /// Lo que costaron todas sus piezas; null si no se conoce el precio.
    pub purchase_value: Option<Money>,
    /// Lo que valen hoy en libros; null si falta el precio o la fecha de compra.
    pub book_value: Option<Money>,
    /// Vida útil, en meses: la de su categoría, si la dice, o la de su clase.
    pub life_months: i64,
    /// Desde qué día vale cero en libros; null si falta la fecha de compra.
    pub life_ends: Option<Day>,
}

/// Lo que suman unos equipos en una moneda.
#[derive(Debug, Clone, Copy, PartialEq, Object, Serialize)]
pub struct ValueInCurrency {
    /// Moneda.
    pub currency: Currency,
    /// Cuántos tienen precio en ella.
    pub priced_items: i64,
    /// Lo que costaron todas sus piezas.
    pub purchase_value: f64,
    /// Cuántos tienen también fecha de compra.
    pub dated_items: i64,
    /// Lo que costaron estos.
    pub dated_value: f64,
    /// Lo que valen estos hoy en libros.
    pub book_value: f64,
}

/// Lo que vale lo de un ambiente.
#[derive(Debug, Clone, PartialEq, Object, Serialize)]
pub struct RoomValue {
    /// El ambiente; null lo que no está en ninguno.
    pub environment_id: Option<Id>,
    /// Su nombre.
    pub environment_name: Option<String>,
    /// El centro del ambiente.
    pub center_id: Option<Id>,
    /// Cuántos equipos hay; cada grupo es uno.
    pub items: i64,
    /// Lo que suman, una moneda tras otra; vacío si de ninguno se conoce el precio.
    pub sums: Vec<ValueInCurrency>,
}

/// Lo que vale lo de un centro.
#[derive(Debug, Clone, PartialEq, Object, Serialize)]
pub struct CenterValue {
    /// El centro; null lo que no está en ningún ambiente.
    pub center_id: Option<Id>,
    /// Su nombre.
    pub center_name: Option<String>,
    /// Cuántos equipos hay; cada grupo es uno.
    pub items: i64,
    /// Lo que suman, una moneda tras otra.
    pub sums: Vec<ValueInCurrency>,
}

/// Lo que valen los equipos, sin los perdidos.
#[derive(Debug, Clone, PartialEq, Object, Serialize)]
pub struct InventoryValue {
    /// El día del que se habla: hoy.
    pub on: Day,
    /// Cuántos equipos hay; cada grupo es uno.
    pub items: i64,
    /// Lo que suman todos, una moneda tras otra.
    pub sums: Vec<ValueInCurrency>,
    /// Por centro, por nombre.
    pub centers: Vec<CenterValue>,
    /// Por ambiente, por nombre.
    pub rooms: Vec<RoomValue>,
}

/// What somebody wants to know the worth of.
#[derive(Debug, Default, Clone, Copy)]
pub struct ValueQuery {
    /// One room's.
    pub environment_id: Option<Id>,
    /// One centre's.
    pub center_id: Option<Id>,
}

row! {
    /// Items that lose their value alike: of one room, category, currency and day of purchase.
    #[derive(Debug, Clone)]
    pub struct ValuedItems {
        /// The room.
        pub environment_id: Option<Id>,
        /// What that is called.
        pub environment_name: Option<String>,
        /// The room's centre.
        pub center_id: Option<Id>,
        /// What that is called.
        pub center_name: Option<String>,
        /// Their category.
        pub category: ItemCategory,
        /// How long equipment of their own category lasts, if that says so.
        pub life_months: Option<i64>,
        /// The currency of their prices.
        pub currency: Currency,
        /// When they were bought.
        pub purchase_date: Option<Day>,
        /// How many.
        pub items: i64,
        /// Of how many the price is known.
        pub priced: i64,
        /// What all pieces of these cost, in cents.
        pub cents: i64,
    }
}

/// What the worth of equipment follows from.
#[derive(Debug, Clone, Copy)]
pub struct Bought {
    /// Its category.
    pub category: ItemCategory,
    /// How long equipment of its own category lasts, if that says so.
    pub own_life: Option<i64>,
    /// What all of its pieces cost, in cents.
    pub cents: Option<i64>,
    /// When.
    pub on: Option<Day>,
}

impl Bought {
    /// Of an item, whose own category says how long it lasts, or doesn't.
    pub fn of(item: &ItemRow, own_life: Option<i64>) -> Self {
        let paid = item.purchase_price.and_then(|price| price.times(item.quantity));
        Self { category: item.category, own_life, cents: paid.map(Money::cents), on: item.purchase_date }
    }
}

impl ValuedItems {
    /// What their worth follows from.
    pub fn bought(&self) -> Bought {
        let cents = (self.priced > 0).then_some(self.cents);
        Bought { category: self.category, own_life: self.life_months, cents, on: self.purchase_date }
    }
}
