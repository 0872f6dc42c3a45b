//! Labels as they are seen before they are printed: what lies where on a page.

use super::LabelPaper;
use inventario_derive::Object;
use serde::Serialize;

/// Un papel con sus medidas, en micrómetros (milésimas de milímetro).
#[derive(Debug, Object, Serialize)]
pub struct LabelPaperSize {
    /// Papel.
    pub paper: LabelPaper,
    /// Si es un rollo, con una etiqueta por página.
    pub is_roll: bool,
    /// Si es una hoja para recortar, con líneas por donde.
    pub is_uncut: bool,
    /// Ancho de la página.
    pub page_width: i32,
    /// Alto de la página.
    pub page_height: i32,
    /// Ancho de una etiqueta.
    pub width: i32,
    /// Alto de una etiqueta.
    pub height: i32,
    /// Cuántas caben a lo ancho.
    pub columns: i32,
    /// Cuántas caben a lo alto.
    pub rows: i32,
}

/// Un texto en su lugar, en micrómetros desde la esquina superior izquierda de la página.
#[derive(Debug, Object, Serialize)]
pub struct DrawnLabelText {
    /// Lo que dice.
    pub text: String,
    /// Borde izquierdo.
    pub x: i32,
    /// Línea base.
    pub y: i32,
    /// Ancho.
    pub width: i32,
    /// Tamaño de la letra.
    pub size: i32,
    /// Si va en negrilla.
    pub is_bold: bool,
}

/// Un código en su lugar, en micrómetros desde la esquina superior izquierda de la página.
#[derive(Debug, Object, Serialize)]
pub struct DrawnLabelCode {
    /// Borde izquierdo, sin la zona blanca.
    pub x: i32,
    /// Borde superior, sin la zona blanca.
    pub y: i32,
    /// Ancho de un módulo.
    pub module_width: i32,
    /// Alto de un módulo.
    pub module_height: i32,
    /// Los módulos oscuros, como trazos SVG de un módulo de grueso.
    pub path: String,
}

/// Una etiqueta dibujada.
#[derive(Debug, Object, Serialize)]
pub struct DrawnLabel {
    /// El código.
    pub code: DrawnLabelCode,
    /// Los textos.
    pub texts: Vec<DrawnLabelText>,
}

/// Una página de etiquetas, dibujada como se imprime.
#[derive(Debug, Object, Serialize)]
pub struct LabelPreview {
    /// Cuántas etiquetas salen, sin las que no caben.
    pub labels: i64,
    /// De cuántos equipos, ambientes o placas la etiqueta no cabe legible.
    pub unfit: i64,
    /// Las placas de los primeros de ellos.
    pub unfit_plates: Vec<String>,
    /// En cuántas páginas.
    pub pages: i64,
    /// Cuál página es esta.
    pub page: i64,
    /// El papel.
    pub paper: LabelPaperSize,
    /// Los bordes izquierdos de las etiquetas de la hoja, por filas, ya corridos.
    pub slots_x: Vec<i32>,
    /// Sus bordes superiores.
    pub slots_y: Vec<i32>,
    /// En cuántas etiquetas de esta página no cupieron todos los renglones.
    pub cut_short: i64,
    /// Cuántas etiquetas de esta página se salen de la hoja por lo que se corren; en rollo, cuántas se corren menos para no salirse.
    pub past_edge: i64,
    /// Las etiquetas de esta página.
    pub drawn: Vec<DrawnLabel>,
}
