//! A count, as it is answered.

use super::{ArrivedLot, CountLine};
use crate::kit::page::paged;
use crate::kit::{Id, LocalTime, record, words};
use inventario_derive::Object;
use serde::Serialize;

words! {
    /// Qué se cuenta.
    pub enum CountScope {
        /// Una ubicación.
        Bin = "bin",
        /// Las ubicaciones cuyo código empieza igual.
        Zone = "zone",
        /// Todos los lotes de un producto.
        Product = "product",
    }
}

words! {
    /// En qué va un conteo.
    pub enum CountStatus {
        /// Se está contando.
        Open = "open",
        /// Espera a quien lo apruebe.
        Submitted = "submitted",
        /// Aprobado: las diferencias ya están en las existencias.
        Approved = "approved",
        /// Cancelado: no cambió nada.
        Cancelled = "cancelled",
    }
}

record! {
    /// Un conteo de material.
    pub struct Count {
        /// Identificador.
        pub id: Id,
        /// La bodega.
        pub warehouse_id: Id,
        /// Su nombre.
        pub warehouse_name: String,
        /// Qué se cuenta.
        pub scope: CountScope,
        /// La ubicación, si se cuenta una.
        pub bin_id: Option<Id>,
        /// Su código.
        pub bin_code: Option<String>,
        /// Cómo empiezan los códigos de las ubicaciones, si se cuenta una zona.
        pub zone: Option<String>,
        /// El producto, si se cuenta uno.
        pub product_id: Option<Id>,
        /// Su nombre.
        pub product_name: Option<String>,
        /// Si quien cuenta no ve lo que se espera.
        pub is_blind: bool,
        /// Si lo esperado no se le muestra ahora a quien pregunta.
        pub is_hidden: bool,
        /// En qué va.
        pub status: CountStatus,
        /// Notas de quien lo abrió.
        pub notes: Option<String>,
        /// Cuántas líneas tiene.
        pub lines: i64,
        /// Cuántas están contadas.
        pub counted_lines: i64,
        /// En cuántas difiere lo contado; nada, mientras no se muestra lo esperado.
        pub different_lines: Option<i64>,
        /// Quién lo abrió.
        pub created_by: Id,
        /// Su nombre.
        pub created_by_name: String,
        /// Cuándo.
        pub created_at: LocalTime,
        /// Quién lo entregó.
        pub submitted_by: Option<Id>,
        /// Su nombre.
        pub submitted_by_name: Option<String>,
        /// Cuándo.
        pub submitted_at: Option<LocalTime>,
        /// Quién lo aprobó o lo canceló.
        pub decided_by: Option<Id>,
        /// Su nombre.
        pub decided_by_name: Option<String>,
        /// Cuándo.
        pub decided_at: Option<LocalTime>,
        /// Lo que escribió quien lo aprobó, lo devolvió o lo canceló.
        pub decision_notes: Option<String>,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

paged! {
    /// Una página de conteos.
    pub struct CountPage of Count;
}

/// Un conteo con sus líneas.
#[derive(Debug, Object, Serialize)]
pub struct CountDetail {
    /// El conteo.
    #[oai(flatten)]
    #[serde(flatten)]
    pub count: Count,
    /// Sus líneas, por ubicación.
    pub items: Vec<CountLine>,
    /// Lotes que llegaron después de abrirlo y que nadie ha contado.
    pub arrived: Vec<ArrivedLot>,
    /// Si quien pregunta puede contar.
    pub may_count: bool,
    /// Si quien pregunta puede aprobarlo o devolverlo.
    pub may_decide: bool,
    /// Por qué no puede aprobarlo, si es porque lo contó.
    pub why_not: Option<String>,
    /// Quiénes contaron.
    pub counted_by: Vec<String>,
}

/// What a list of counts is cut to.
#[derive(Debug, Default)]
pub struct CountQuery {
    /// One warehouse's.
    pub warehouse_id: Option<Id>,
    /// In this state.
    pub status: Option<CountStatus>,
    /// Of this scope.
    pub scope: Option<CountScope>,
    /// Of this bin.
    pub bin_id: Option<Id>,
    /// Of this product.
    pub product_id: Option<Id>,
    /// Words in what is counted, the warehouse or the names of people.
    pub search: Option<String>,
}
