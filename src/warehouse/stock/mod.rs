//! Stock: the lots that lie in the bins, what comes in, what goes out, and which lot is next.
//!
//! A lot is one batch of one product in one bin. One rule decides which lot goes out first, whoever asks: [`rules::fefo`]. Every change of
//! what a lot holds goes through [`change::ledger`], which writes its movement.

pub mod api;
pub mod change;
pub mod exports;
pub mod model;
pub mod reads;
pub mod reports;
pub mod rules;
pub mod store;

use crate::kit::export::Exported;
use crate::kit::report::Reported;
use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    LotNotFound "lote_no_encontrado" NOT_FOUND "Lote no encontrado";
    StockProductNotFound "material_no_encontrado" NOT_FOUND "Producto no encontrado";
    StockBinUnknown "ubicacion_desconocida" BAD_REQUEST "La ubicación indicada no existe o no es de una bodega suya";
    StockBinBlocked "ubicacion_inactiva" BAD_REQUEST "La ubicación está inactiva y no recibe material";
    StockBinOther "ubicacion_con_otro_producto" BAD_REQUEST "En la ubicación hay otro producto";
    StockProductUnknown "producto_desconocido" BAD_REQUEST "El producto indicado no existe, está inactivo o es de otro centro";
    StockSupplierUnknown "proveedor_desconocido" BAD_REQUEST "El proveedor indicado no existe, está inactivo o es de otro centro";
    StockWarehouseUnknown "bodega_de_materiales_desconocida" BAD_REQUEST "La bodega indicada no existe o no es suya";
    StockWarehouseMissing "bodega_sin_indicar" BAD_REQUEST "Indique de qué bodega sale";
    StockUnitOther "unidad_de_otro_producto" BAD_REQUEST "La unidad no es la del producto";
    StockShort "existencias_insuficientes" BAD_REQUEST "No hay tanto";
    LotUseByPast "vencimiento_pasado" BAD_REQUEST "La fecha de vencimiento debe ser posterior a hoy";
    LotFrozenLater "congelacion_futura" BAD_REQUEST "La fecha de congelación no puede ser posterior a hoy";
    LotDatesReversed "consumo_preferente_tardio" UNPROCESSABLE_ENTITY "La fecha de consumo preferente no puede ser posterior a la de vencimiento";
    LotOtherwise "lote_con_otros_datos" CONFLICT "En esa ubicación ya hay ese lote con otros datos";
    LotTooLarge "lote_demasiado_grande" BAD_REQUEST "Un lote tiene como máximo 99.999.999,99";
    LotExpired "lote_vencido" BAD_REQUEST "El lote está vencido";
    LotHeld "lote_retenido" BAD_REQUEST "El lote está retenido";
    LotHeldAlready "lote_ya_retenido" CONFLICT "El lote ya está retenido";
    LotNotHeld "lote_sin_retener" CONFLICT "El lote no está retenido";
    LotBlocked "lote_en_ubicacion_inactiva" BAD_REQUEST "La ubicación del lote está inactiva";
    LotScrapped "lote_dado_de_baja" BAD_REQUEST "El lote se dio de baja";
    LotEmpty "lote_sin_existencias" BAD_REQUEST "Del lote no queda nada";
    LotUnchanged "lote_sin_diferencia" BAD_REQUEST "El lote ya tiene esa cantidad: no hay nada que ajustar";
    LotReserved "lote_con_reservas" CONFLICT "Parte del lote está reservada";
    LotOutOfTurn "lote_fuera_de_turno" CONFLICT "Antes debe salir otro lote";
    OverrideReasonMissing "excepcion_sin_motivo" UNPROCESSABLE_ENTITY "Escriba por qué sale este lote fuera de turno";
}

entry! {
    api::reading::Api, api::writing::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("stock", "lot").named(&[
        ("receive", "RECEIVE_LOT"),
        ("issue", "ISSUE_LOT"),
        ("issue-by-product", "ISSUE_LOT"),
        ("adjust", "ADJUST_LOT"),
        ("scrap", "SCRAP_LOT"),
        ("hold", "HOLD_LOT"),
        ("release", "RELEASE_LOT"),
    ])];
    const EXPORTS: &'static [Exported] = exports::EXPORTS;
    const REPORTS: &'static [Reported] = reports::REPORTS;
}
