//! The shapes of actas of equipment in charge.

use crate::kit::{Blank, Id, Line, LocalTime, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// De qué es un acta de un equipo a cargo.
    pub enum HandoverKind {
        /// De la entrega.
        Delivery = "delivery",
        /// De la devolución.
        Return = "return",
    }
}

words! {
    /// Como quién firma una persona.
    pub enum HandoverSide {
        /// Quien tiene el equipo a su cargo.
        Holder = "holder",
        /// Quien lo entrega o lo recibe.
        Keeper = "keeper",
    }
}

/// Una firma de un acta de un equipo a cargo.
#[derive(Debug, Clone, Object, Serialize)]
pub struct HandoverSignature {
    /// Identificador.
    pub id: Id,
    /// Como quién firmó.
    pub side: HandoverSide,
    /// Nombre de quien firmó.
    pub name: String,
    /// Si la dibujó; si no, escribió su nombre.
    pub is_drawn: bool,
    /// En la sesión de quién se firmó.
    pub user_id: Id,
    /// Su nombre.
    pub user_name: String,
    /// Cuándo.
    pub signed_at: LocalTime,
}

/// Un acta de un equipo a cargo. Firmada no cambia: lo que se corrige después hace otra versión.
#[derive(Debug, Clone, Object, Serialize)]
pub struct HandoverActa {
    /// Identificador.
    pub id: Id,
    /// El equipo a cargo.
    pub assignment_id: Id,
    /// De qué es.
    pub kind: HandoverKind,
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
    pub signatures: Vec<HandoverSignature>,
    /// Como quién puede firmarla ahora quien pregunta.
    pub may_sign: Vec<HandoverSide>,
}

/// Una firma: dibujada (`strokes`), o escrita, si no hay trazos.
#[derive(Debug, Object, Deserialize)]
pub struct NewHandoverSignature {
    /// De qué es el acta.
    pub kind: HandoverKind,
    /// Como quién se firma: quien tiene el equipo firma lo suyo; un administrador, por quien lo entrega o lo recibe, y toma en su
    /// pantalla la firma de quien lo tiene.
    pub side: HandoverSide,
    /// Huella de lo que se leyó. Si el acta cambió desde entonces no se firma.
    pub content_hash: Line<64, 64>,
    /// Nombre de quien firma.
    pub name: Line<3, 120>,
    /// Los trazos: cada uno es x, y, x, y… en una caja de 1000 de ancho por 400 de alto, desde la esquina superior izquierda. Hasta
    /// 200 trazos y 3000 puntos.
    pub strokes: Blank<Vec<Vec<i64>>>,
}
