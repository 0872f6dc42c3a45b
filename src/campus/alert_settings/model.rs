//! The shapes of alert settings.

use crate::kit::db::AlertKind;
use crate::kit::wire::{Column, Field, Keep, row, wire_type};
use crate::kit::{Blank, Id, LocalTime, Number, record, words};
use inventario_derive::Object;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};
use serde::{Deserialize, Deserializer, Serialize};

words! {
    /// Por dónde se avisa.
    pub enum AlertMethod {
        /// Una notificación en la aplicación.
        Push = "push",
        /// Un correo, si el servidor envía correo.
        Email = "email",
        /// Un mensaje de texto: se guarda, pero este servidor no los envía.
        Sms = "sms",
    }
}

/// Several ways, each once; kept as a JSON array.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct AlertMethods(pub Vec<AlertMethod>);

impl<'de> Deserialize<'de> for AlertMethods {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let mut methods = Vec::new();
        for method in Vec::<AlertMethod>::deserialize(from)? {
            if !methods.contains(&method) {
                methods.push(method);
            }
        }
        Ok(Self(methods))
    }
}

impl FromSql for AlertMethods {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        serde_json::from_str(value.as_str()?).map_err(FromSqlError::other)
    }
}

impl ToSql for AlertMethods {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        let text = serde_json::to_string(&self.0);
        text.map(ToSqlOutput::from).map_err(|error| rusqlite::Error::ToSqlConversionFailure(error.into()))
    }
}

impl Column for AlertMethods {
    fn json(value: ValueRef<'_>, out: &mut Vec<u8>) -> FromSqlResult<()> {
        // The table's check has made sure that it is JSON, and only this type writes it.
        out.extend_from_slice(value.as_bytes()?);
        Ok(())
    }
}

wire_type!([] AlertMethods, "alert_methods", {
    let mut schema = MetaSchema::new("array");
    schema.items = Some(Box::new(MetaSchemaRef::Inline(Box::new(match AlertMethod::schema_ref() {
        MetaSchemaRef::Inline(schema) => *schema,
        MetaSchemaRef::Reference(_) => MetaSchema::new("string"),
    }))));
    schema
});

/// Below how many pieces somebody wants to hear of a stock.
pub type Threshold = Number<0, 100_000>;

record! {
    /// Lo que una persona quiere saber de una clase de alertas. Sin configuración se le avisa de las graves.
    pub struct AlertSetting {
        /// Identificador.
        pub id: Id,
        /// De quién.
        pub user_id: Id,
        /// De qué clase de alertas.
        pub alert_type: AlertKind,
        /// Si quiere saber de ellas: de todas, o de ninguna.
        pub is_enabled: bool,
        /// De las de existencias: con menos piezas que estas; nulo es el mínimo del centro.
        pub threshold_value: Option<i64>,
        /// Por dónde; nulo es una notificación.
        pub notification_methods: Option<AlertMethods>,
        /// Cuándo se creó.
        pub created_at: LocalTime,
        /// Cuándo cambió por última vez.
        pub updated_at: LocalTime,
    }
}

/// Lo que una persona quiere saber de una clase de alertas. Si ya había algo de la misma clase, lo cambia.
#[derive(Debug, Object, Deserialize)]
pub struct NewAlertSetting {
    /// De qué clase de alertas.
    pub alert_type: AlertKind,
    /// Si quiere saber de ellas; true si no se indica.
    pub is_enabled: Blank<bool>,
    /// De las de existencias: con menos piezas que estas.
    pub threshold_value: Blank<Threshold>,
    /// Por dónde: push, email, sms.
    pub notification_methods: Blank<AlertMethods>,
}

/// Cambios a una configuración. Lo que no se envía queda igual; null borra.
#[derive(Debug, Default, Object, Deserialize)]
#[serde(default)]
pub struct AlertSettingPatch {
    /// Si quiere saber de ellas.
    pub is_enabled: Keep<bool>,
    /// De las de existencias: con menos piezas que estas.
    pub threshold_value: Field<Threshold>,
    /// Por dónde: push, email, sms.
    pub notification_methods: Field<AlertMethods>,
}

row! {
    /// What somebody wants to hear of a kind of alerts, for whoever tells them.
    #[derive(Debug, Clone)]
    pub struct AlertWish {
        /// Who.
        pub user_id: Id,
        /// Of which kind.
        pub alert_type: AlertKind,
        /// Whether at all.
        pub is_enabled: bool,
        /// Below how many pieces.
        pub threshold_value: Option<i64>,
        /// By which ways.
        pub notification_methods: Option<AlertMethods>,
    }
}
