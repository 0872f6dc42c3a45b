//! The shapes of actas.

use crate::kit::settings::section;
use crate::kit::{Blank, Id, Line, LocalTime, Text, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// De qué es un acta.
    pub enum ActaKind {
        /// De lo que sale: acta de préstamo.
        Loan = "loan",
        /// De lo que vuelve: acta de devolución.
        Return = "return",
    }
}

words! {
    /// Como quién firma una persona.
    pub enum ActaSide {
        /// Quien recibe en préstamo.
        Borrower = "borrower",
        /// La bodega.
        Warehouse = "warehouse",
    }
}

/// What the borrower accepts, as long as the centre hasn't written its own.
const LOAN_CONDITIONS: &str = "\
    1. Quien recibe responde por el cuidado, la custodia y el buen uso de los elementos de esta acta desde la entrega y hasta su \
    devolución.\n\
    2. Los elementos se usan solo para el propósito indicado y no se prestan a terceros.\n\
    3. Se devuelven completos y en el mismo estado, a más tardar en la fecha y hora de devolución.\n\
    4. Todo daño, pérdida o hurto se informa de inmediato a la bodega.\n\
    5. Quien firma revisó los elementos y los recibe a satisfacción, salvo lo anotado en las observaciones.";

/// What is declared at the return.
const RETURN_CONDITIONS: &str = "\
    La bodega recibe los elementos en el estado que aquí se anota. Lo que volvió dañado o no volvió queda pendiente, con su solicitud \
    de mantenimiento o su novedad de inventario, y no se da por cerrado con esta acta.";

/// What whoever gets equipment in charge accepts.
const DELIVERY_CONDITIONS: &str = "\
    1. Quien recibe responde por el cuidado, la custodia y el buen uso del equipo mientras esté a su cargo.\n\
    2. El equipo se usa solo para las labores de la formación o del centro, y no se entrega a otra persona sin que la bodega lo anote.\n\
    3. Todo daño, pérdida o hurto se informa de inmediato.\n\
    4. El equipo se devuelve completo y con sus accesorios cuando se pida, o cuando termine el vínculo con el centro.\n\
    5. Quien firma revisó el equipo y lo recibe a satisfacción, salvo lo anotado en las observaciones.";

/// What is declared when it is handed back.
const HAND_BACK_CONDITIONS: &str = "\
    El equipo se recibe en el estado que aquí se anota, y desde esta fecha deja de estar a cargo de quien lo devuelve. Lo que volvió \
    dañado o incompleto, o no volvió, queda pendiente y no se da por cerrado con esta acta.";

section! {
    /// Los textos de las actas.
    pub struct ActaTexts = "actas", "Actas";
    /// Cambios a los textos de las actas.
    patch ActaTextsPatch;

    /// Las condiciones del acta de préstamo: lo que acepta quien recibe.
    default loan_conditions: String as Text<1, 8000> = LOAN_CONDITIONS.to_owned(),
    /// Las condiciones del acta de devolución.
    default return_conditions: String as Text<1, 8000> = RETURN_CONDITIONS.to_owned(),
    /// Las condiciones del acta de entrega de un equipo a cargo: lo que acepta quien lo recibe.
    default delivery_conditions: String as Text<1, 8000> = DELIVERY_CONDITIONS.to_owned(),
    /// Las condiciones del acta con que se devuelve un equipo a cargo.
    default hand_back_conditions: String as Text<1, 8000> = HAND_BACK_CONDITIONS.to_owned(),
}

/// Una firma de un acta.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ActaSignature {
    /// Identificador.
    pub id: Id,
    /// Como quién firmó.
    pub side: ActaSide,
    /// Nombre de quien firmó.
    pub name: String,
    /// Si la dibujó; si no, escribió su nombre.
    pub is_drawn: bool,
    /// En la sesión de quién se firmó: en el mostrador se firma en la pantalla de la bodega.
    pub user_id: Id,
    /// Su nombre.
    pub user_name: String,
    /// Cuándo.
    pub signed_at: LocalTime,
}

/// Un acta de un préstamo. Firmada no cambia: lo que pasa después hace otra versión.
#[derive(Debug, Clone, Object, Serialize)]
pub struct LoanActa {
    /// Identificador.
    pub id: Id,
    /// El préstamo.
    pub loan_id: Id,
    /// De qué es.
    pub kind: ActaKind,
    /// Versión, desde 1.
    pub version: i64,
    /// Si es la última de su clase; solo esa se firma.
    pub is_current: bool,
    /// Huella (SHA-256) de lo que dice; se envía al firmar.
    pub content_hash: String,
    /// Cuándo se escribió lo que dice.
    pub created_at: LocalTime,
    /// Dirección de su PDF.
    pub pdf_path: String,
    /// Las firmas que tiene.
    pub signatures: Vec<ActaSignature>,
    /// Como quién puede firmarla ahora quien pregunta.
    pub may_sign: Vec<ActaSide>,
}

/// Una firma: dibujada (`strokes`), o escrita, si no hay trazos.
#[derive(Debug, Object, Deserialize)]
pub struct NewSignature {
    /// De qué es el acta.
    pub kind: ActaKind,
    /// Como quién se firma: quien pide prestado firma lo suyo; la bodega, por ella misma, y recibe en su pantalla la firma de quien
    /// pide prestado.
    pub side: ActaSide,
    /// Huella de lo que se leyó. Si el acta cambió desde entonces no se firma.
    pub content_hash: Line<64, 64>,
    /// Nombre de quien firma.
    pub name: Line<3, 120>,
    /// Los trazos: cada uno es x, y, x, y… en una caja de 1000 de ancho por 400 de alto, desde la esquina superior izquierda. Hasta
    /// 200 trazos y 3000 puntos.
    pub strokes: Blank<Vec<Vec<i64>>>,
}
