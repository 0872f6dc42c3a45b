//! Bodies: read within a bound, decoded by serde, with errors that name the member in Spanish.

use super::binary;
use super::intake::Arriving;
use crate::kit::error::{Code, Error};
use crate::kit::spreadsheet::FILE_LIMIT;
use bytes::Bytes;
use poem::web::Multipart;
use poem::{FromRequest, Request, RequestBody};
use poem_openapi::registry::{MetaMediaType, MetaRequest, MetaSchema, MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use serde::de::DeserializeOwned;

/// The largest JSON body that is read, in bytes.
pub const JSON_LIMIT: usize = 1 << 20;
/// The largest picture that is read, in bytes.
pub const PHOTO_LIMIT: usize = 10 << 20;
/// The largest document that is read, in bytes.
pub const DOCUMENT_LIMIT: usize = 10 << 20;

/// Where the bodies of a request are counted.
fn arriving(request: &Request) -> Result<&Arriving, Error> {
    request.extensions().get().ok_or_else(|| Error::internal("a request without an intake"))
}

/// Reads a whole body of at most `limit` bytes.
async fn read(request: &Request, body: &mut RequestBody, limit: usize) -> Result<Bytes, Error> {
    let Ok(body) = body.take() else { return Ok(Bytes::new()) };
    let Arriving { intake, sent } = arriving(request)?;
    intake.read(sent.sender(), body.into_bytes_stream(), limit).await
}

/// The entry of the OpenAPI document for a body.
fn required(content: Vec<MetaMediaType>) -> MetaRequest {
    MetaRequest { description: None, content, required: true }
}

/// A JSON object as the request's body, at most 1 MiB.
pub struct Body<T>(pub T);

impl<'a, T: Type + DeserializeOwned> ApiExtractor<'a> for Body<T> {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn request_meta() -> Option<MetaRequest> {
        Some(required(vec![MetaMediaType { content_type: "application/json", schema: T::schema_ref() }]))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        if request.content_type().is_some_and(|it| !is_json(it)) {
            return Err(Error::from(Code::NotJson).into());
        }
        let bytes = read(request, body, JSON_LIMIT).await?;
        Ok(decode(&bytes).map(Self)?)
    }
}

fn is_json(content_type: &str) -> bool {
    let essence = content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || (essence.starts_with("application/") && essence.ends_with("+json"))
}

/// Decodes a JSON object; a fault becomes one Spanish sentence that names the member.
fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    let invalid = |sentence: String| Error::With(Code::Invalid, sentence);
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => {}
        None => return Err(invalid("Falta el contenido: se espera un objeto JSON".into())),
        // serde would also fill a struct from an array, by position.
        Some(_) => return Err(invalid("El contenido debe ser un objeto JSON".into())),
    }
    let mut source = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(&mut source)
        .map_err(|error| invalid(sentence(&error.path().to_string(), error.inner())))?;
    source.end().map_err(|error| invalid(sentence(".", &error)))?;
    Ok(value)
}

/// The Spanish sentence for a decoding fault at `path` (`.` is the whole body).
fn sentence(path: &str, error: &serde_json::Error) -> String {
    let text = error.to_string();
    let text = text.rfind(" at line ").and_then(|at| text.get(..at)).unwrap_or(&text);
    if let Some(name) = text.strip_prefix("missing field `").and_then(|rest| rest.strip_suffix('`')) {
        return format!("Falta el campo «{name}»");
    }
    if let Some(name) = text.strip_prefix("duplicate field `").and_then(|rest| rest.strip_suffix('`')) {
        return format!("El campo «{name}» está repetido");
    }
    if !error.is_data() {
        return format!(
            "El contenido no es JSON válido (línea {}, columna {})",
            error.line(),
            error.column()
        );
    }
    let subject = if path == "." { "El contenido".to_owned() } else { format!("El campo «{path}»") };
    if let Some((found, expected)) = text
        .strip_prefix("invalid type: ")
        .or_else(|| text.strip_prefix("invalid value: "))
        .and_then(|rest| rest.rsplit_once(", expected "))
    {
        let expected = match expected {
            "a string" => "un texto",
            "a boolean" => "verdadero o falso (true o false)",
            "a map" => "un objeto",
            "a sequence" => "una lista",
            // Ours are in Spanish already.
            other => other,
        };
        return match found {
            "null" => format!("{subject} no puede quedar vacío: debe ser {expected}"),
            _ => format!("{subject} debe ser {expected}"),
        };
    }
    // One of our own predicates: "admite como máximo 100 caracteres y tiene 101".
    format!("{subject} {text}")
}

/// A picture as the request's body (`image/jpeg`, `image/png` or `image/webp`), at most 10 MiB.
pub struct Photo(pub Bytes);

