//! The shifts, whose hours the house decides.

use crate::kit::settings::section;
use crate::kit::{ClockTime, Code, Error, Result};
use chrono::NaiveTime;

section! {
    /// Las jornadas: desde qué hora una clase o una verificación es de la tarde o de la noche. Antes es de la mañana.
    pub struct ShiftSettings = "shifts", "Jornadas";
    /// Cambios a las jornadas.
    patch ShiftSettingsPatch;
    check follow_each_other;

    /// Desde qué hora es la tarde.
    default afternoon_from: ClockTime = on_the_hour(12),
    /// Desde qué hora es la noche; después de la tarde.
    default night_from: ClockTime = on_the_hour(18),
}

fn on_the_hour(hour: u32) -> ClockTime {
    ClockTime(NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or(NaiveTime::MIN))
}

fn follow_each_other(shifts: &ShiftSettings) -> Result<()> {
    if shifts.afternoon_from < shifts.night_from {
        return Ok(());
    }
    let sentence = "La noche debe empezar después de la tarde".to_owned();
    Err(Error::With(Code::Invalid, sentence))
}
