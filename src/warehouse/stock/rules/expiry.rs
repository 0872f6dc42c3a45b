//! How near the end of a lot is, in words. Pure.

use crate::kit::Day;
use crate::warehouse::stock::model::Urgency;

/// Fewer days than these are left: critical, high, medium.
pub const BOUNDS: [i64; 3] = [7, 14, 30];

/// How many days are left until the last day of use; 0 on that day, below it is expired.
pub fn days_left(use_by: Day, today: Day) -> i64 {
    (use_by.0 - today.0).num_days()
}

/// How urgent so many days are.
pub fn urgency(days: i64) -> Urgency {
    let [critical, high, medium] = BOUNDS;
    match days {
        ..0 => Urgency::Expired,
        _ if days < critical => Urgency::Critical,
        _ if days < high => Urgency::High,
        _ if days < medium => Urgency::Medium,
        _ => Urgency::Low,
    }
}

/// When it expires or did, beginning a sentence: «Vence en 3 días».
pub fn told(days: i64) -> String {
    match days {
        0 => "Vence hoy".into(),
        1 => "Vence mañana".into(),
        -1 => "Venció ayer".into(),
        2.. => format!("Vence en {days} días"),
        ..-1 => format!("Venció hace {} días", days.saturating_neg()),
    }
}

/// What somebody who takes it must know: nothing while there is time.
pub fn warning(days: i64) -> Option<String> {
    let sentence = told(days);
    match urgency(days) {
        Urgency::Expired => Some(format!("VENCIDO: {}", lower(&sentence))),
        Urgency::Critical => Some(format!("CRÍTICO: {}", lower(&sentence))),
        Urgency::High => Some(format!("ATENCIÓN: {}", lower(&sentence))),
        Urgency::Medium | Urgency::Low => None,
    }
}

fn lower(sentence: &str) -> String {
    sentence.replacen('V', "v", 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_bound_belongs_to_what_comes_after_it() {
        for (days, expected) in [
            (-1, Urgency::Expired),
            (0, Urgency::Critical),
            (6, Urgency::Critical),
            (7, Urgency::High),
            (13, Urgency::High),
            (14, Urgency::Medium),
            (29, Urgency::Medium),
            (30, Urgency::Low),
        ] {
            assert_eq!(urgency(days), expected, "{days}");
        }
    }

    #[test]
    fn days_are_told_as_people_say_them() {
        for (days, sentence) in [
            (0, "Vence hoy"),
            (1, "Vence mañana"),
            (12, "Vence en 12 días"),
            (-1, "Venció ayer"),
            (-3, "Venció hace 3 días"),
        ] {
            assert_eq!(told(days), sentence);
        }
        assert_eq!(warning(3).unwrap(), "CRÍTICO: vence en 3 días");
        assert_eq!(warning(7).unwrap(), "ATENCIÓN: vence en 7 días");
        assert_eq!(warning(-1).unwrap(), "VENCIDO: venció ayer");
        assert_eq!(warning(14), None);
    }
}