impl<'a> ApiExtractor<'a> for Photo {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        Some(required(["image/jpeg", "image/png", "image/webp"].map(binary).into()))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        if !request.content_type().is_some_and(|it| it.starts_with("image/")) {
            return Err(Error::With(Code::NotJson, "Se espera una foto: JPEG, PNG o WebP".into()).into());
        }
        Ok(Self(read(request, body, PHOTO_LIMIT).await?))
    }
}

/// A picture in a form (`multipart/form-data`): its first file, whatever the member is called. At most 10 MiB; as a body of its own
/// it is taken too.
pub struct PhotoForm(pub Bytes);

/// What a form takes beside its file, in bytes: a few short members and the lines between them.
const FORM_FRAME: usize = 64 << 10;

impl<'a> ApiExtractor<'a> for PhotoForm {
    const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
    type ParamType = ();
    type ParamRawType = ();

    fn request_meta() -> Option<MetaRequest> {
        let mut form = MetaSchema::new("object");
        let mut file = MetaSchema::new_with_format("string", "binary");
        file.description = Some("La foto: JPEG, PNG o WebP.");
        form.required.push("file");
        form.properties.push(("file", MetaSchemaRef::Inline(Box::new(file))));
        let schema = MetaSchemaRef::Inline(Box::new(form));
        let form = MetaMediaType { content_type: "multipart/form-data", schema };
        let alone = ["image/jpeg", "image/png", "image/webp"].map(binary);
        Some(required([form].into_iter().chain(alone).collect()))
    }

    async fn from_request(
        request: &'a Request,
        body: &mut RequestBody,
        _: ExtractParamOptions<()>,
    ) -> poem::Result<Self> {
        if request.content_type().is_some_and(|it| it.starts_with("image/")) {
            return Ok(Self(read(request, body, PHOTO_LIMIT).await?));
        }
        if !request.content_type().is_some_and(|it| it.starts_with("multipart/form-data")) {
            let sentence = "Se espera una foto (JPEG, PNG o WebP) en un formulario multipart/form-data";
            return Err(Error::With(Code::NotJson, sentence.into()).into());
        }
        let bytes = read(request, body, PHOTO_LIMIT + FORM_FRAME).await?;
        let broken = || Error::With(Code::Invalid, "El formulario no se pudo leer: envíelo de nuevo".into());
        // Over the bytes that were read within the bound, not over the connection.
        let mut body = RequestBody::new(bytes.into());
        let mut form =
            <Multipart as FromRequest>::from_request(request, &mut body).await.map_err(|_| broken())?;
        while let Some(field) = form.next_field().await.map_err(|_| broken())? {
            if field.file_name().is_some() {
                let copy = field.bytes().await.map_err(|_| broken())?;
                // The form holds the body, which is counted as long: with the copy beside it one photo would count twice.
                drop(form);
                let Arriving { intake, sent } = arriving(request)?;
                return Ok(Self(intake.keep(sent.sender(), copy)?));
            }
        }
        Err(Error::With(Code::Invalid, "Falta la foto: se espera un archivo en el campo «file»".into())
            .into())
    }
}

