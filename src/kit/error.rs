//! Everything that can go wrong, in one catalogue: code, HTTP status and the Spanish sentence that people read.
//!
//! Only [`Error::Known`] and [`Error::With`] speak to people. All others are faults of ours: they are logged with
//! their sources and answered as one plain sentence. Conflicts are 400, because the app drops the text of a 409.

use poem::http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaMediaType, MetaResponse, MetaResponses, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiResponse, Object};
use std::borrow::Cow;
use std::fmt;

/// What a function of ours answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

macro_rules! catalogue {
    ($($(#[$doc:meta])* $name:ident $slug:literal $status:ident $text:literal;)+) => {
        /// One line of the catalogue.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Code { $(#[doc = $text] $(#[$doc])* $name,)+ }

        impl Code {
            /// Every line of the catalogue.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word for programs; it never changes.
            pub fn slug(self) -> &'static str { match self { $(Self::$name => $slug,)+ } }

            /// The HTTP status.
            pub fn status(self) -> StatusCode { match self { $(Self::$name => StatusCode::$status,)+ } }

            /// The sentence for people.
            pub fn text(self) -> &'static str { match self { $(Self::$name => $text,)+ } }
        }
    };
}

catalogue! {
    // Requests in general.
    Invalid             "solicitud_invalida"      UNPROCESSABLE_ENTITY "La solicitud no es válida";
    NotJson             "tipo_no_admitido"        UNSUPPORTED_MEDIA_TYPE "El contenido debe ser JSON (application/json)";
    TooLarge            "demasiado_grande"        PAYLOAD_TOO_LARGE "El contenido es demasiado grande";
    RouteNotFound       "ruta_no_encontrada"      NOT_FOUND "La dirección no existe";
    NoAuthority         "sin_autoridad"           NOT_FOUND "Este servidor no tiene un certificado propio que instalar";
    MethodNotAllowed    "metodo_no_permitido"     METHOD_NOT_ALLOWED "La operación no está permitida en esta dirección";
    Internal            "error_interno"           INTERNAL_SERVER_ERROR "Ocurrió un error en el servidor. Inténtelo de nuevo";
    Busy                "servidor_ocupado"        SERVICE_UNAVAILABLE "El servidor está ocupado. Inténtelo de nuevo en unos segundos";
    DiskFull            "disco_lleno"             SERVICE_UNAVAILABLE "No queda espacio en el disco del servidor: avise al administrador";

    // Who is asking.
    NotAuthenticated    "no_autenticado"          UNAUTHORIZED "Debe iniciar sesión";
    TokenInvalid        "token_invalido"          UNAUTHORIZED "Token inválido o expirado";
    BadCredentials      "credenciales_incorrectas" UNAUTHORIZED "Correo o contraseña incorrectos";
    SessionEnded        "sesion_terminada"        UNAUTHORIZED "La sesión terminó. Inicie sesión de nuevo";
    AccountInactive     "cuenta_inactiva"         FORBIDDEN "La cuenta de usuario está inactiva";
    RoleForbidden       "rol_no_autorizado"       FORBIDDEN "Rol no autorizado";
    TooManyAttempts     "demasiados_intentos"     TOO_MANY_REQUESTS "Demasiados intentos. Espere antes de intentarlo de nuevo";

    // The first start.
    NotSetUp            "sin_configurar"          SERVICE_UNAVAILABLE "El servidor aún no está configurado: ábralo en un navegador y siga los pasos";
    WrongSetupCode      "codigo_incorrecto"       FORBIDDEN "El código no es correcto. Es el que muestra el servidor al arrancar";
    AlreadySetUp        "ya_configurado"          NOT_FOUND "El servidor ya está configurado. Ingrese con su cuenta";
    WeakPassword        "contrasena_debil"        BAD_REQUEST "Esa contraseña se adivina fácilmente: use otra más larga o varias palabras, sin su correo";
    TimeZoneFixed       "zona_horaria_fijada"     BAD_REQUEST "La zona horaria está fijada en el equipo, con --time-zone o INVENTARIO_TIME_ZONE: cámbiela allí";
    DemoNotEmpty        "demo_no_vacio"           BAD_REQUEST "Ya hay datos en el servidor: los de demostración solo se cargan cuando está vacío";

    UploadRunning       "subida_en_curso"         BAD_REQUEST "Ya se está recibiendo o comprobando una copia: espere a que termine";
    UploadNotFound      "copia_sin_comprobar"     BAD_REQUEST "La copia ya no está en espera: envíela de nuevo";
    BackupTooLarge      "copia_sin_espacio"       PAYLOAD_TOO_LARGE "La copia no cabe en el disco del servidor";
    BackupNewer         "copia_mas_nueva"         BAD_REQUEST "La copia es de una versión más nueva del programa";
    Restoring           "restaurando"             SERVICE_UNAVAILABLE "El servidor está restaurando una copia: espere un momento";

    // Accounts.
    UserNotFound        "usuario_no_encontrado"   NOT_FOUND "Usuario no encontrado";
    EmailTaken          "correo_registrado"       BAD_REQUEST "El correo electrónico ya está registrado";
    WrongPassword       "contrasena_incorrecta"   BAD_REQUEST "Contraseña actual incorrecta";
    RoleNotOpen         "rol_no_abierto"          FORBIDDEN "Rol no autorizado";
    OwnAccount          "cuenta_propia"           BAD_REQUEST "No puede desactivar su propia cuenta ni cambiar su propio rol";
    LastAdministrator   "ultimo_administrador"    BAD_REQUEST "Es el último administrador general activo: active o nombre a otro antes";

    // Centres and rooms.
    CenterNotFound      "centro_no_encontrado"    NOT_FOUND "Centro no encontrado";
    CenterCodeTaken     "codigo_de_centro_usado"  BAD_REQUEST "Ya existe un centro con ese código";
    CenterUnknown       "centro_desconocido"      BAD_REQUEST "El centro indicado no existe o está inactivo";
    LogoNotFound        "logo_no_encontrado"      NOT_FOUND "El centro no tiene logo";
    EnvironmentNotFound "ambiente_no_encontrado"  NOT_FOUND "Ambiente no encontrado";
    EnvironmentUnknown  "ambiente_desconocido"    BAD_REQUEST "El ambiente indicado no existe o está inactivo";
    EnvironmentNameTaken "nombre_de_ambiente_usado" BAD_REQUEST "Ya existe un ambiente activo con ese nombre en el centro";

    // Equipment.
    ItemNotFound        "item_no_encontrado"      NOT_FOUND "Ítem no encontrado";
    InternalCodeTaken   "codigo_interno_usado"    BAD_REQUEST "El código interno ya está en uso";
    SerialNumberTaken   "serie_usada"             BAD_REQUEST "El número de serie ya está en uso";
    QuantitiesExceed    "cantidades_exceden"      BAD_REQUEST "Las piezas dañadas y faltantes no pueden ser más que el total";
    IndividualQuantity  "cantidad_individual"     BAD_REQUEST "Un equipo individual tiene cantidad 1; para varias piezas elija tipo grupo";
    NothingCounted      "nada_contado"            BAD_REQUEST "La suma de piezas encontradas, dañadas y faltantes debe ser al menos 1";

    // Timetable.
    ScheduleNotFound    "horario_no_encontrado"   NOT_FOUND "Horario no encontrado";
    ScheduleOverlap     "horario_cruzado"         BAD_REQUEST "El horario se cruza con otra clase del mismo ambiente";
    ScheduleTimes       "horas_al_reves"          BAD_REQUEST "La hora de inicio debe ser anterior a la hora de fin";
    ScheduleDates       "fechas_al_reves"         BAD_REQUEST "La fecha de inicio no puede ser posterior a la fecha de fin";
    InstructorUnknown   "instructor_desconocido"  BAD_REQUEST "El instructor indicado no existe, está inactivo o es aprendiz";

    // The daily check.
    CheckNotFound       "verificacion_no_encontrada" NOT_FOUND "Verificación no encontrada";
    CheckTaken          "turno_ya_verificado"     BAD_REQUEST "Ya se realizó verificación hoy para este turno";
    CheckStage          "etapa_no_permitida"      BAD_REQUEST "La verificación no está en esa etapa";
    ReasonMissing       "falta_motivo"            BAD_REQUEST "Escriba el motivo: quien hizo la verificación lo va a leer";
    StudentNotFound     "aprendiz_no_encontrado"  NOT_FOUND "Estudiante no encontrado";
    ItemElsewhere       "equipo_de_otro_ambiente" BAD_REQUEST "El equipo no pertenece a este ambiente";
    ItemTwice           "equipo_repetido"         BAD_REQUEST "Un mismo equipo aparece dos veces en la lista";
    CountImpossible     "conteo_imposible"        BAD_REQUEST "Las cantidades contadas no pueden ser";
    FindingNotFound     "hallazgo_no_encontrado"  NOT_FOUND "Hallazgo no encontrado";
    FindingClosed       "hallazgo_resuelto"       BAD_REQUEST "El hallazgo ya está resuelto";
    FindingNoItem       "hallazgo_sin_equipo"     BAD_REQUEST "Solo se puede pasar de ambiente un equipo registrado";
    ReviewNotFound      "revision_no_encontrada"  NOT_FOUND "Revisión no encontrada";
    KeyReused           "clave_repetida"          UNPROCESSABLE_ENTITY "La clave Idempotency-Key ya se usó para otra solicitud";
    TooManyPhotos       "demasiadas_fotos"        BAD_REQUEST "Tiene muchas fotos sin usar: envíe la verificación antes de tomar más";
    PhotoUnknown        "foto_desconocida"        BAD_REQUEST "La foto indicada no existe: tómela de nuevo";

    // What people are told, and what is to be done.
    NotificationNotFound "aviso_no_encontrado"    NOT_FOUND "Aviso no encontrado";
    RecipientUnknown    "destinatario_desconocido" BAD_REQUEST "La persona indicada no existe o está inactiva";
    TooManyStreams      "demasiadas_conexiones"   TOO_MANY_REQUESTS "Hay demasiadas ventanas abiertas que esperan avisos";
    AlertNotFound       "alerta_no_encontrada"    NOT_FOUND "Alerta no encontrada";
    AlertOpenTwice      "alerta_repetida"         BAD_REQUEST "Ya hay otra alerta abierta por lo mismo: resuelva esa";
    MaintenanceNotFound "solicitud_no_encontrada" NOT_FOUND "Solicitud de mantenimiento no encontrada";
    PhotoNotFound       "foto_no_encontrada"      NOT_FOUND "Foto no encontrada";

    // QR codes.
    QrFormat            "qr_formato"              BAD_REQUEST "Formato de QR inválido";
    QrVersion           "qr_version"              BAD_REQUEST "Versión de QR no soportada";
    QrIncomplete        "qr_incompleto"           BAD_REQUEST "Datos del QR incompletos";
    QrSignature         "qr_firma"                BAD_REQUEST "Firma del QR inválida";
    QrNotEnvironment    "qr_no_es_ambiente"       BAD_REQUEST "Solo se soportan QR de ambientes";
    QrEnvironmentId     "qr_id_invalido"          BAD_REQUEST "ID de ambiente inválido";
    PictureUnreadable   "imagen_ilegible"         BAD_REQUEST "La imagen no se puede leer: envíe una foto JPEG, PNG o WebP";
    QrNotSeen           "qr_no_visible"           BAD_REQUEST "No se encontró ningún código QR en la foto. Acérquese, enfoque y evite los reflejos";

    // Backups.
    BackupNotFound      "copia_no_encontrada"     NOT_FOUND "Copia de seguridad no encontrada";
    BackupDamaged       "copia_danada"            BAD_REQUEST "El archivo no es una copia de seguridad completa";
    BackupRunning       "copia_en_curso"          BAD_REQUEST "Ya se está haciendo una copia: espere a que termine";
    BackupElsewhere     "copia_en_otro_lugar"     BAD_REQUEST "El archivo de esta copia no está en la carpeta de copias del servidor";
    BackupTarget        "destino_no_valido"       BAD_REQUEST "El segundo destino debe ser una carpeta fuera de los datos del servidor, con su ruta completa";

    PassphraseNeeded    "falta_contrasena_de_copia" BAD_REQUEST "La copia está cifrada: escriba su contraseña";
    WrongPassphrase     "contrasena_de_copia_incorrecta" BAD_REQUEST "La contraseña no abre esta copia: revise mayúsculas, tildes y espacios";

    // Audit.
    AuditNotFound       "registro_no_encontrado"  NOT_FOUND "Registro de auditoría no encontrado";
    DatesReversed       "periodo_al_reves"        UNPROCESSABLE_ENTITY "La fecha inicial no puede ser posterior a la fecha final";
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
            Self::Known(code) | Self::With(code, _) | Self::RetryAfter(code, _) => *code,
            Self::Db(error) if is_disk_full(error) => Code::DiskFull,
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
            Self::RetryAfter(code, seconds) => Cow::Owned(format!("{} ({seconds} s)", code.text())),
            _ => Cow::Borrowed(self.code().text()),
        }
    }
}

