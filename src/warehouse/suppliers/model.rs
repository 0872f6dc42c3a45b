//! The shapes of suppliers.

use crate::kit::page::paged;
use crate::kit::wire::{Email, Nit, shape};
use crate::kit::{Blank, Id, Line, LocalTime, Text};

shape! {
    /// Un proveedor de materiales.
    pub struct Supplier from "s" "suppliers s\njoin centers c on c.id = s.center_id";
    row SupplierRow;
    /// Un proveedor nuevo.
    new NewSupplier;
    /// Cambios a un proveedor. Lo que no se envía queda igual; null borra.
    patch SupplierPatch;

    /// Centro; el de quien lo crea si no se indica. Solo un administrador general indica otro.
    given center_id: Blank<Id>,
    /// Centro al que suministra.
    kept center_id: Id,
    /// Nombre de ese centro.
    joined center_name: String = "c.name",
    /// Razón social.
    required company_name: String as Line<2, 255>,
    /// Con quién se habla.
    optional contact_person: String as Line<1, 255>,
    /// Correo electrónico.
    optional email: String as Email,
    /// Teléfono.
    optional phone: String as Line<1, 50>,
    /// Dirección.
    optional address: String as Text<1, 500>,
    /// NIT con su dígito de verificación: 899999034-1.
    optional tax_number: String as Nit,
    /// De cuántos lotes es.
    joined lots: i64 = "(select count(*) from lots l where l.supplier_id = s.id)",
    /// Si está en uso.
    #[new = "Si está en uso; si no se indica, sí."]
    default is_active: bool = true,
    /// Cuándo se creó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}

paged! {
    /// Una página de proveedores.
    pub struct SupplierPage of Supplier;
}
