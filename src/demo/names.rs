//! The words of the demo: rooms, people, programmes and equipment of an invented centre.

use crate::campus::inventory::model::ItemCategory;

/// A room of the demo.
pub(super) struct Room {
    pub(super) name: &'static str,
    pub(super) location: &'static str,
    pub(super) code: &'static str,
    pub(super) description: &'static str,
    pub(super) capacity: i64,
    pub(super) is_warehouse: bool,
}

const fn room(
    name: &'static str,
    location: &'static str,
    code: &'static str,
    description: &'static str,
) -> Room {
    Room { name, location, code, description, capacity: 30, is_warehouse: false }
}

/// Six rooms and two warehouses.
pub(super) const ROOMS: [Room; 8] = [
    room("Sistemas 1", "Bloque A, piso 2", "AMB-SIST2A01", "Aula de desarrollo de software"),
    room("Sistemas 2", "Bloque A, piso 2", "AMB-SIST2A02", "Aula de redes y soporte"),
    room("Multimedia", "Bloque A, piso 3", "AMB-MULT3A01", "Estudio de diseño, audio y video"),
    room("Contabilidad", "Bloque B, piso 1", "AMB-CNTA2B22", "Aula de gestión contable"),
    room("Bilingüismo", "Bloque B, piso 2", "AMB-BLNG2B33", "Laboratorio de idiomas"),
    room("Cocina didáctica", "Bloque C, piso 1", "AMB-CCNA2C44", "Taller de cocina y mesa y bar"),
    Room {
        is_warehouse: true,
        capacity: 6,
        ..room("Almacén central", "Bloque D, sótano", "BOD-CENT2D55", "Bodega principal de equipos")
    },
    Room {
        is_warehouse: true,
        capacity: 4,
        ..room("Bodega audiovisual", "Bloque A, piso 1", "BOD-AVSL2A66", "Préstamo de equipos audiovisuales")
    },
];

pub(super) const FIRST_NAMES: [&str; 30] = [
    "Ana María",
    "Andrés",
    "Camila",
    "Daniel",
    "Valentina",
    "Sebastián",
    "Juliana",
    "Felipe",
    "Natalia",
    "Santiago",
    "Paola",
    "Julián",
    "Diana",
    "Óscar",
    "Luisa Fernanda",
    "Mateo",
    "Sofía",
    "Brayan",
    "Íngrid",
    "Kevin",
    "Yuliana",
    "Nicolás",
    "Manuela",
    "Édgar",
    "Tatiana",
    "Iván",
    "Lina",
    "Héctor",
    "Sara",
    "Miguel Ángel",
];

pub(super) const LAST_NAMES: [&str; 30] = [
    "García",
    "Rodríguez",
    "Martínez",
    "López",
    "González",
    "Hernández",
    "Ramírez",
    "Torres",
    "Flórez",
    "Rivera",
    "Vargas",
    "Castaño",
    "Londoño",
    "Muñoz",
    "Restrepo",
    "Zapata",
    "Giraldo",
    "Arango",
    "Ospina",
    "Henao",
    "Marín",
    "Cano",
    "Salazar",
    "Quintero",
    "Valencia",
    "Patiño",
    "Acevedo",
    "Franco",
    "Betancur",
    "Ñáñez",
];

pub(super) const PROGRAMS: [&str; 6] = [
    "Análisis y Desarrollo de Software",
    "Gestión de Redes de Datos",
    "Producción de Multimedia",
    "Gestión Contable y Financiera",
    "Inglés para el Trabajo",
    "Cocina",
];

pub(super) const TOPICS: [&str; 8] = [
    "Fundamentos",
    "Práctica guiada",
    "Proyecto formativo",
    "Taller",
    "Evaluación por competencias",
    "Laboratorio",
    "Ética y trabajo en equipo",
    "Refuerzo",
];

pub(super) const BRANDS: [&str; 8] = ["Lenovo", "HP", "Dell", "Acer", "Epson", "Samsung", "Logitech", "Sony"];

/// Single machines: category, name, model.
pub(super) const MACHINES: [(ItemCategory, &str, &str); 14] = [
    (ItemCategory::Computer, "Computador de escritorio", "ProDesk 400"),
    (ItemCategory::Computer, "Computador portátil", "ThinkPad E14"),
    (ItemCategory::Computer, "Computador todo en uno", "AIO 24"),
    (ItemCategory::Computer, "Computador de escritorio", "OptiPlex 3090"),
    (ItemCategory::Computer, "Computador portátil", "ProBook 440"),
    (ItemCategory::Projector, "Videoproyector", "PowerLite X49"),
    (ItemCategory::Tv, "Televisor 55 pulgadas", "Crystal 55"),
    (ItemCategory::Camera, "Cámara fotográfica", "Alpha 6400"),
    (ItemCategory::Microphone, "Micrófono inalámbrico", "UWP-D11"),
    (ItemCategory::Tablet, "Tableta", "Tab M10"),
    (ItemCategory::Tablet, "Tableta gráfica", "One M"),
    (ItemCategory::Other, "Impresora láser", "LaserJet 107"),
    (ItemCategory::Other, "Switch de 24 puertos", "OfficeConnect 1420"),
    (ItemCategory::Other, "Regulador de voltaje", "2000 VA"),
];

/// Groups of alike pieces: category, name, model.
pub(super) const GROUPS: [(ItemCategory, &str, &str); 8] = [
    (ItemCategory::Keyboard, "Teclados USB", "K120"),
    (ItemCategory::Mouse, "Ratones USB", "M90"),
    (ItemCategory::Other, "Sillas ergonómicas", "Operativa"),
    (ItemCategory::Other, "Mesas de trabajo", "1,20 m"),
    (ItemCategory::Microphone, "Diademas con micrófono", "H390"),
    (ItemCategory::Other, "Extensiones eléctricas", "3 m"),
    (ItemCategory::Other, "Cables HDMI", "2 m"),
    (ItemCategory::Camera, "Cámaras web", "C270"),
];
