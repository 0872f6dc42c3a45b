//! What is done with equipment: checks and loans. Maintenance and alerts are in [`super::care`].

use super::{Table, fields};
use crate::campus::exports::lists::words::{
    ACTA_KIND, ACTA_SIDE, COUNT_METHOD, DEPARTURE, FINDING_KIND, FINDING_STATUS, STEP_ACTION, VERDICT,
};
use crate::campus::reports::kinds::words::{
    CATEGORY, CHECK_STATUS, ITEM_TYPE, LOAN_STATUS, PIECE_ACTION, PIECE_STATUS, PRIORITY,
};
use crate::kit::document::CellKind::{Count, Day, Flag, Moment, Text, Word};
use crate::kit::role::ADMINISTRATORS;

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "inventory_checks",
        file: "verificaciones.csv",
        says: "Las verificaciones de cada día, con sus cifras",
        from: "
            inventory_checks t
            join environments e on e.id = t.environment_id
            join users s on s.id = t.student_id
            left join users i on i.id = t.instructor_id
            left join users v on v.id = t.supervisor_id",
        belongs: "e.center_id = :center",
        order: "t.check_date, t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            check_date => "Día" Day,
            check_time => "Hora" Text,
            = "e.name" => "Ambiente" Text,
            ficha => "Ficha" Text,
            program => "Programa" Text,
            start_time => "Clase desde" Text,
            = "clock(t.end_time)" end_time => "Clase hasta" Text,
            status => "Estado" Word(CHECK_STATUS),
            round => "Vuelta" Count,
            = "s.name" => "Quien verificó" Text,
            = "i.name" => "Instructor" Text,
            = "v.name" => "Supervisor" Text,
            total_items => "Piezas" Count,
            items_good => "Buenas" Count,
            items_damaged => "Dañadas" Count,
            items_missing => "Faltantes" Count,
            is_clean => "Limpio" Flag,
            is_organized => "Ordenado" Flag,
            inventory_complete => "Completo" Flag,
            cleaning_notes => "Notas de aseo" Text,
            comments => "Comentarios" Text,
            instructor_comments => "Comentarios del instructor" Text,
            supervisor_comments => "Comentarios del supervisor" Text,
            student_confirmed_at => "Verificada" Moment,
            instructor_confirmed_at => "Confirmada" Moment,
            supervisor_confirmed_at => "Aprobada o rechazada" Moment,
            environment_id => "Id del ambiente" Text,
            schedule_id => "Id de la clase" Text,
            student_id => "Id de quien verificó" Text,
            instructor_id => "Id del instructor" Text,
            supervisor_id => "Id del supervisor" Text,
            created_at => "Creada" Moment,
            updated_at => "Cambiada" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "inventory_check_items",
        file: "verificaciones_equipos.csv",
        says: "Cómo se encontró cada equipo en cada verificación",
        from: "
            inventory_check_items t
            join environments e on e.id = t.environment_id
            left join users u on u.id = t.counted_by
            left join environments m on m.id = t.moved_to",
        belongs: "e.center_id = :center",
        order: "t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            check_id => "Id de la verificación" Text,
            = "e.name" => "Ambiente" Text,
            internal_code => "Código interno" Text,
            item_name => "Equipo" Text,
            category => "Clase" Word(CATEGORY),
            item_type => "Tipo" Word(ITEM_TYPE),
            status => "Cómo se encontró" Word(PIECE_STATUS),
            quantity_expected => "Esperadas" Count,
            quantity_found => "Buenas" Count,
            quantity_damaged => "Dañadas" Count,
            quantity_missing => "Faltantes" Count,
            notes => "Nota" Text,
            method => "Cómo se contó" Word(COUNT_METHOD),
            = "u.name" => "Contó" Text,
            counted_at => "Contado" Moment,
            departure => "Salió mientras se contaba" Word(DEPARTURE),
            = "m.name" => "Pasó a" Text,
            item_id => "Id del equipo" Text,
            environment_id => "Id del ambiente" Text,
            counted_by => "Id de quien contó" Text,
            moved_to => "Id del ambiente al que pasó" Text,
            created_at => "Creado" Moment,
        ],
        stays: &[("photo_id", "Las fotos no salen en un CSV")],
    },
    Table {
        name: "inventory_check_steps",
        file: "verificaciones_pasos.csv",
        says: "Los pasos de cada verificación: quién hizo qué y cuándo",
        from: "
            inventory_check_steps t
            join inventory_checks c on c.id = t.check_id
            join environments e on e.id = c.environment_id
            join users u on u.id = t.user_id",
        belongs: "e.center_id = :center",
        order: "t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            check_id => "Id de la verificación" Text,
            round => "Vuelta" Count,
            action => "Paso" Word(STEP_ACTION),
            from_status => "Antes" Word(CHECK_STATUS),
            to_status => "Después" Word(CHECK_STATUS),
            = "u.name" => "Persona" Text,
            comments => "Comentarios" Text,
            user_id => "Id de la persona" Text,
            created_at => "Cuándo" Moment,
        ],
        stays: &[
            ("ip_address", "Desde qué equipo lo hizo cada quien"),
            ("user_agent", "Desde qué equipo lo hizo cada quien"),
        ],
    },
    Table {
        name: "supervisor_reviews",
        file: "conceptos.csv",
        says: "Los conceptos de los supervisores sobre las verificaciones",
        from: "
            supervisor_reviews t
            join inventory_checks c on c.id = t.check_id
            join environments e on e.id = c.environment_id
            join users u on u.id = t.supervisor_id",
        belongs: "e.center_id = :center",
        order: "t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            check_id => "Id de la verificación" Text,
            = "u.name" => "Supervisor" Text,
            status => "Concepto" Word(VERDICT),
            comments => "Comentarios" Text,
            reviewed_at => "Cuándo" Moment,
            supervisor_id => "Id del supervisor" Text,
            created_at => "Creado" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "inventory_check_findings",
        file: "hallazgos.csv",
        says: "Lo que apareció al verificar y no era del ambiente",
        from: "
            inventory_check_findings t
            join environments e on e.id = t.environment_id
            left join environments x on x.id = t.expected_environment_id
            join users u on u.id = t.found_by
            left join users r on r.id = t.resolved_by",
        belongs: "e.center_id = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            created_at => "Encontrado" Moment,
            kind => "Qué es" Word(FINDING_KIND),
            code => "Código leído" Text,
            item_name => "Equipo" Text,
            = "e.name" => "Dónde se encontró" Text,
            = "x.name" => "De qué ambiente es" Text,
            move_requested => "Se pidió pasarlo" Flag,
            notes => "Nota" Text,
            = "u.name" => "Lo encontró" Text,
            status => "Estado" Word(FINDING_STATUS),
            = "r.name" => "Lo resolvió" Text,
            resolved_at => "Resuelto" Moment,
            resolution_notes => "Nota de cierre" Text,
            check_id => "Id de la verificación" Text,
            item_id => "Id del equipo" Text,
            environment_id => "Id de dónde se encontró" Text,
            expected_environment_id => "Id de su ambiente" Text,
            found_by => "Id de quien lo encontró" Text,
            resolved_by => "Id de quien lo resolvió" Text,
        ],
        stays: &[("photo_id", "Las fotos no salen en un CSV")],
    },
    Table {
        name: "loans",
        file: "prestamos.csv",
        says: "Los préstamos de las bodegas",
        from: "
            loans t
            join loans l on l.id = t.id
            join environments e on e.id = l.environment_id
            join users u on u.id = t.instructor_id
            left join users a on a.id = t.admin_id
            left join inventory_items i on i.id = t.item_id",
        belongs: "e.center_id = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            created_at => "Pedido" Moment,
            = "u.name" => "Quien recibe" Text,
            item_name => "Elemento" Text,
            = "i.internal_code" => "Código interno" Text,
            item_description => "Descripción" Text,
            quantity_requested => "Cantidad" Count,
            any_of_model => "Sirve otro igual" Flag,
            is_registered_item => "Es un equipo registrado" Flag,
            = "e.name" => "Bodega" Text,
            program => "Programa" Text,
            purpose => "Para qué" Text,
            start_date => "Desde" Day,
            end_date => "Hasta" Day,
            start_time => "Hora de inicio" Text,
            end_time => "Hora de fin" Text,
            status => "Estado" Word(LOAN_STATUS),
            priority => "Prioridad" Word(PRIORITY),
            = "a.name" => "Decidió" Text,
            approved_at => "Aprobado" Moment,
            rejection_reason => "Por qué se rechazó" Text,
            actual_return_date => "Devuelto" Day,
            instructor_id => "Id de quien recibe" Text,
            admin_id => "Id de quien decidió" Text,
            environment_id => "Id de la bodega" Text,
            item_id => "Id del equipo" Text,
            updated_at => "Cambiado" Moment,
        ],
        stays: &[("acta_pdf_path", "Es una dirección dentro del programa")],
    },
    Table {
        name: "loan_pieces",
        file: "prestamos_piezas.csv",
        says: "Lo que pasó por el mostrador: qué salió, qué volvió y cómo",
        from: "
            loan_pieces t
            join loans l on l.id = t.loan_id
            join environments e on e.id = l.environment_id
            join users u on u.id = t.user_id",
        belongs: "e.center_id = :center",
        order: "t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            loan_id => "Id del préstamo" Text,
            created_at => "Cuándo" Moment,
            internal_code => "Código interno" Text,
            item_name => "Elemento" Text,
            action => "Qué pasó" Word(PIECE_ACTION),
            quantity => "Cantidad" Count,
            notes => "Nota" Text,
            = "u.name" => "Mostrador" Text,
            item_id => "Id del equipo" Text,
            user_id => "Id de quien atendió" Text,
        ],
        stays: &[],
    },
    Table {
        name: "loan_actas",
        file: "actas.csv",
        says: "Las actas de los préstamos; su texto está en los PDF de cada préstamo",
        from: "
            loan_actas t
            join loans l on l.id = t.loan_id
            join environments e on e.id = l.environment_id",
        belongs: "e.center_id = :center",
        order: "t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            loan_id => "Id del préstamo" Text,
            kind => "Clase" Word(ACTA_KIND),
            version => "Versión" Count,
            content_hash => "Huella del texto" Text,
            created_at => "Creada" Moment,
        ],
        stays: &[("content", "El texto firmado está en el PDF de cada préstamo")],
    },
    Table {
        name: "loan_acta_signatures",
        file: "actas_firmas.csv",
        says: "Quién firmó cada acta y cuándo",
        from: "
            loan_acta_signatures t
            join loan_actas g on g.id = t.acta_id
            join loans l on l.id = g.loan_id
            join environments e on e.id = l.environment_id",
        belongs: "e.center_id = :center",
        order: "t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            acta_id => "Id del acta" Text,
            side => "Como quién" Word(ACTA_SIDE),
            name => "Nombre" Text,
            signed_at => "Cuándo" Moment,
            content_hash => "Huella del texto" Text,
            user_id => "Id de quien atendió" Text,
        ],
        stays: &[
            ("strokes", "Es el dibujo de la firma; está en el PDF del acta"),
            ("ip_address", "Desde qué equipo firmó cada quien"),
        ],
    },
];
