//! Materials: what lies in the bins, what became of it, what is promised and under way.

use super::{Table, fields};
use crate::kit::document::CellKind::{Day, Flag, Moment, Money, Quantity, Text, Word};
use crate::kit::document::Words;
use crate::kit::role::ADMINISTRATORS;

const LOT_STATUS: Words = &[("available", "En uso"), ("held", "Retenido"), ("scrapped", "Dado de baja")];
const MOVEMENT: Words = &[
    ("receipt", "Entrada"),
    ("issue", "Salida"),
    ("adjustment", "Ajuste"),
    ("transfer", "Traslado"),
    ("scrap", "Baja"),
];
const RESERVATION: Words =
    &[("active", "Activa"), ("fulfilled", "Entregada"), ("cancelled", "Cancelada"), ("expired", "Vencida")];
const TRANSFER: Words = &[
    ("pending", "Por despachar"),
    ("in_transit", "En camino"),
    ("received", "Recibido"),
    ("cancelled", "Cancelado"),
];
const CONDITION: Words = &[("good", "Bueno"), ("damaged", "Con daños"), ("partial", "Incompleto")];

pub(super) const TABLES: &[Table] = &[
    Table {
        name: "lots",
        file: "lotes.csv",
        says: "Los lotes de material, también los agotados y los dados de baja",
        from: "
            lots t
            join bins b on b.id = t.bin_id
            join environments e on e.id = b.environment_id
            join products p on p.id = t.product_id
            left join suppliers s on s.id = t.supplier_id",
        belongs: "e.center_id = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            = "p.name" => "Producto" Text,
            batch_number => "Lote" Text,
            = "e.name" => "Bodega" Text,
            = "b.code" => "Ubicación" Text,
            quantity => "Cantidad" Quantity,
            reserved_quantity => "Reservado" Quantity,
            unit => "Unidad" Text,
            use_by_date => "Vence" Day,
            best_before_date => "Consumo preferente" Day,
            freeze_date => "Congelado" Day,
            status => "Estado" Word(LOT_STATUS),
            hold_reason => "Por qué está retenido" Text,
            = "s.company_name" => "Proveedor" Text,
            unit_price => "Costo por unidad" Money,
            received_at => "Llegó" Moment,
            notes => "Notas" Text,
            bin_id => "Id de la ubicación" Text,
            product_id => "Id del producto" Text,
            supplier_id => "Id del proveedor" Text,
            created_at => "Creado" Moment,
            updated_at => "Cambiado" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "movements",
        file: "movimientos.csv",
        says: "Todo lo que entró, salió o se corrigió de cada lote",
        from: "
            movements t
            cross join environments e on e.id = t.environment_id
            cross join lots l on l.id = t.lot_id
            cross join products p on p.id = t.product_id
            cross join bins b on b.id = t.bin_id
            cross join users u on u.id = t.created_by",
        belongs: "e.center_id = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            created_at => "Cuándo" Moment,
            movement_type => "Movimiento" Word(MOVEMENT),
            = "p.name" => "Producto" Text,
            = "l.batch_number" => "Lote" Text,
            = "e.name" => "Bodega" Text,
            = "b.code" => "Ubicación" Text,
            quantity => "Cambio" Quantity,
            quantity_before => "Había" Quantity,
            quantity_after => "Quedó" Quantity,
            = "l.unit" => "Unidad" Text,
            reason => "Motivo" Text,
            reference_number => "Documento" Text,
            fefo_compliant => "En su turno" Flag,
            force_override => "Por excepción" Flag,
            override_reason => "Por qué la excepción" Text,
            notes => "Notas" Text,
            = "u.name" => "Quién" Text,
            cause_id => "Id de la reserva, el traslado o el conteo" Text,
            lot_id => "Id del lote" Text,
            product_id => "Id del producto" Text,
            bin_id => "Id de la ubicación" Text,
            environment_id => "Id de la bodega" Text,
            created_by => "Id de la persona" Text,
        ],
        stays: &[],
    },
    Table {
        name: "reservations",
        file: "reservas_de_material.csv",
        says: "El material reservado para una ficha u orden",
        from: "
            reservations t
            join environments e on e.id = t.environment_id
            join products p on p.id = t.product_id
            join users u on u.id = t.created_by
            left join users c on c.id = t.closed_by",
        belongs: "e.center_id = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            order_reference => "Ficha u orden" Text,
            customer_name => "Para quién" Text,
            = "p.name" => "Producto" Text,
            = "e.name" => "Bodega" Text,
            requested_quantity => "Pedido" Quantity,
            total_quantity => "Reservado" Quantity,
            reserved_until => "Hasta" Moment,
            status => "Estado" Word(RESERVATION),
            fulfilled_at => "Entregada" Moment,
            cancelled_at => "Cancelada" Moment,
            cancellation_reason => "Por qué se canceló" Text,
            = "c.name" => "Quién la entregó o canceló" Text,
            notes => "Notas" Text,
            = "u.name" => "Quién la pidió" Text,
            product_id => "Id del producto" Text,
            environment_id => "Id de la bodega" Text,
            created_by => "Id de la persona" Text,
            closed_by => "Id de quien la entregó o canceló" Text,
            created_at => "Creada" Moment,
            updated_at => "Cambiada" Moment,
        ],
        stays: &[],
    },
    Table {
        name: "reservation_items",
        file: "reservas_por_lote.csv",
        says: "De qué lotes es cada reserva",
        from: "
            reservation_items t
            join reservations r on r.id = t.reservation_id
            join environments e on e.id = r.environment_id
            join lots l on l.id = t.lot_id",
        belongs: "e.center_id = :center",
        order: "r.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            reservation_id => "Id de la reserva" Text,
            lot_id => "Id del lote" Text,
            = "l.batch_number" => "Lote" Text,
            quantity_reserved => "Cantidad" Quantity,
            = "l.unit" => "Unidad" Text,
        ],
        stays: &[],
    },
    Table {
        name: "transfers",
        file: "traslados.csv",
        says: "El material que pasó o pasa de una bodega a otra",
        from: "
            transfers t
            join environments e on e.id = t.source_environment_id
            join environments f on f.id = t.target_environment_id
            join lots l on l.id = t.source_lot_id
            join products p on p.id = l.product_id
            join users u on u.id = t.created_by
            left join bins b on b.id = t.target_bin_id
            left join users d on d.id = t.dispatched_by
            left join users r on r.id = t.received_by
            left join users c on c.id = t.cancelled_by",
        belongs: "e.center_id = :center or f.center_id = :center",
        order: "t.created_at, t.id",
        readers: ADMINISTRATORS,
        fields: fields![
            id => "Id" Text,
            = "p.name" => "Producto" Text,
            = "l.batch_number" => "Lote" Text,
            = "e.name" => "De" Text,
            = "f.name" => "A" Text,
            = "b.code" => "Ubicación" Text,
            quantity_sent => "Enviado" Quantity,
            sent_unit_price => "Costo por unidad" Money,
            sent_received_at => "Cuándo había llegado" Moment,
            quantity_received => "Recibido" Quantity,
            quantity_damaged => "Dañado" Quantity,
            quantity_lost => "Perdido" Quantity,
            = "l.unit" => "Unidad" Text,
            status => "Estado" Word(TRANSFER),
            transport_reference => "Transporte" Text,
            condition_on_receipt => "Cómo llegó" Word(CONDITION),
            = "u.name" => "Quién lo creó" Text,
            created_at => "Creado" Moment,
            = "d.name" => "Quién lo despachó" Text,
            dispatched_at => "Despachado" Moment,
            = "r.name" => "Quién lo recibió" Text,
            received_at => "Llegó" Moment,
            = "c.name" => "Quién lo canceló" Text,
            cancelled_at => "Cancelado" Moment,
            cancellation_reason => "Por qué se canceló" Text,
            notes => "Notas" Text,
            receipt_notes => "Notas de quien recibió" Text,
            source_lot_id => "Id del lote" Text,
            target_lot_id => "Id del lote que quedó" Text,
            returned_lot_id => "Id del lote al que volvió" Text,
            source_environment_id => "Id de la bodega de salida" Text,
            target_environment_id => "Id de la bodega de llegada" Text,
            target_bin_id => "Id de la ubicación" Text,
            created_by => "Id de quien lo creó" Text,
            dispatched_by => "Id de quien lo despachó" Text,
            received_by => "Id de quien lo recibió" Text,
            cancelled_by => "Id de quien lo canceló" Text,
            updated_at => "Cambiado" Moment,
        ],
        stays: &[],
    },
];
