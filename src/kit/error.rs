//! Everything that can go wrong, in one catalogue: code, HTTP status and the Spanish sentence that people read.
//!
//! Only [`Error::Known`] and [`Error::With`] speak to people. All others are faults of ours: they are logged with
//! their sources and answered as one plain sentence. Conflicts are 400, because the app drops the text of a 409; where it never asks,
//! in the warehouse of materials, they are 409.

use inventario_derive::Object;
use poem::http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use std::borrow::Cow;
use std::fmt;

/// What a function of ours answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// One line of the catalogue, as it is declared with `codes!`.
#[derive(Debug, PartialEq, Eq)]
pub struct CatalogueLine {
    pub(crate) slug: &'static str,
    pub(crate) status: StatusCode,
    pub(crate) text: &'static str,
}

/// One line of the catalogue. Each resource declares its own, as `Code::Name`; `app::resources` has them all.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Code(pub(crate) &'static CatalogueLine);

impl Code {
    /// The word for programs; it never changes.
    pub fn slug(self) -> &'static str {
        self.0.slug
    }

    /// The HTTP status.
    pub fn status(self) -> StatusCode {
        self.0.status
    }

    /// The sentence for people.
    pub fn text(self) -> &'static str {
        self.0.text
    }
}

impl fmt::Debug for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.slug())
    }
}

/// Declares lines of the catalogue, `Name "word" STATUS "Sentence";`, and `CODES`, the list of them, for the resource's entry.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident $slug:literal $status:ident $text:literal;)+) => {
        #[expect(non_upper_case_globals, reason = "a code is written like a variant of an enumeration")]
        impl $crate::kit::error::Code {
            $(
                #[doc = $text]
                $(#[$doc])*
                pub const $name: Self = Self(&$crate::kit::error::CatalogueLine {
                    slug: $slug,
                    status: poem::http::StatusCode::$status,
                    text: $text,
                });
            )+
        }

        /// The lines of the error catalogue that are declared here.
        pub const CODES: &[$crate::kit::error::Code] = &[$($crate::kit::error::Code::$name),+];
    };
}

pub(crate) use codes;

