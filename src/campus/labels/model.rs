//! The shapes of labels.

use crate::kit::wire::{Several, shape};
use crate::kit::{Blank, Day, Id, Line, LocalTime, Number, record, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

mod drawn;

pub use crate::kit::label::LabelSubject;
pub use drawn::{DrawnLabel, DrawnLabelCode, DrawnLabelText, LabelPaperSize, LabelPreview};

words! {
    /// El papel de las etiquetas.
    pub enum LabelPaper {
        /// Hoja A4 sin troquel, para recortar.
        A4 = "a4",
        /// Hoja carta sin troquel, para recortar.
        Letter = "letter",
        /// Hoja A4 con 21 etiquetas de 63,5 × 38,1 mm, como la L7160.
        L7160 = "l7160",
        /// Hoja A4 con 14 etiquetas de 99,1 × 38,1 mm, como la L7163.
        L7163 = "l7163",
        /// Hoja A4 con 65 etiquetas de 38,1 × 21,2 mm, como la L7651.
        L7651 = "l7651",
        /// Hoja carta con 30 etiquetas de 66,7 × 25,4 mm, como la 5160.
        L5160 = "5160",
        /// Hoja carta con 10 etiquetas de 101,6 × 50,8 mm, como la 5163.
        L5163 = "5163",
        /// Hoja carta con 80 etiquetas de 44,5 × 12,7 mm, como la 5167.
        L5167 = "5167",
        /// Rollo de 62 × 100 mm.
        Roll62 = "62x100",
        /// Rollo de 100 × 50 mm.
        Roll100 = "100x50",
        /// Rollo de 57 × 32 mm.
        Roll57 = "57x32",
    }
}

words! {
    /// El código de una etiqueta.
    pub enum LabelCode {
        /// QR completo y firmado: lo leen la aplicación y esta página.
        Qr = "qr",
        /// QR corto, solo con la placa: lo leen esta página y los lectores que escriben.
        ShortQr = "short_qr",
        /// Código de barras Code 128, solo con la placa.
        Code128 = "code128",
    }
}

words! {
    /// Un renglón de una etiqueta.
    pub enum LabelLine {
        /// Nombre.
        Name = "name",
        /// Marca y modelo.
        Model = "model",
        /// Número de serie.
        Serial = "serial",
        /// Ambiente; de un ambiente, dónde queda.
        Room = "room",
        /// Centro.
        Center = "center",
    }
}

words! {
    /// De qué son las etiquetas.
    pub enum LabelSource {
        /// De los equipos elegidos.
        Items = "items",
        /// De todos los equipos de un ambiente.
        Room = "room",
        /// De los equipos registrados desde un día.
        Since = "since",
        /// De las puertas de los ambientes elegidos.
        Doors = "doors",
        /// De una tanda de placas preimpresas.
        Run = "run",
        /// De las ubicaciones elegidas, o de todas las de una bodega.
        Bins = "bins",
        /// De los productos elegidos, o de todos los que están en uso.
        Products = "products",
        /// De los lotes elegidos.
        Lots = "lots",
    }
}

words! {
    /// Cuántos puntos por pulgada imprime una impresora de etiquetas.
    pub enum PrinterDots {
        /// 203 puntos por pulgada: 8 por milímetro.
        Dpi203 = "203",
        /// 300 puntos por pulgada.
        Dpi300 = "300",
    }
}

/// A distance that labels are moved by, in tenths of a millimetre.
pub type Offset = Number<-100, 100>;

shape! {
    /// Un diseño de etiqueta que alguien guardó para sí.
    pub struct LabelDesign from "d" "label_designs d";
    row LabelDesignRow;
    /// Un diseño de etiqueta nuevo.
    new NewLabelDesign;
    /// Cambios a un diseño. Lo que no se envía queda igual.
    patch LabelDesignPatch;

    /// De quién es.
    kept user_id: Id,
    /// Nombre, único entre los suyos.
    required name: String as Line<1, 60>,
    /// Papel.
    required paper: LabelPaper,
    /// Código.
    required code: LabelCode,
    /// Renglones, en orden.
    required lines: Several<LabelLine>,
    /// Cuánto se corre todo a la derecha, en décimas de milímetro.
    default offset_x: i64 as Offset = 0,
    /// Cuánto se corre todo hacia abajo, en décimas de milímetro.
    default offset_y: i64 as Offset = 0,
    /// Si es el que se usa mientras no se elige otro.
    default is_default: bool = false,
    /// Cuándo se guardó.
    kept created_at: LocalTime = now,
    /// Cuándo cambió por última vez.
    kept updated_at: LocalTime = now,
}

/// Lo que se quiere imprimir y cómo.
#[derive(Debug, Clone, Object, Deserialize)]
pub struct LabelPrint {
    /// Papel.
    pub paper: LabelPaper,
    /// Código.
    pub code: LabelCode,
    /// Renglones, en orden.
    pub lines: Several<LabelLine>,
    /// Cuánto se corre todo a la derecha, en décimas de milímetro; 0 si no se indica.
    pub offset_x: Blank<Offset>,
    /// Cuánto se corre todo hacia abajo, en décimas de milímetro; 0 si no se indica.
    pub offset_y: Blank<Offset>,
    /// En qué etiqueta de la primera hoja se empieza, contando por filas, y como máximo en la última; 1 si no se indica. En rollo no cuenta.
    pub start: Blank<Number<1, 80>>,
    /// Cuántas de cada una; 1 si no se indica.
    pub copies: Blank<Number<1, 50>>,
    /// De qué son.
    pub source: LabelSource,
    /// Los equipos, ambientes o materiales elegidos, como máximo 2000. De puertas, ubicaciones y productos, si no se indican, todo lo que está a su alcance.
    pub ids: Blank<Vec<Id>>,
    /// El ambiente, o la bodega de las ubicaciones; también para limitar los equipos registrados desde un día.
    pub environment_id: Blank<Id>,
    /// Desde qué día, incluido.
    pub since: Blank<Day>,
    /// La tanda de placas preimpresas.
    pub run_id: Blank<Id>,
    /// Si se dejan fuera las que no caben legibles; si no, o si no cabe ninguna, no se imprime nada.
    pub leave_out: Blank<bool>,
    /// Para la vista previa: cuál hoja; 1 si no se indica.
    pub page: Blank<Number<1, 2000>>,
    /// Para ZPL: la resolución de la impresora; 203 si no se indica.
    pub dots: Blank<PrinterDots>,
}

record! {
    /// Una tanda de placas preimpresas: números que nadie más recibe.
    pub struct LabelRun {
        /// Identificador.
        pub id: Id,
        /// Con qué empiezan las placas.
        pub prefix: String,
        /// Primer número.
        pub first_number: i64,
        /// Último número.
        pub last_number: i64,
        /// La primera placa.
        pub first_code: String,
        /// La última placa.
        pub last_code: String,
        /// Cuántas ya son de un equipo.
        pub claimed: i64,
        /// Centro para el que se reservaron; nulo es cualquiera.
        pub center_id: Option<Id>,
        /// Quién las reservó.
        pub created_by_name: Option<String>,
        /// Cuándo.
        pub created_at: LocalTime,
    }
}

/// Una tanda de placas por reservar.
#[derive(Debug, Object, Deserialize)]
pub struct NewLabelRun {
    /// Con qué empiezan las placas: letras sin tilde, cifras y guiones; se guarda en mayúsculas.
    pub prefix: Line<1, 10>,
    /// Cuántas.
    pub count: Number<1, 2000>,
}

/// De quién es una placa.
#[derive(Debug, Object, Serialize)]
pub struct LabelNumber {
    /// La placa.
    pub code: String,
    /// La tanda en que se reservó, si es preimpresa.
    pub run_id: Option<Id>,
    /// El equipo que la tiene, si es de alguno.
    pub item_id: Option<Id>,
}
