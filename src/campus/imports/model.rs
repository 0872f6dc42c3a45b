//! The shapes of imports.

use crate::campus::inventory::model::ItemFieldChange;
use crate::kit::document::FileFormat;
use crate::kit::wire::Listed;
use crate::kit::{Blank, Id, LocalTime, record, row, words};
use inventario_derive::Object;
use serde::{Deserialize, Serialize};

words! {
    /// Qué ha sido de una importación.
    pub enum ImportStatus {
        /// Se está leyendo el archivo.
        Reading = "reading",
        /// Se están revisando las filas.
        Judging = "judging",
        /// Revisada: falta aplicarla.
        Ready = "ready",
        /// Aplicada: los equipos están en el inventario.
        Applied = "applied",
        /// Deshecha: el inventario está como antes.
        Undone = "undone",
        /// El archivo no se pudo leer.
        Failed = "failed",
    }
}

words! {
    /// Qué pasaría con una fila.
    pub enum ImportVerdict {
        /// Se registra un equipo.
        Create = "create",
        /// Cambia un equipo.
        Change = "change",
        /// El equipo ya está así.
        Unchanged = "unchanged",
        /// No se puede importar.
        Refused = "refused",
    }
}

words! {
    /// De qué programa es el archivo, según sus encabezados.
    pub enum ImportPreset {
        /// La plantilla, o una exportación de este programa.
        Inventario = "inventario",
        /// Snipe-IT.
        SnipeIt = "snipe_it",
        /// Homebox.
        Homebox = "homebox",
        /// Shelf.
        Shelf = "shelf",
        /// InvenTree.
        Inventree = "inventree",
        /// Otro: las columnas se reconocen una por una.
        Other = "other",
    }
}

words! {
    /// Qué dato de un equipo trae una columna.
    pub enum ImportField {
        /// Ninguno: la columna no se importa.
        Nothing = "nothing",
        /// Código interno (placa): por él se reconoce cada equipo. Si varias columnas lo traen, vale la primera que tenga algo.
        InternalCode = "internal_code",
        /// Nombre.
        Name = "name",
        /// Número de serie.
        SerialNumber = "serial_number",
        /// Clase de equipo.
        Category = "category",
        /// Marca.
        Brand = "brand",
        /// Modelo; varias columnas se juntan.
        Model = "model",
        /// Ambiente, por su nombre o su código.
        Environment = "environment",
        /// Estado.
        Status = "status",
        /// Individual o grupo.
        ItemType = "item_type",
        /// Total de piezas.
        Quantity = "quantity",
        /// Piezas dañadas.
        QuantityDamaged = "quantity_damaged",
        /// Piezas faltantes.
        QuantityMissing = "quantity_missing",
        /// Fecha de compra.
        PurchaseDate = "purchase_date",
        /// Precio de compra de una pieza.
        PurchasePrice = "purchase_price",
        /// Moneda del precio.
        Currency = "currency",
        /// Proveedor.
        SupplierName = "supplier_name",
        /// NIT del proveedor.
        SupplierNit = "supplier_nit",
        /// Número de la factura.
        InvoiceNumber = "invoice_number",
        /// Fin de la garantía.
        WarrantyExpiry = "warranty_expiry",
        /// Último mantenimiento.
        LastMaintenance = "last_maintenance",
        /// Próximo mantenimiento.
        NextMaintenance = "next_maintenance",
        /// Qué es, en unas frases.
        Description = "description",
        /// Código interno del equipo del que es parte.
        ParentCode = "parent_code",
        /// Un dato propio de la categoría del equipo: el que se llama como la columna. O todos, cada uno en una línea «Nombre: valor».
        Custom = "custom",
        /// Notas; varias columnas se juntan, cada una con su encabezado.
        Notes = "notes",
    }
}

words! {
    /// En qué formato se quiere la plantilla.
    pub enum TemplateFormat {
        /// Libro de Excel.
        Excel = "excel",
        /// CSV, separado como dicen los ajustes de reportes.
        Csv = "csv",
    }
}

impl From<TemplateFormat> for FileFormat {
    fn from(format: TemplateFormat) -> Self {
        match format {
            TemplateFormat::Excel => Self::Excel,
            TemplateFormat::Csv => Self::Csv,
        }
    }
}