codes! {
    Invalid "solicitud_invalida" UNPROCESSABLE_ENTITY "La solicitud no es válida";
    NotJson "tipo_no_admitido" UNSUPPORTED_MEDIA_TYPE "El contenido debe ser JSON (application/json)";
    TooLarge "demasiado_grande" PAYLOAD_TOO_LARGE "El contenido es demasiado grande";
    TooSlow "envio_interrumpido" REQUEST_TIMEOUT "El contenido dejó de llegar. Revise la conexión e inténtelo de nuevo";
    TooMuchAtOnce "demasiado_a_la_vez" TOO_MANY_REQUESTS "Su cuenta está enviando demasiado a la vez: espere a que termine lo anterior";
    TooMuchAsked "demasiado_pedido" TOO_MANY_REQUESTS "Su cuenta está pidiendo demasiado a la vez: espere a que llegue lo anterior";
    TooManyWrites "demasiados_cambios" TOO_MANY_REQUESTS "Su cuenta guardó todo lo que se permite en una hora. Lo anterior quedó guardado; espere antes de seguir";
    AddressWrites "demasiados_cambios_de_la_red" TOO_MANY_REQUESTS "Desde su red se guardó todo lo que se permite en una hora. Lo anterior quedó guardado; espere antes de seguir";
    TooManyNotices "demasiados_avisos" TOO_MANY_REQUESTS "Esta persona ya recibió de usted todos los avisos que se permiten en una hora. Espere antes de seguir";
    HostUnclear "host_dudoso" BAD_REQUEST "La solicitud debe decir, una sola vez, para qué servidor es (cabecera Host)";
    RouteNotFound "ruta_no_encontrada" NOT_FOUND "La dirección no existe";
    MethodNotAllowed "metodo_no_permitido" METHOD_NOT_ALLOWED "La operación no está permitida en esta dirección";
    Internal "error_interno" INTERNAL_SERVER_ERROR "Ocurrió un error en el servidor. Inténtelo de nuevo";
    Busy "servidor_ocupado" SERVICE_UNAVAILABLE "El servidor está ocupado. Inténtelo de nuevo en unos segundos";
    DiskFull "disco_lleno" SERVICE_UNAVAILABLE "No queda espacio en el disco del servidor: avise al administrador";
    DiskUnwritable "disco_sin_escritura" SERVICE_UNAVAILABLE "No se puede escribir en el disco del servidor: avise al administrador. Lo que ya está guardado se puede consultar";
    DatabaseMoved "base_de_datos_movida" SERVICE_UNAVAILABLE "El archivo de la base de datos ya no está en su lugar y no se guarda nada: avise al administrador";
    ClockInDoubt "reloj_en_duda" BAD_REQUEST "El reloj del servidor saltó o está atrasado, y no se borra nada por su edad: póngalo en hora, o espere dos días si ya está bien";
    NotAuthenticated "no_autenticado" UNAUTHORIZED "Debe iniciar sesión";
    TokenInvalid "token_invalido" UNAUTHORIZED "Token inválido o expirado";
    TokenFromFuture "token_del_futuro" UNAUTHORIZED
        "Su sesión no corresponde con el reloj del servidor, que estuvo adelantado o está atrasado: ingrese de nuevo";
    RoleForbidden "rol_no_autorizado" FORBIDDEN "Rol no autorizado";
    UserNotFound "usuario_no_encontrado" NOT_FOUND "Usuario no encontrado";
    ChangedSince "cambio_despues" PRECONDITION_FAILED "Otra persona cambió este dato después de que usted lo abrió: vuelva a abrirlo y decida qué se guarda";
    NoVersion "sin_version" PRECONDITION_FAILED "Esta operación no compara versiones: envíela sin If-Match";
    KeyReused "clave_repetida" UNPROCESSABLE_ENTITY "La clave Idempotency-Key ya se usó para otra solicitud";
    TooManyStreams "demasiadas_conexiones" TOO_MANY_REQUESTS "Hay demasiadas ventanas abiertas que esperan avisos";
    PictureIncomplete "imagen_incompleta" BAD_REQUEST "La foto no llegó completa: envíela de nuevo";
    PictureUnreadable "imagen_ilegible" BAD_REQUEST "La imagen no se puede leer: envíe una foto JPEG, PNG o WebP";
    PictureForeign "imagen_de_otro_tipo" BAD_REQUEST "Este tipo de foto (HEIC, AVIF o TIFF) no se puede abrir aquí: envíela como JPEG";
    PictureTooLarge "imagen_muy_grande" BAD_REQUEST "La imagen tiene demasiados píxeles: se admiten 40 millones. Tómela con menos resolución";
    DocumentTooLong "documento_muy_largo" BAD_REQUEST "Son más filas de las que caben en una hoja de Excel: reduzca el periodo, o elija CSV";
    SpreadsheetUnreadable "archivo_ilegible" BAD_REQUEST "El archivo no se deja leer como CSV ni como libro de Excel (.xlsx)";
    RangeNotSatisfiable "rango_no_valido" RANGE_NOT_SATISFIABLE "El archivo no tiene esa parte";
    DatesReversed "periodo_al_reves" UNPROCESSABLE_ENTITY "La fecha inicial no puede ser posterior a la fecha final";
}

/// A failure. See the module's header for who gets to read which.
#[derive(Debug)]
pub enum Error {
    /// A line of the catalogue, as it stands.
    Known(Code),
    /// A line of the catalogue with a sentence of its own.
    With(Code, String),
    /// A line of the catalogue that says after how many seconds another try makes sense.
    RetryAfter(Code, u64),
    /// A line of the catalogue that says how many bytes a file has of which others were asked for (RFC 9110, 15.5.17).
    OutOfRange(Code, u64),
    /// The database refused.
    Db(rusqlite::Error),
    /// The database and this version of the program do not go together. Nothing was changed; another start changes nothing.
    Version(String),
    /// Anything else of ours.
    Other(Box<dyn std::error::Error + Send + Sync>),
}

impl Error {
    /// A fault of ours, whose text goes to the log and not to the caller.
    pub fn internal(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Other(source.into())
    }

    /// The line of the catalogue that the caller gets to see.
    pub fn code(&self) -> Code {
        match self {
            Self::Known(code)
            | Self::With(code, _)
            | Self::RetryAfter(code, _)
            | Self::OutOfRange(code, _) => *code,
            Self::Db(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull) => {
                Code::DiskFull
            }
            // Another program holds the file for longer than anybody is made to wait.
            Self::Db(error)
                if matches!(
                    error.sqlite_error_code(),
                    Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
                ) =>
            {
                Code::Busy
            }
            Self::Db(_) | Self::Version(_) | Self::Other(_) => Code::Internal,
        }
    }

    /// What a command that fails so exits with: 78 (`EX_CONFIG`) asks the service manager for the version before.
    pub fn exit_code(&self) -> u8 {
        if matches!(self, Self::Version(_)) { 78 } else { 1 }
    }