fn is_disk_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(rusqlite::ErrorCode::DiskFull)
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
        if error.kind() == std::io::ErrorKind::StorageFull {
            Self::Known(Code::DiskFull)
        } else {
            Self::internal(error)
        }
    }
}

impl From<r2d2::Error> for Error {
    fn from(error: r2d2::Error) -> Self {
        Self::internal(error)
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
        match &self {
            Self::Known(_) | Self::With(..) | Self::RetryAfter(..) => {}
            Self::Db(_) | Self::Version(_) | Self::Other(_) => {
                tracing::error!(error = %self, debug = ?self, "request failed");
            }
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
const STATUSES: [(u16, &str); 10] = [
    (400, "Conflicto o dato que no cumple una regla"),
    (401, "Sin sesión, o sesión vencida"),
    (403, "El rol no puede hacer esta operación"),
    (404, "No existe, o está fuera de su alcance"),
    (413, "Contenido demasiado grande"),
    (415, "Tipo de contenido no admitido"),
    (422, "Dato faltante o mal formado"),
    (429, "Demasiados intentos"),
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

#[cfg(test)]
mod tests {
    use super::Code;
    use std::collections::HashSet;

    #[test]
    fn every_code_has_a_slug_of_its_own_and_a_sentence() {
        let slugs: HashSet<_> = Code::ALL.iter().map(|code| code.slug()).collect();
        assert_eq!(slugs.len(), Code::ALL.len());
        for code in Code::ALL {
            assert!(code.status().is_client_error() || code.status().is_server_error());
            assert!(!code.text().ends_with('.') && code.text().starts_with(char::is_uppercase));
        }
    }
}
