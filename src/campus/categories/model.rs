//! The shapes of categories.

use crate::campus::inventory::model::{ItemCategory, LifeMonths};
use crate::kit::wire::shape;
use crate::kit::{Line, LocalTime, words};

words! {
    /// Con qué icono se muestra: uno de los de la interfaz web.
    pub enum CategoryIcon {
        /// Computador.
        Computer = "computer",
        /// Proyector.
        Projector = "projector",
        /// Teclado.
        Keyboard = "keyboard",
        /// Ratón.
        Mouse = "mouse",
        /// Televisor.
        Tv = "tv",
        /// Cámara de video.
        Video = "video",
        /// Micrófono.
        Microphone = "microphone",
        /// Tableta.
        Tablet = "tablet",
        /// Paquete.
        Package = "package",
        /// Caja.
        Box = "box",
        /// Cajas.
        Boxes = "boxes",
        /// Llave inglesa.
        Wrench = "wrench",
        /// Engranaje.
        Settings = "settings",
        /// Estrella.
        Star = "star",
        /// Pantalla.
        Monitor = "monitor",
        /// Cámara.
        Camera = "camera",
        /// Teléfono.
        Phone = "phone",
        /// Llave.
        Key = "key",
        /// Candado.
        Lock = "lock",
        /// Camión.
        Truck = "truck",
        /// Sol.
        Sun = "sun",
        /// Mundo.
        Globe = "globe",
        /// Escudo.
        Shield = "shield",
        /// Edificio.
        Building = "building",
    }
}

shape! {
    /// Una categoría de equipos: propia del centro, o una de las nueve clases que conoce la aplicación.
    pub struct Category from "k" "item_categories k";
    row CategoryRow;
    /// Una categoría nueva.
    new NewCategory;
    /// Cambios a una categoría propia. Lo que no se envía queda igual; null borra.
    patch CategoryPatch;

    /// Nombre, único.
    required name: String as Line<1, 60>,
    /// Cuál de las nueve clases ve la aplicación en los equipos de esta categoría.
    #[new = "Cuál de las nueve clases ve la aplicación en los equipos de esta categoría."]
    #[patch = "Cuál de las nueve clases ve la aplicación; cambia también en los equipos que ya tienen la categoría."]
    required word: ItemCategory,
    /// Icono.
    #[new = "Icono; package si no se indica."]
    default icon: CategoryIcon = CategoryIcon::Package,
    /// Vida útil de sus equipos, en meses; null: la que los ajustes dicen de su clase.
    optional life_months: i64 as LifeMonths,
    /// Si se ofrece para equipos; los que ya la tienen la conservan.
    later is_active: bool = true,
    /// Si es una de las nueve clases: no se cambia ni se elimina.
    kept is_builtin: bool = false,
    /// Cuántos equipos la tienen.
    joined items: i64 = "iif(k.is_builtin, (select count(*) from inventory_items i where i.category = k.word and i.category_id is null), (select count(*) from inventory_items i where i.category_id = k.id))",
    /// Cuándo se creó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}