/// Declares a file as the request's body. Browsers call the same file by many media types, or by none: its bytes say what it is.
macro_rules! file_body {
    ($(#[$doc:meta])+ $name:ident, $limit:expr) => {
        $(#[$doc])+
        pub struct $name(pub Bytes);

        impl<'a> ApiExtractor<'a> for $name {
            const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::RequestObject];
            type ParamType = ();
            type ParamRawType = ();

            fn request_meta() -> Option<MetaRequest> {
                Some(required(vec![binary("application/octet-stream")]))
            }

            async fn from_request(
                request: &'a Request,
                body: &mut RequestBody,
                _: ExtractParamOptions<()>,
            ) -> poem::Result<Self> {
                Ok(Self(read(request, body, $limit).await?))
            }
        }
    };
}

file_body! {
    /// A spreadsheet as the request's body, at most 10 MiB.
    SpreadsheetFile, FILE_LIMIT
}

file_body! {
    /// A document as the request's body, at most 10 MiB.
    DocumentFile, DOCUMENT_LIMIT
}

#[cfg(test)]
mod tests {
    use super::decode;
    use crate::kit::wire::{Blank, Field, Keep, Line, Number};
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    struct Sample {
        name: Line<1, 5>,
        count: Blank<Number<0, 9>>,
        #[serde(default)]
        note: Field<Line<1, 5>>,
        #[serde(default)]
        flag: bool,
    }

    fn detail(body: &str) -> String {
        decode::<Sample>(body.as_bytes()).unwrap_err().sentence().into_owned()
    }

    #[test]
    fn faults_name_the_member_in_spanish() {
        assert_eq!(detail("{}"), "Falta el campo «name»");
        assert_eq!(detail(r#"{"name":3}"#), "El campo «name» debe ser un texto");
        assert_eq!(detail(r#"{"name":null}"#), "El campo «name» no puede quedar vacío: debe ser un texto");
        assert_eq!(detail(r#"{"name":"  "}"#), "El campo «name» no puede quedar vacío");
        assert_eq!(detail(r#"{"name":"a","count":10}"#), "El campo «count» debe estar entre 0 y 9");
        assert_eq!(
            detail(r#"{"name":"a","count":1.5}"#),
            "El campo «count» debe ser un número entero entre 0 y 9"
        );
        assert_eq!(
            detail(r#"{"name":"a","flag":3}"#),
            "El campo «flag» debe ser verdadero o falso (true o false)"
        );
        assert_eq!(detail(r#"{"name":"a","name":"b"}"#), "El campo «name» está repetido");
        assert_eq!(detail(r#"{"name":"a""#), "El contenido no es JSON válido (línea 1, columna 11)");
        assert_eq!(detail(r#"{"name":"a"} x"#), "El contenido no es JSON válido (línea 1, columna 14)");
        assert_eq!(detail(r#"["a"]"#), "El contenido debe ser un objeto JSON");
        assert_eq!(detail(""), "Falta el contenido: se espera un objeto JSON");
        assert_eq!(
            detail(r#"{"name":"a\u0000b"}"#),
            "El campo «name» contiene caracteres de control, que no se pueden guardar"
        );
    }

    #[derive(Debug, Default, Deserialize)]
    #[serde(default)]
    struct Patch {
        name: Keep<Line<1, 5>>,
        note: Field<Number<0, 9>>,
    }

    #[test]
    fn what_may_be_left_out_is_none_when_absent_null_or_blank_and_else_must_fit() {
        let count = |member: &str| {
            decode::<Sample>(format!(r#"{{"name":"a"{member}}}"#).as_bytes())
                .map(|sample| sample.count.0.map(Number::get))
                .map_err(|error| error.sentence().into_owned())
        };
        for nothing in ["", r#","count":null"#, r#","count":"""#, r#","count":"  ""#] {
            assert_eq!(count(nothing), Ok(None), "{nothing}");
        }
        assert_eq!(count(r#","count":7"#), Ok(Some(7)));
        let wrong = Err("El campo «count» debe ser un número entero entre 0 y 9".to_owned());
        for other in ["{}", "[]", "true"] {
            assert_eq!(count(&format!(r#","count":{other}"#)), wrong, "{other}");
        }
    }

    #[test]
    fn a_change_leaves_what_is_absent_and_only_clears_what_can_be_null() {
        let patch =
            |body: &str| decode::<Patch>(body.as_bytes()).map_err(|error| error.sentence().into_owned());
        let nothing = patch("{}").unwrap();
        assert_eq!((nothing.name, nothing.note), (Keep(None), Field::Absent));
        assert_eq!(patch(r#"{"note":null}"#).unwrap().note, Field::Clear);
        assert_eq!(patch(r#"{"note":" "}"#).unwrap().note, Field::Clear);
        assert_eq!(patch(r#"{"note":3}"#).unwrap().note.value().unwrap().get(), 3);
        assert_eq!(patch(r#"{"name":"a"}"#).unwrap().name.0.unwrap().as_str(), "a");
        for (body, sentence) in [
            (r#"{"name":null}"#, "El campo «name» no puede quedar vacío: debe ser un texto"),
            (r#"{"name":""}"#, "El campo «name» no puede quedar vacío"),
            (r#"{"note":[]}"#, "El campo «note» debe ser un número entero entre 0 y 9"),
        ] {
            assert_eq!(patch(body).unwrap_err(), sentence);
        }
    }

    #[test]
    fn absent_null_blank_and_value_are_told_apart() {
        let sample = |body: &str| decode::<Sample>(body.as_bytes()).unwrap();
        assert_eq!(sample(r#"{"name":"a"}"#).note, Field::Absent);
        assert_eq!(sample(r#"{"name":"a","note":null}"#).note, Field::Clear);
        assert_eq!(sample(r#"{"name":"a","note":" "}"#).note, Field::Clear);
        assert!(matches!(sample(r#"{"name":"a","note":"x"}"#).note, Field::Set(_)));
        assert_eq!(sample(r#"{"name":"a","count":""}"#).count.0, None);
        assert_eq!(sample(r#"{"name":" a ","count":"7","zzz":1}"#).count.0.unwrap().get(), 7);
        assert_eq!(sample(r#"{"name":" a "}"#).name.as_str(), "a");
        assert!(!sample(r#"{"name":"a"}"#).flag);
    }
}
