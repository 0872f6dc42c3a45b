//! Roles, and the sets of them that [`super::Allow`] takes. A handler names a set; sets are named here and nowhere else.

use crate::kit::wire::words;

words! {
    /// What a person is in the centre; the words are the app's.
    pub enum Role {
        /// Aprendiz.
        Student = "student",
        /// Instructor.
        Instructor = "instructor",
        /// Supervisor.
        Supervisor = "supervisor",
        /// Administrador de bodega.
        Admin = "admin",
        /// Administrador general.
        AdminGeneral = "admin_general",
    }
}

impl Role {
    /// The role as a bit of the sets in this module.
    pub fn bit(self) -> u8 {
        match self {
            Self::Student => STUDENT,
            Self::Instructor => INSTRUCTOR,
            Self::Supervisor => SUPERVISOR,
            Self::Admin => WAREHOUSE,
            Self::AdminGeneral => GENERAL,
        }
    }

    /// How people call it.
    pub fn spanish(self) -> &'static str {
        match self {
            Self::Student => "aprendiz",
            Self::Instructor => "instructor",
            Self::Supervisor => "supervisor",
            Self::Admin => "administrador de bodega",
            Self::AdminGeneral => "administrador general",
        }
    }
}

/// Apprentices.
pub const STUDENT: u8 = 1;
/// Instructors.
pub const INSTRUCTOR: u8 = 2;
/// Supervisors.
pub const SUPERVISOR: u8 = 4;
/// Warehouse administrators.
pub const WAREHOUSE: u8 = 8;
/// General administrators.
pub const GENERAL: u8 = 16;

/// Everybody with an account.
pub const ANYONE: u8 = STUDENT | INSTRUCTOR | SUPERVISOR | WAREHOUSE | GENERAL;
/// Those who look after equipment: supervisors and administrators.
pub const KEEPERS: u8 = SUPERVISOR | WAREHOUSE | GENERAL;
/// Those who plan classes.
pub const PLANNERS: u8 = INSTRUCTOR | SUPERVISOR | WAREHOUSE | GENERAL;
/// Those who print labels: all but apprentices.
pub const LABELLERS: u8 = INSTRUCTOR | SUPERVISOR | WAREHOUSE | GENERAL;
/// Those who ask for loans: instructors and administrators.
pub const BORROWERS: u8 = INSTRUCTOR | WAREHOUSE | GENERAL;
/// Those who see the warehouse of materials: all but apprentices.
pub const STOCK_READERS: u8 = INSTRUCTOR | SUPERVISOR | WAREHOUSE | GENERAL;
/// Those who reserve materials: instructors for their classes, and administrators.
pub const RESERVERS: u8 = INSTRUCTOR | WAREHOUSE | GENERAL;
/// Both kinds of administrator.
pub const ADMINISTRATORS: u8 = WAREHOUSE | GENERAL;
