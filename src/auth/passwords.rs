//! Password hashing with argon2id, off the runtime's threads and few at a time.

use crate::error::{Error, Result};
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::Arc;
use tokio::sync::Semaphore;

/// A hash of nobody's password, with the parameters of [`argon2`], for accounts that don't exist.
const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCAxNg$U6OJUMWD6q7dnWeBwqXG73rSyaViIDgI2NrRTQPdVjA";
/// How many hashes are computed at once. Each takes a core for about 20 ms and 19 MiB, so that two leave room for
/// everybody else on a box with four slow cores.
const AT_ONCE: usize = 2;

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    seats: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { seats: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Hasher {
    /// The PHC string of a password.
    ///
    /// # Errors
    /// When the machine gives no random numbers.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.run(move || hash(&password)).await
    }

    /// Whether a password fits a PHC string. Without one, the same work is done for nothing, so that an unknown account
    /// takes as long as a known one.
    ///
    /// # Errors
    /// When the stored hash is not one.
    pub async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool> {
        let password = password.to_owned();
        self.run(move || match stored {
            Some(stored) => verify(&password, &stored),
            None => verify(&password, DECOY).map(|_| false),
        })
        .await
    }

    async fn run<T: Send + 'static>(&self, job: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
        let seat = Arc::clone(&self.seats).acquire_owned().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            let _seat = seat;
            job()
        })
        .await?
    }
}

/// m = 19 MiB, t = 2, p = 1 (OWASP's second choice for argon2id).
fn argon2() -> Result<Argon2<'static>> {
    let params = Params::new(19 * 1024, 2, 1, None).map_err(|error| Error::internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The PHC string of a password, computed on this thread; for the command line and the demo.
///
/// # Errors
/// When the machine gives no random numbers.
pub fn hash(password: &str) -> Result<String> {
    let hash = argon2()?.hash_password(password.as_bytes());
    Ok(hash.map_err(|error| Error::internal(error.to_string()))?.to_string())
}

fn verify(password: &str, stored: &str) -> Result<bool> {
    let parsed = PasswordHash::new(stored).map_err(|error| Error::internal(error.to_string()))?;
    Ok(argon2()?.verify_password(password.as_bytes(), &parsed).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_whole_password_counts() {
        let hasher = Hasher::default();
        let long = "ñ".repeat(100);
        let hash = hasher.hash(&long).await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(hasher.verify(&long, Some(hash.clone())).await.unwrap());
        assert!(!hasher.verify(&"ñ".repeat(99), Some(hash)).await.unwrap());
        assert!(!hasher.verify("nobody's password", None).await.unwrap());
    }

    #[test]
    fn an_unknown_account_costs_the_same_work_as_a_known_one() {
        assert!(verify("nobody's password", DECOY).unwrap());
        let parameters = |text: &str| text.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(parameters(DECOY), parameters(&hash("another").unwrap()));
    }
}
