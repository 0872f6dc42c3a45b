//! Who has equipment in charge, and what they signed for it.

use super::{Table, fields};
use crate::campus::assignments::words::{ACTA_KIND, ACTA_SIDE, CONDITION};
use crate::kit::document::CellKind::{Count, Moment, Text, Word};
use crate::kit::role::ADMINISTRATORS;

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "item_assignments",
        file: "equipos_a_cargo.csv",
        says: "Quién tiene y quién tuvo cada equipo a su cargo",
        from: "
            item_assignments t
            join users g on g.id = t.assigned_by
            left join users u on u.id = t.user_id
            left join users r on r.id = t.received_by",
        belongs: "t.center_id is null or t.center_id = :center",
        order: "t.started_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            item_name => "Equipo" Text,
            internal_code => "Código interno" Text,
            = "coalesce(u.name, t.holder_name)" holder_name => "A cargo de" Text,
            holder_document => "Documento" Text,
            notes => "Con qué se entregó" Text,
            started_at => "Entregado" Moment,
            = "g.name" => "Entregó" Text,
            ended_at => "Recibido" Moment,
            = "r.name" => "Recibió" Text,
            end_condition => "Cómo volvió" Word(CONDITION),
            end_notes => "Notas de la devolución" Text,
            item_id => "Id del equipo" Text,
            environment_id => "Id del ambiente de ese día" Text,
            center_id => "Id del centro" Text,
            user_id => "Id de la persona" Text,
            assigned_by => "Id de quien entregó" Text,
            received_by => "Id de quien recibió" Text,
            updated_at => "Cambiado" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "item_assignment_actas",
        file: "equipos_a_cargo_actas.csv",
        says: "Las actas de los equipos a cargo; su texto está en los PDF",
        from: "
            item_assignment_actas t
            join item_assignments a on a.id = t.assignment_id",
        belongs: "a.center_id is null or a.center_id = :center",
        order: "t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            assignment_id => "Id del equipo a cargo" Text,
            kind => "Clase" Word(ACTA_KIND),
            version => "Versión" Count,
            content_hash => "Huella del texto" Text,
            created_at => "Creada" Moment,
        ],
        stays: &[("content", "El texto firmado está en el PDF de cada acta")],
    },
    Table {
        name: "item_assignment_signatures",
        file: "equipos_a_cargo_firmas.csv",
        says: "Quién firmó cada acta de un equipo a cargo y cuándo",
        from: "
            item_assignment_signatures t
            join item_assignment_actas d on d.id = t.acta_id
            join item_assignments a on a.id = d.assignment_id",
        belongs: "a.center_id is null or a.center_id = :center",
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
