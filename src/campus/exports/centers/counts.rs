//! Counts of materials: what was counted, by whom, and why it differed.

use super::{Table, fields};
use crate::kit::document::CellKind::{Count, Day, Flag, Moment, Quantity, Text, Word};
use crate::kit::document::Words;
use crate::kit::role::ADMINISTRATORS;

const COUNT_SCOPE: Words = &[("bin", "Una ubicación"), ("zone", "Una zona"), ("product", "Un producto")];
const COUNT: Words = &[
    ("open", "Abierto"),
    ("submitted", "Por aprobar"),
    ("approved", "Aprobado"),
    ("cancelled", "Cancelado"),
];

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "counts",
        file: "conteos.csv",
        says: "Los conteos de las bodegas, y quién los aprobó",
        from: "
            counts t
            join environments e on e.id = t.environment_id
            join users u on u.id = t.created_by
            left join bins b on b.id = t.bin_id
            left join products p on p.id = t.product_id
            left join users s on s.id = t.submitted_by
            left join users d on d.id = t.decided_by",
        belongs: "e.center_id = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            = "e.name" => "Bodega" Text,
            scope => "Qué se cuenta" Word(COUNT_SCOPE),
            = "b.code" => "Ubicación" Text,
            zone => "Zona" Text,
            = "p.name" => "Producto" Text,
            is_blind => "A ciegas" Flag,
            status => "Estado" Word(COUNT),
            notes => "Notas" Text,
            = "u.name" => "Quién lo abrió" Text,
            created_at => "Abierto" Moment,
            = "s.name" => "Quién contó" Text,
            submitted_at => "Contado" Moment,
            = "d.name" => "Quién decidió" Text,
            decided_at => "Decidido" Moment,
            decision_notes => "Lo que escribió quien decidió" Text,
            environment_id => "Id de la bodega" Text,
            bin_id => "Id de la ubicación" Text,
            product_id => "Id del producto" Text,
            created_by => "Id de quien lo abrió" Text,
            submitted_by => "Id de quien contó" Text,
            decided_by => "Id de quien decidió" Text,
            updated_at => "Cambiado" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "count_lines",
        file: "conteos_por_lote.csv",
        says: "Lo que se contó de cada lote, y por qué difiere",
        from: "
            count_lines t
            join counts c on c.id = t.count_id
            join environments e on e.id = c.environment_id
            join bins b on b.id = t.bin_id
            join products p on p.id = t.product_id
            left join lots l on l.id = t.lot_id
            left join users u on u.id = t.counted_by",
        belongs: "e.center_id = :center",
        order: "c.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            count_id => "Id del conteo" Text,
            = "b.code" => "Ubicación" Text,
            = "p.name" => "Producto" Text,
            = "coalesce(l.batch_number, t.batch_number)" batch_number => "Lote" Text,
            use_by_date => "Vence lo encontrado" Day,
            expected_quantity => "Según el sistema" Quantity,
            counted_quantity => "Contado" Quantity,
            reason => "Por qué difiere" Text,
            = "u.name" => "Quién" Text,
            counted_at => "Cuándo" Moment,
            revision => "Cuántas veces se contó" Count,
            counted_by => "Id de la persona" Text,
            lot_id => "Id del lote" Text,
            bin_id => "Id de la ubicación" Text,
            product_id => "Id del producto" Text,
        ],
        stays: &[],
    },
    Table {
        name: "count_people",
        file: "conteos_por_persona.csv",
        says: "Quiénes contaron en cada conteo",
        from: "
            count_people t
            join counts c on c.id = t.count_id
            join environments e on e.id = c.environment_id
            join users u on u.id = t.user_id",
        belongs: "e.center_id = :center",
        order: "c.created_at, t.user_id",
        readers: ADMINISTRATORS,
        fields: fields![
            count_id => "Id del conteo" Text,
            = "u.name" => "Quién" Text,
            user_id => "Id de la persona" Text,
        ],
        stays: &[],
    },
];
