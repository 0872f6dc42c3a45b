//! What materials are counted and measured in: a closed list, so that a lot and its product can't mean different things by one word.

use crate::kit::wire::{Quantity, words};

words! {
    /// Unidad de medida.
    pub enum Unit {
        /// Unidad.
        Piece = "unidad",
        /// Kilogramo.
        Kilogram = "kg",
        /// Gramo.
        Gram = "g",
        /// Litro.
        Liter = "l",
        /// Mililitro.
        Milliliter = "ml",
        /// Metro.
        Meter = "m",
        /// Metro cuadrado.
        SquareMeter = "m2",
        /// Paquete.
        Packet = "paquete",
        /// Caja.
        Box = "caja",
        /// Rollo.
        Roll = "rollo",
        /// Galón.
        Gallon = "galón",
        /// Par.
        Pair = "par",
    }
}

impl Unit {
    /// So much of it, as people say it: «2 cajas», «1 galón», «0,5 kg».
    pub fn after(self, quantity: Quantity) -> String {
        format!("{quantity} {}", if quantity == Quantity::whole(1) { self.as_str() } else { self.plural() })
    }

    /// The word for several; a symbol has none of its own.
    fn plural(self) -> &'static str {
        match self {
            Self::Piece => "unidades",
            Self::Packet => "paquetes",
            Self::Box => "cajas",
            Self::Roll => "rollos",
            Self::Gallon => "galones",
            Self::Pair => "pares",
            Self::SquareMeter => "m²",
            Self::Kilogram | Self::Gram | Self::Liter | Self::Milliliter | Self::Meter => self.as_str(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_singular_and_symbols_have_no_plural() {
        let half = Quantity::of_hundredths(50);
        assert_eq!(Unit::Gallon.after(Quantity::whole(1)), "1 galón");
        assert_eq!(Unit::Gallon.after(half), "0,5 galones");
        assert_eq!(Unit::Piece.after(Quantity::whole(1200)), "1.200 unidades");
        assert_eq!(Unit::Kilogram.after(half), "0,5 kg");
        assert_eq!(Unit::SquareMeter.after(Quantity::whole(2)), "2 m²");
    }
}
