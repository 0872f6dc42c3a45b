//! Password hashing with argon2id, off the runtime's threads and few at a time.

use crate::kit::error::{Error, Result};
use argon2::password_hash::generate_salt;
use argon2::password_hash::phc::{Output, ParamsString, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;
use unicode_normalization::UnicodeNormalization;

/// A hash of nobody's password, with the parameters of [`hash_in`], for accounts that don't exist.
const DECOY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5J3Mgc2FsdCAxNg$U6OJUMWD6q7dnWeBwqXG73rSyaViIDgI2NrRTQPdVjA";
/// How many hashes are computed at once. Each takes a core for about 20 ms and 19 MiB, so that two leave room for
/// everybody else on a box with four slow cores.
const AT_ONCE: usize = 2;

/// What one hash works in: 19 MiB, kept for the next one. Given back each time, blocks of this size end up scattered over
/// the heaps of many threads: after 64 sign-ins the process had grown to 790 MB, and with kept ones it stays at 60.
type Memory = Vec<Block>;

/// Hashes and checks passwords. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    seats: Arc<Semaphore>,
    /// At most one for each seat.
    memories: Arc<Mutex<Vec<Memory>>>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { seats: Arc::new(Semaphore::new(AT_ONCE)), memories: Arc::default() }
    }
}

impl Hasher {
    /// The PHC string of a password.
    ///
    /// # Errors
    /// When the machine gives no random numbers.
    pub async fn hash(&self, password: &str) -> Result<String> {
        let password = password.to_owned();
        self.run(move |memory| hash_in(memory, &password)).await
    }

    /// Whether a password fits a PHC string. Without one, the same work is done for nothing, so that an unknown account
    /// takes as long as a known one.
    ///
    /// # Errors
    /// When the stored hash is not one.
    pub async fn verify(&self, password: &str, stored: Option<String>) -> Result<bool> {
        let password = password.to_owned();
        self.run(move |memory| match stored {
            Some(stored) => verify(memory, &password, &stored),
            None => verify(memory, &password, DECOY).map(|_| false),
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Memory) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let seat = Arc::clone(&self.seats).acquire_owned().await.map_err(Error::internal)?;
        let memories = Arc::clone(&self.memories);
        tokio::task::spawn_blocking(move || {
            let _seat = seat;
            let kept = memories.lock().unwrap_or_else(PoisonError::into_inner).pop();
            let mut memory = kept.unwrap_or_default();
            let result = job(&mut memory);
            memories.lock().unwrap_or_else(PoisonError::into_inner).push(memory);
            result
        })
        .await?
    }
}

/// The PHC string of a password, computed on this thread; for the command line and the demo.
///
/// # Errors
/// When the machine gives no random numbers.
pub fn hash(password: &str) -> Result<String> {
    hash_in(&mut Memory::new(), password)
}

fn hash_in(memory: &mut Memory, password: &str) -> Result<String> {
    // m = 19 MiB, t = 2, p = 1: OWASP's second choice for argon2id.
    let params = Params::new(19 * 1024, 2, 1, None).map_err(Error::internal)?;
    let recipe = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(&params).map_err(Error::internal)?,
        salt: Some(Salt::new(&generate_salt()).map_err(Error::internal)?),
        hash: None,
    };
    let password: String = password.nfc().collect();
    let hash = Some(digest(memory, &password, &recipe)?);
    Ok(PasswordHash { hash, ..recipe }.to_string())
}

fn verify(memory: &mut Memory, password: &str, stored: &str) -> Result<bool> {
    let stored = PasswordHash::new(stored).map_err(Error::internal)?;
    for spelling in spellings(password) {
        // The comparison of two outputs takes the same time wherever they differ.
        if stored.hash == Some(digest(memory, &spelling, &stored)?) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A password as one keyboard or another sends it: `ñ` is one character or two. New hashes are of the first, those from before of
/// whatever was typed then.
fn spellings(password: &str) -> Vec<String> {
    let mut spellings = vec![password.nfc().collect()];
    for other in [password.to_owned(), password.nfd().collect()] {
        if !spellings.contains(&other) {
            spellings.push(other);
        }
    }
    spellings
}

/// Hashes a password by the algorithm, parameters and salt of a PHC string.
fn digest(memory: &mut Memory, password: &str, recipe: &PasswordHash) -> Result<Output> {
    let algorithm = Algorithm::try_from(recipe.algorithm.as_str()).map_err(Error::internal)?;
    let version =
        recipe.version.map(Version::try_from).transpose().map_err(Error::internal)?.unwrap_or_default();
    let params = Params::try_from(recipe).map_err(Error::internal)?;
    let salt = recipe.salt.as_ref().ok_or_else(|| Error::internal("a password hash without salt"))?;
    memory.resize(params.block_count(), Block::default());
    let mut out = vec![0; params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
    Argon2::new(algorithm, version, params)
        .hash_password_into_with_memory(password.as_bytes(), salt, &mut out, memory.as_mut_slice())
        .map_err(Error::internal)?;
    Output::new(&out).map_err(Error::internal)
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
    fn a_letter_is_the_same_however_a_keyboard_sends_it() {
        let (one, two) = ("contrasen\u{303}a", "contraseña");
        let new = hash(one).unwrap();
        let fits = |typed: &str, stored: &str| verify(&mut Memory::new(), typed, stored).unwrap();
        assert!(fits(one, &new) && fits(two, &new) && !fits("contrasena", &new));
        // As they were hashed before: just as they were typed.
        let recipe = PasswordHash::new(&new).unwrap();
        let old = Some(digest(&mut Memory::new(), one, &recipe).unwrap());
        let old = PasswordHash { hash: old, ..recipe }.to_string();
        assert!(fits(one, &old) && fits(two, &old) && !fits("contrasena", &old));
    }

    #[test]
    fn an_unknown_account_costs_the_same_work_as_a_known_one() {
        assert!(verify(&mut Memory::new(), "nobody's password", DECOY).unwrap());
        let parameters = |text: &str| text.split('$').take(4).map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(parameters(DECOY), parameters(&hash("another").unwrap()));
    }
}