/// Una columna del archivo.
#[derive(Debug, Clone, PartialEq, Eq, Object, Serialize, Deserialize)]
pub struct ImportColumn {
    /// Su encabezado.
    pub heading: String,
    /// Qué trae.
    pub field: ImportField,
    /// Lo que tiene la primera fila que tiene algo ahí.
    pub example: Option<String>,
}

/// Qué trae cada columna.
#[derive(Debug, Object, Deserialize)]
pub struct ImportColumnsPatch {
    /// Una palabra por columna, en el orden del archivo.
    pub fields: Vec<ImportField>,
}

/// Cómo se aplica una importación.
#[derive(Debug, Object, Deserialize)]
pub struct ImportApplication {
    /// Si las filas que no se pueden importar se dejan por fuera; si no se indica, no: con una sola no se importa nada.
    pub leave_out: Blank<bool>,
}

record! {
    /// Una importación de equipos.
    pub struct Import {
        /// Identificador.
        pub id: Id,
        /// Quién la hizo.
        pub user_id: Id,
        /// Su nombre.
        pub user_name: String,
        /// Cómo se llama el archivo.
        pub file_name: String,
        /// Qué clase de archivo es; null mientras no se sepa.
        pub source: Option<String>,
        /// De qué programa es, según sus encabezados.
        pub preset: ImportPreset,
        /// Qué ha sido de ella.
        pub status: ImportStatus,
        /// Por qué no se pudo leer.
        pub error: Option<String>,
        /// Filas leídas.
        pub row_count: i64,
        /// Filas que registran un equipo.
        pub create_count: i64,
        /// Filas que cambian un equipo.
        pub change_count: i64,
        /// Filas de equipos que ya están así.
        pub unchanged_count: i64,
        /// Filas que no se pueden importar.
        pub refused_count: i64,
        /// Cuándo se envió el archivo.
        pub created_at: LocalTime,
        /// Cuándo se aplicó.
        pub applied_at: Option<LocalTime>,
        /// Cuándo se deshizo.
        pub undone_at: Option<LocalTime>,
        /// Cuándo se olvida; hasta entonces se puede deshacer.
        pub expires_at: LocalTime,
    }
}

/// Una importación, con sus columnas y cuánto lleva.
#[derive(Debug, Clone, Object, Serialize)]
pub struct ImportDetail {
    /// La importación.
    #[oai(flatten)]
    #[serde(flatten)]
    pub import: Import,
    /// Las columnas del archivo.
    pub columns: Vec<ImportColumn>,
    /// Cuánto lleva lo que se está haciendo, en por ciento; 100 cuando no se está haciendo nada.
    pub progress: u8,
}

record! {
    /// Una fila de una importación.
    pub struct ImportRow {
        /// Número de la fila en la hoja de cálculo.
        pub number: i64,
        /// Qué pasaría con ella.
        pub verdict: ImportVerdict,
        /// Código interno que trae.
        pub internal_code: Option<String>,
        /// Nombre que trae.
        pub name: Option<String>,
        /// Equipo que cambia, o que se registró.
        pub item_id: Option<Id>,
        /// Por qué no se puede importar; de las demás, lo que conviene saber.
        pub reasons: Listed<String>,
        /// Qué campos cambian; de un equipo nuevo, los que trae además de su código y su nombre.
        pub changes: Listed<ItemFieldChange>,
    }
}

row! {
    /// An import whose work somebody has to go on with.
    #[derive(Debug, Clone, Copy)]
    pub struct UnfinishedImport {
        /// Identifier.
        pub id: Id,
        /// Whose.
        pub user_id: Id,
        /// How far it had come.
        pub status: ImportStatus,
    }
}

row! {
    /// A row that is applied, or undone.
    #[derive(Debug)]
    pub struct StagedRow {
        /// Its number.
        pub number: i64,
        /// What becomes of it.
        pub verdict: ImportVerdict,
        /// The item that it changes, or has made.
        pub item_id: Option<Id>,
        /// What is sent to make or change it, as JSON.
        pub sent: Option<String>,
        /// When the item had changed for the last time when the row was judged, or was applied.
        pub version: Option<LocalTime>,
        /// The item's row as it was, as JSON; of one that was made, nothing.
        pub before: Option<String>,
    }
}

row! {
    /// A room that somebody keeps, and that equipment may be put into.
    #[derive(Debug, Clone)]
    pub struct KeptRoom {
        /// Identifier.
        pub id: Id,
        /// Its name.
        pub name: String,
        /// The code on its door.
        pub qr_code: String,
        /// Its centre.
        pub center_name: String,
    }
}
