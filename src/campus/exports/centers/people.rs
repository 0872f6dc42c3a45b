//! People, what they may borrow, what they say and what they did.

use super::{Table, fields};
use crate::campus::exports::lists::words::{FEEDBACK_KIND, FEEDBACK_STATUS};
use crate::campus::reports::kinds::words::{CATEGORY, PRIORITY, ROLE, audit};
use crate::kit::document::CellKind::{Count, Day, Flag, Moment, Said, Text, Word};
use crate::kit::role::{ADMINISTRATORS, GENERAL};

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "users",
        file: "personas.csv",
        says: "Las cuentas del centro, y las que no son de ninguno, sin contraseñas",
        from: "users t\nleft join environments e on e.id = t.environment_id",
        belongs: "coalesce(t.center_id, e.center_id, :center) = :center",
        order: "t.name, t.id",
        readers: GENERAL,
        fields: fields![
            id => "Id" Text,
            first_name => "Nombres" Text,
            last_name => "Apellidos" Text,
            email => "Correo" Text,
            role => "Rol" Word(ROLE),
            phone => "Teléfono" Text,
            ficha => "Ficha" Text,
            program => "Programa" Text,
            = "e.name" => "Ambiente" Text,
            is_active => "Activa" Flag,
            activation_requested => "Espera activación" Flag,
            last_login => "Último ingreso" Moment,
            avatar_url => "Dirección de la foto" Text,
            environment_id => "Id del ambiente" Text,
            center_id => "Id del centro" Text,
            created_at => "Creada" Moment,
            updated_at => "Cambiada" Moment,
        ],
        stays: &[
            ("password_hash", "Es secreto: con ello se puede adivinar una contraseña"),
            ("token_version", "Solo dice a la base qué sesiones valen"),
            ("name", "Son los nombres y los apellidos juntos"),
        ],
    },
    Table {
        name: "loan_suspensions",
        file: "suspensiones.csv",
        says: "Quién no pudo o no puede pedir prestado, hasta cuándo y por qué",
        from: "
            loan_suspensions t
            join users u on u.id = t.user_id
            join users b on b.id = t.created_by
            left join users a on a.id = t.lifted_by
            left join environments e on e.id = u.environment_id",
        belongs: "coalesce(u.center_id, e.center_id, :center) = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            = "u.name" => "Persona" Text,
            reason => "Motivo" Text,
            until => "Hasta" Day,
            = "b.name" => "Suspendió" Text,
            created_at => "Desde" Moment,
            = "a.name" => "Levantó" Text,
            lifted_at => "Levantada" Moment,
            user_id => "Id de la persona" Text,
            created_by => "Id de quien suspendió" Text,
            lifted_by => "Id de quien levantó" Text,
            updated_at => "Cambiada" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "inductions",
        file: "inducciones.csv",
        says: "Las inducciones que se exigen para prestar, en el centro o en todos",
        from: "
            inductions t
            left join inventory_items i on i.id = t.item_id
            left join environments e on e.id = i.environment_id",
        belongs: "coalesce(e.center_id, t.center_id, :center) = :center",
        order: "t.name, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            name => "Inducción" Text,
            = "i.name" => "La exige el equipo" Text,
            = "i.internal_code" => "Código interno" Text,
            category => "La exigen todos los de" Word(CATEGORY),
            item_id => "Id del equipo" Text,
            center_id => "Id del centro" Text,
            created_at => "Creada" Moment,
            updated_at => "Cambiada" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "induction_people",
        file: "inducciones_personas.csv",
        says: "Quién recibió cada inducción",
        from: "
            induction_people t
            join inductions d on d.id = t.induction_id
            join users u on u.id = t.user_id
            join users n on n.id = t.noted_by
            left join environments e on e.id = u.environment_id",
        belongs: "coalesce(u.center_id, e.center_id, :center) = :center",
        order: "d.name, d.id, u.name, u.id",
        readers: ADMINISTRATORS,
        fields: fields![
            = "d.name" => "Inducción" Text,
            = "u.name" => "Persona" Text,
            given_by => "Quién la dio" Text,
            given_on => "Día" Day,
            valid_until => "Vale hasta" Day,
            = "n.name" => "Anotó" Text,
            induction_id => "Id de la inducción" Text,
            user_id => "Id de la persona" Text,
            noted_by => "Id de quien anotó" Text,
            created_at => "Anotada" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "feedback",
        file: "opiniones.csv",
        says: "Lo que se opinó del programa, y lo que se respondió",
        from: "
            feedback t
            join users u on u.id = t.user_id
            left join users a on a.id = t.responded_by
            left join environments e on e.id = u.environment_id",
        belongs: "coalesce(u.center_id, e.center_id, :center) = :center",
        order: "t.id",
        readers: GENERAL,
        fields: fields![
            id => "Id" Text,
            created_at => "Enviada" Moment,
            = "u.name" => "De quién" Text,
            type => "Clase" Word(FEEDBACK_KIND),
            category => "Como la llamó quien envió" Text,
            title => "Título" Text,
            description => "Opinión" Text,
            priority => "Urgencia" Word(PRIORITY),
            rating => "Puntos" Count,
            status => "Estado" Word(FEEDBACK_STATUS),
            allow_follow_up => "Quiere respuesta" Flag,
            device => "Desde qué" Text,
            admin_response => "Respuesta" Text,
            = "a.name" => "Respondió" Text,
            responded_at => "Respondida" Moment,
            user_id => "Id de la persona" Text,
            responded_by => "Id de quien respondió" Text,
            updated_at => "Cambiada" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "audit_logs",
        file: "auditoria.csv",
        says: "Qué hizo cada quien, de las personas del centro o sin ambiente, y lo que hizo el servidor por su cuenta",
        from: "
            audit_logs t
            left join users u on u.id = t.user_id
            left join environments e on e.id = u.environment_id",
        belongs: "coalesce(u.center_id, e.center_id, :center) = :center",
        // The order of the ids is the order of the events, and the table's own: nothing is sorted, whatever its length.
        order: "t.id",
        readers: GENERAL,
        fields: fields![
            seq => "Número" Count,
            created_at => "Cuándo" Moment,
            user_name => "Persona" Text,
            user_email => "Correo" Text,
            action => "Acción" Said(audit::act),
            entity_type => "De qué" Said(audit::entity),
            = "t.new_values ->> '$.description'" => "Qué pasó" Text,
            = "t.new_values ->> '$.response.status_code'" => "Código de respuesta" Count,
            ip_address => "Dirección de red" Text,
            user_agent => "Programa" Text,
            id => "Id" Text,
            user_id => "Id de la persona" Text,
            entity_id => "Id del dato" Text,
        ],
        stays: &[
            (
                "new_values",
                "Sale lo que dice y cómo terminó; el detalle de cada dato antes y después se lee en la auditoría",
            ),
            ("prev_hash", "Solo prueba algo dentro de la base"),
            ("hash", "Solo prueba algo dentro de la base"),
        ],
    },
];
