//! The words of the demo: rooms, people, programmes and equipment of an invented centre.

use crate::campus::inventory::model::ItemCategory;

/// A room: its name, its place, the code on its door, what it is for, and how many fit into it.
type Room = (&'static str, &'static str, &'static str, &'static str, i64);

/// Six rooms and two warehouses.
pub(super) const ROOMS: [Room; 8] = [
    ("Sistemas 1", "Bloque A, piso 2", "AMB-SIST2A01", "Aula de desarrollo de software", 30),
    ("Sistemas 2", "Bloque A, piso 2", "AMB-SIST2A02", "Aula de redes y soporte", 30),
    ("Multimedia", "Bloque A, piso 3", "AMB-MULT3A01", "Estudio de diseño, audio y video", 30),
    ("Contabilidad", "Bloque B, piso 1", "AMB-CNTA2B22", "Aula de gestión contable", 30),
    ("Bilingüismo", "Bloque B, piso 2", "AMB-BLNG2B33", "Laboratorio de idiomas", 30),
    ("Cocina didáctica", "Bloque C, piso 1", "AMB-CCNA2C44", "Taller de cocina y mesa y bar", 30),
    ("Almacén central", "Bloque D, sótano", "BOD-CENT2D55", "Bodega principal de equipos", 6),
    ("Bodega audiovisual", "Bloque A, piso 1", "BOD-AVSL2A66", "Préstamo de equipos audiovisuales", 4),
];

/// What people are called; here and below, comma between. See [`super::pick_word`].
pub(super) const FIRST_NAMES: &str = "Ana María, Andrés, Camila, Daniel, Valentina, Sebastián, Juliana, \
    Felipe, Natalia, Santiago, Paola, Julián, Diana, Óscar, Luisa Fernanda, Mateo, Sofía, Brayan, Íngrid, \
    Kevin, Yuliana, Nicolás, Manuela, Édgar, Tatiana, Iván, Lina, Héctor, Sara, Miguel Ángel";

pub(super) const LAST_NAMES: &str = "García, Rodríguez, Martínez, López, González, Hernández, Ramírez, \
    Torres, Flórez, Rivera, Vargas, Castaño, Londoño, Muñoz, Restrepo, Zapata, Giraldo, Arango, Ospina, \
    Henao, Marín, Cano, Salazar, Quintero, Valencia, Patiño, Acevedo, Franco, Betancur, Ñáñez";

pub(super) const PROGRAMS: &str = "Análisis y Desarrollo de Software, Gestión de Redes de Datos, \
    Producción de Multimedia, Gestión Contable y Financiera, Inglés para el Trabajo, Cocina";

pub(super) const TOPICS: &str = "Fundamentos, Práctica guiada, Proyecto formativo, Taller, \
    Evaluación por competencias, Laboratorio, Ética y trabajo en equipo, Refuerzo";

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
