//! What keeps a job from all of its work, so that it is told once, and not of each thing that waits.

use crate::kit::error::{Code, Error, Result};
use chrono::{DateTime, Utc};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// What can't be mended by trying the next thing that waits.
#[derive(Debug, Clone)]
pub struct Trouble {
    /// The sentence for whoever has to mend it.
    pub sentence: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// The last time that it was tried.
    tried: DateTime<Utc>,
}

/// The trouble of one job, if it has one. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Troubles(Arc<Mutex<Option<Trouble>>>);

impl Troubles {
    fn kept(&self) -> MutexGuard<'_, Option<Trouble>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What keeps the job from its work, if something does.
    pub fn get(&self) -> Option<Trouble> {
        self.kept().clone()
    }

    /// It is over, or may be: somebody has changed the settings, or an answer has come.
    pub fn forget(&self) {
        *self.kept() = None;
    }

    /// Notes what a try at an instant has met. Since when there is trouble stays as it was, whatever the sentence is now.
    pub fn note(&self, sentence: String, now: DateTime<Utc>) {
        let mut kept = self.kept();
        let since = kept.as_ref().map_or(now, |trouble| trouble.since);
        *kept = Some(Trouble { sentence, since, tried: now });
    }

    /// How a run ended that began at an instant and did so much: one that has met trouble has failed, so that the job tries again after
    /// longer and longer pauses, and the administrators are told.
    ///
    /// # Errors
    /// `code`, with the sentence of the trouble that was noted for that instant.
    pub fn outcome(&self, now: DateTime<Utc>, code: Code, count: usize) -> Result<usize> {
        match self.get() {
            Some(trouble) if trouble.tried == now => Err(Error::With(code, trouble.sentence)),
            _ => Ok(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;

    #[test]
    fn trouble_fails_the_run_that_has_met_it_and_lasts_until_it_is_forgotten() {
        let (troubles, first) = (Troubles::default(), DateTime::UNIX_EPOCH);
        let (again, later) = (first + TimeDelta::seconds(10), first + TimeDelta::seconds(20));
        assert!(troubles.get().is_none());
        assert_eq!(troubles.outcome(first, Code::Invalid, 3).unwrap(), 3);

        troubles.note("Nadie responde".into(), first);
        troubles.note("No aceptó la clave".into(), again);
        let kept = troubles.get().unwrap();
        assert_eq!((kept.sentence.as_str(), kept.since), ("No aceptó la clave", first));
        let failed = troubles.outcome(again, Code::Invalid, 0).unwrap_err();
        assert_eq!(
            (failed.code().slug(), failed.sentence().as_ref()),
            (Code::Invalid.slug(), "No aceptó la clave")
        );
        assert_eq!(troubles.outcome(later, Code::Invalid, 0).unwrap(), 0, "nothing was tried in that run");

        troubles.forget();
        assert!(troubles.get().is_none());
        troubles.note("Nadie responde".into(), later);
        assert_eq!(troubles.get().unwrap().since, later);
    }
}
