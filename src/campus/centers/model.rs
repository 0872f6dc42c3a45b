//! The shapes of centres.

use crate::kit::wire::shape;
use crate::kit::{Id, Line, LocalTime, record};

shape! {
    /// Un centro de formación.
    pub struct Center from "c" "centers c";
    row CenterRow;
    /// Un centro nuevo.
    new NewCenter;
    /// Cambios a un centro. Lo que no se envía queda igual; null borra.
    patch CenterPatch;

    /// Código del centro en el SENA.
    required code: String as Line<1, 20>,
    /// Nombre.
    required name: String as Line<1, 200>,
    /// Dirección.
    optional address: String as Line<1, 200>,
    /// Municipio.
    optional city: String as Line<1, 100>,
    /// Regional.
    optional region: String as Line<1, 100>,
    /// Teléfono.
    optional phone: String as Line<1, 30>,
    /// Si está en uso.
    later is_active: bool = true,
    /// Cuántos ambientes activos tiene.
    joined environments: i64 = "(select count(*) from environments e where e.center_id = c.id and e.is_active = 1)",
    /// Versión del logo, que cambia con él; nulo si no tiene.
    joined logo: Option<String> = "(select l.version from center_logos l where l.center_id = c.id)",
    /// Cuándo se creó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}

record! {
    /// Lo que la página de ingreso muestra del único centro activo. Todo es nulo si hay varios o ninguno.
    #[derive(Default)]
    pub struct OnlyCenter {
        /// Identificador.
        pub id: Option<Id>,
        /// Nombre.
        pub name: Option<String>,
        /// Versión del logo, que cambia con él; nulo si no tiene.
        pub logo: Option<String>,
    }
}
