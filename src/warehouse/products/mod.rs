//! Products: the materials that warehouses of a centre stock, with their unit and what is to be watched of them.

pub mod api;
pub mod change;
pub mod exports;
pub mod model;
pub mod store;

use crate::kit::export::Exported;
use crate::kit::label::Labelled;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    ProductNotFound "producto_no_encontrado" NOT_FOUND "Producto no encontrado";
    ProductSkuTaken "sku_repetido" CONFLICT "Otro producto del centro ya tiene ese SKU";
    ProductInUse "producto_en_uso" CONFLICT "El producto tiene existencias o historial y no se elimina: déjelo inactivo";
    ProductUnitFixed "unidad_de_producto_fija" CONFLICT "El producto ya tiene lotes en su unidad: no se puede cambiar";
    ProductPhotoUnknown "foto_de_producto_desconocida" BAD_REQUEST "La foto indicada no existe: tómela de nuevo";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("products", "product").versioned("products")];
    const LABELLED: &'static [Labelled] = &[
        Labelled { source: "products", prefix: "PRO", subjects: store::labels },
        Labelled { source: "lots", prefix: "LOT", subjects: store::lot_labels },
    ];
    const EXPORTS: &'static [Exported] = exports::EXPORTS;
}