    /// The sentence that the caller gets to read.
    pub fn sentence(&self) -> Cow<'static, str> {
        match self {
            Self::With(_, sentence) => Cow::Owned(sentence.clone()),
            Self::RetryAfter(code, seconds @ ..=120) => Cow::Owned(format!("{} ({seconds} s)", code.text())),
            Self::RetryAfter(code, seconds) => {
                Cow::Owned(format!("{} ({} min)", code.text(), seconds.div_ceil(60)))
            }
            _ => Cow::Borrowed(self.code().text()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Db(error) => write!(f, "database: {error}"),
            Self::Version(text) => f.write_str(text),
            Self::Other(error) => error.fmt(f),
            _ => f.write_str(&self.sentence()),
        }
    }
}

impl std::error::Error for Error {}

impl From<Code> for Error {
    fn from(code: Code) -> Self {
        Self::Known(code)
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Db(error)
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull => Self::Known(Code::DiskFull),
            std::io::ErrorKind::ReadOnlyFilesystem => Self::Known(Code::DiskUnwritable),
            _ => Self::internal(error),
        }
    }
}

impl From<tokio::task::JoinError> for Error {
    fn from(error: tokio::task::JoinError) -> Self {
        Self::internal(error)
    }
}

/// Turns the refusal of a unique index into a sentence: `.on_unique("users.email", Code::EmailTaken)`.
pub trait OnUnique<T> {
    /// `column` is what SQLite names in its message, or the index's name for a partial index.
    fn on_unique(self, column: &str, code: Code) -> Result<T>;
}

impl<T> OnUnique<T> for Result<T> {
    fn on_unique(self, column: &str, code: Code) -> Result<T> {
        match self {
            Err(Error::Db(rusqlite::Error::SqliteFailure(cause, Some(message))))
                if cause.code == rusqlite::ErrorCode::ConstraintViolation && message.contains(column) =>
            {
                Err(code.into())
            }
            other => other,
        }
    }
}

/// El cuerpo de toda respuesta de error.
#[derive(Debug, Object, serde::Serialize)]
pub struct Problem {
    /// Qué pasó y qué se puede hacer, en una frase para la persona.
    pub detail: String,
    /// Palabra fija para programas.
    pub code: String,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let code = self.code();
        if matches!(self, Self::Db(_) | Self::Version(_) | Self::Other(_)) {
            tracing::error!(error = %self, debug = ?self, "request failed");
        }
        let body = Problem { detail: self.sentence().into_owned(), code: code.slug().to_owned() };
        let mut response = Response::builder()
            .status(code.status())
            .content_type("application/json; charset=utf-8")
            .body(serde_json::to_vec(&body).unwrap_or_default());
        if code.status() == StatusCode::UNAUTHORIZED {
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Self::RetryAfter(_, seconds) = self {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if let Self::OutOfRange(_, size) = self
            && let Ok(range) = HeaderValue::from_str(&format!("bytes */{size}"))
        {
            response.headers_mut().insert(header::CONTENT_RANGE, range);
        }
        response
    }
}

/// What was answered to a request that failed; the audit keeps it.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// The line of the catalogue.
    pub code: Code,
    /// The sentence that was sent.
    pub sentence: String,
}

impl From<Error> for poem::Error {
    fn from(error: Error) -> Self {
        let refusal = Refusal { code: error.code(), sentence: error.sentence().into_owned() };
        let mut answer = Self::from_response(error.into_response());
        answer.set_data(refusal);
        answer
    }
}

/// Every status that an operation can fail with, for the OpenAPI document.
const STATUSES: [(u16, &str); 12] = [
    (400, "Conflicto o dato que no cumple una regla"),
    (401, "Sin sesión, o sesión vencida"),
    (403, "El rol no puede hacer esta operación"),
    (404, "No existe, o está fuera de su alcance"),
    (409, "Choca con lo que hay"),
    (412, "El dato cambió: su versión no es ninguna de las de If-Match"),
    (413, "Contenido demasiado grande"),
    (415, "Tipo de contenido no admitido"),
    (422, "Dato faltante o mal formado"),
    (429, "Demasiado a la vez, o en poco tiempo: Retry-After dice cuánto esperar"),
    (500, "Error interno"),
    (503, "Servidor ocupado"),
];

impl ApiResponse for Error {
    fn meta() -> MetaResponses {
        let response = |(status, description)| MetaResponse {
            description,
            status: Some(status),
            status_range: None,
            content: vec![MetaMediaType {
                content_type: poem_openapi::payload::Json::<Problem>::CONTENT_TYPE,
                schema: Problem::schema_ref(),
            }],
            headers: vec![],
        };
        MetaResponses { responses: STATUSES.map(response).into() }
    }

    fn register(registry: &mut Registry) {
        Problem::register(registry);
    }
}
