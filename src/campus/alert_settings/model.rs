//! The shapes of alert settings.

use crate::kit::db::AlertKind;
use crate::kit::wire::{Field, Keep, Several, row};
use crate::kit::{Blank, Id, LocalTime, Number, record, words};
use inventario_derive::Object;
use serde::Deserialize;

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
        pub notification_methods: Option<Several<AlertMethod>>,
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
    pub notification_methods: Blank<Several<AlertMethod>>,
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
    pub notification_methods: Field<Several<AlertMethod>>,
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
        pub notification_methods: Option<Several<AlertMethod>>,
    }
}
