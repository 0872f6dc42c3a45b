//! HTTP of QR codes.

use super::model::{DecodedQr, QrFormat, QrKind, QrScan, QrText};
use super::photo::{self, Effort};
use super::{picture, rules, store};
use crate::campus::users;
use crate::campus::users::model::RoomLink;
use crate::kit::picture::one_at_a_time;
use crate::kit::wire::{Photo, binary};
use crate::kit::{Allow, Answer, Blank, Body, Code, Core, Id, Result, clock, role, tag};
use poem::{IntoResponse, Response};
use poem_openapi::param::{Path, Query};
use poem_openapi::registry::{MetaResponses, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiResponse, OpenApi};

tag! {
    /// Códigos QR de ambientes y equipos.
    Qr
}

const SVG: &str = "image/svg+xml";
const PNG: &str = "image/png";

/// The codes under `/api/qr`.
pub struct Api(pub Core);

/// A code in the form that was asked for.
enum QrAnswer {
    Json(QrText),
    Picture(&'static str, Vec<u8>),
}

impl IntoResponse for QrAnswer {
    fn into_response(self) -> Response {
        match self {
            Self::Json(text) => Answer(text).into_response(),
            Self::Picture(content_type, bytes) => Response::builder().content_type(content_type).body(bytes),
        }
    }
}

impl ApiResponse for QrAnswer {
    fn meta() -> MetaResponses {
        let mut meta = Answer::<QrText>::meta();
        for response in &mut meta.responses {
            response.content.extend([SVG, PNG].map(binary));
        }
        meta
    }

    fn register(registry: &mut Registry) {
        QrText::register(registry);
    }
}

#[OpenApi(prefix_path = "/api/qr", tag = "Tag::Qr")]
impl Api {
    /// El código de un ambiente o de un equipo, como texto firmado o como dibujo.
    #[oai(path = "/generate/:kind/:id", method = "get", operation_id = "generate_qr")]
    async fn generate(
        &self,
        _who: Allow<{ role::ANYONE }>,
        /// Qué señala.
        kind: Path<QrKind>,
        /// Cuál.
        id: Path<Id>,
        /// json (si no se indica), svg o png.
        format: Query<Blank<QrFormat>>,
    ) -> Result<QrAnswer> {
        let subject = self.0.db.read(move |db| store::subject(db, kind.0, id.0)).await?;
        let text = rules::text(&subject, clock::now().timestamp(), self.0.keys.qr_secret());
        match format.0.0.unwrap_or(QrFormat::Json) {
            QrFormat::Json => Ok(QrAnswer::Json(QrText { qr_data: text })),
            QrFormat::Svg => {
                let drawing = tokio::task::spawn_blocking(move || picture::svg(&text)).await??;
                Ok(QrAnswer::Picture(SVG, drawing.into_bytes()))
            }
            QrFormat::Png => {
                let pixels = tokio::task::spawn_blocking(move || picture::png(&text)).await??;
                Ok(QrAnswer::Picture(PNG, pixels))
            }
        }
    }

    /// Vincula a quien escanea con el ambiente del código.
    #[oai(path = "/scan", method = "post", operation_id = "scan_qr")]
    async fn scan(&self, who: Allow<{ role::ANYONE }>, scanned: Body<QrScan>) -> Result<Answer<RoomLink>> {
        let room = rules::room(scanned.0.qr_data.as_str(), self.0.keys.qr_secret())?;
        self.0.db.write(&who, move |tx| users::change::link(tx, room)).await.map(Answer)
    }

    /// Busca códigos en una foto (QR, DataMatrix, Code 128, Code 39, EAN) y dice qué señalan. La foto no se guarda.
    #[oai(path = "/decode", method = "post", operation_id = "decode_qr")]
    async fn decode(
        &self,
        who: Allow<{ role::ANYONE }>,
        /// Si es un cuadro de un video: se busca solo lo más probable, y no ver nada no es un error.
        frame: Query<Blank<bool>>,
        photo: Photo,
    ) -> Result<Answer<DecodedQr>> {
        let secret = self.0.keys.qr_secret().to_owned();
        let is_frame = frame.0.0.unwrap_or(false);
        let effort = if is_frame { Effort::Frame } else { Effort::Photo };
        let seen = one_at_a_time(who.id, move || {
            let texts = match photo::read(&photo.0, effort, |text| rules::verify(text, &secret).is_ok()) {
                Err(error) if is_frame && error.code() == Code::QrNotSeen => Vec::new(),
                read => read?,
            };
            Ok(rules::decode(texts, &secret))
        });
        seen.await.map(Answer)
    }
}
