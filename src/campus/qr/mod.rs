//! QR codes: a signed text that names a room or an item, its picture, and the way back from a photo.

pub mod api;
pub mod model;
pub mod photo;
pub mod picture;
pub mod rules;
pub mod store;

use crate::kit::resource::entry;
use crate::kit::{Code, Entity, codes};

codes! {
    QrFormat "qr_formato" BAD_REQUEST "Formato de QR inválido";
    QrVersion "qr_version" BAD_REQUEST "Versión de QR no soportada";
    QrIncomplete "qr_incompleto" BAD_REQUEST "Datos del QR incompletos";
    QrSignature "qr_firma" BAD_REQUEST "Firma del QR inválida";
    QrNotEnvironment "qr_no_es_ambiente" BAD_REQUEST "Solo se soportan QR de ambientes";
    QrEnvironmentId "qr_id_invalido" BAD_REQUEST "ID de ambiente inválido";
    QrPart "qr_parte" BAD_REQUEST "Ese código es solo una parte de un texto repartido en varios";
    QrNotSeen "qr_no_visible" BAD_REQUEST "No se encontró ningún código QR en la foto. Acérquese, enfoque y evite los reflejos";
}

entry! {
    api::Api;

    const CODES: &'static [Code] = CODES;
    const ENTITIES: &'static [Entity] = &[Entity::new("qr", "qr")];
}
