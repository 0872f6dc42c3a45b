//! The postman: sends what is in the outbox, one letter after the other, and marks each before and after.
//!
//! A mark before says that the letter may be on its way. Whoever finds it at the next start knows nothing more: the letter waits for
//! its next try. So each letter goes out at least once, and always under one Message-ID, by which a mail server or a person sees that
//! two are the same one. It goes out twice when the server's yes didn't reach our database: after a power cut or a stop during a slow
//! answer, when the connection broke at that moment, and after a backup was restored. None is lost.

use super::compose::{Sealed, Sheet, seal, sender};
use super::model::{DueLetter, LetterState, MailSettings};
use super::smtp::{self, Conversation, Outcome};
use super::{rules, store};
use crate::campus::recovery;
use crate::kit::db::clock_trace;
use crate::kit::db::letter::Purpose;
use crate::kit::jobs::{Job, JobLog, Schedule, Trouble, Troubles};
use crate::kit::{Change, Code, Db, Id, LocalTime, Origin, Result, Tx, clock, settings};
use chrono::{DateTime, Utc};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;
use tokio::time::sleep;

/// What the job is called.
const NAME: &str = "mail";

/// How often the outbox is looked at.
const PERIOD: Duration = Duration::from_secs(10);
/// How many letters go out in one round: the job says how it went, and settings that were changed hold from the next round on.
const ROUND: usize = 200;
/// After so long no more letters go out in a round, for the same reason: a slow server may take minutes for each.
const LONGEST: Duration = Duration::from_secs(60);
/// How long to wait before a mark is tried again that couldn't be made.
const AGAIN: Duration = Duration::from_secs(1);
/// How long the letter on its way may take when the server is asked to stop: together with the requests less than systemd waits.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sends what is in the outbox. Cheap to clone.
#[derive(Clone)]
pub struct Postman {
    pub(super) db: Db,
    log: JobLog,
    longest: Duration,
    round: Arc<Semaphore>,
    is_ending: Arc<AtomicBool>,
    trouble: Troubles,
}

/// A letter that was marked, and the code that goes out with it.
struct Marked {
    letter: DueLetter,
    code: Option<String>,
}

impl Postman {
    /// The postman of a database's outbox, whose job is written down in this log.
    pub fn new(db: Db, log: JobLog) -> Self {
        let round = Arc::new(Semaphore::new(1));
        Self { db, log, longest: LONGEST, round, is_ending: Arc::default(), trouble: Troubles::default() }
    }

    /// The same, who begins no letter once a round is older than this.
    pub fn ending_rounds_after(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// What keeps all letters from going out, if something does.
    pub fn trouble(&self) -> Option<Trouble> {
        self.trouble.get()
    }

    /// Lets what waits be tried now, however long the job would pause after its failures: somebody has changed the settings, wants a
    /// letter tried again, or has seen a test letter leave.
    pub fn try_now(&self) {
        self.trouble.forget();
        self.log.wake(NAME);
    }

    /// Begins no more letters, and waits for the one that is on its way.
    pub async fn finish(&self) {
        self.is_ending.store(true, Ordering::Relaxed);
        if tokio::time::timeout(PATIENCE, self.round.acquire()).await.is_err() {
            tracing::warn!("a letter was still on its way; it is sent again after the next start");
        }
    }

    /// Sends what is due at an instant; answers how many letters went out. Two rounds at once are one.
    ///
    /// # Errors
    /// When the database can't be asked. That a mail server says no is none.
    pub async fn go_round(&self, now: DateTime<Utc>) -> Result<usize> {
        let Ok(_turn) = self.round.try_acquire() else { return Ok(0) };
        if !self.db.read(move |db| store::is_anything_due(db, LocalTime(now))).await? {
            return Ok(0);
        }
        self.write(move |tx| {
            store::release(tx)?;
            store::drop_inactive(tx, LocalTime(now))?;
            // By a clock in doubt a letter may look too old that was written a minute ago.
            if clock_trace::standing(tx, tx.now)?.is_sound() {
                store::expire(tx, LocalTime(now))?;
            }
            Ok(())
        })
        .await?;
        let (settings, password) =
            self.db.read(|db| Ok((settings::of::<MailSettings>(db)?, MailSettings::password(db)?))).await?;
        if !settings.enabled {
            return Ok(0);
        }
        let waits = self.db.read(move |db| Ok(store::next(db, LocalTime(now))?.is_some())).await?;
        if !waits {
            return Ok(0);
        }
        if let Err(error) = sender(&settings) {
            self.note_trouble(error.to_string(), now);
            return Ok(0);
        }
        match smtp::open(&settings, password.as_ref().map(|it| it.reveal())).await {
            Ok(conversation) => self.hand_over(conversation, &settings, now).await,
            Err(sentence) => {
                self.note_trouble(sentence, now);
                Ok(0)
            }
        }
    }

    async fn hand_over(
        &self,
        mut conversation: Conversation,
        settings: &MailSettings,
        now: DateTime<Utc>,
    ) -> Result<usize> {
        let (mut sent, began) = (0, Instant::now());
        for count in 0..ROUND {
            if self.is_ending.load(Ordering::Relaxed) || (count > 0 && began.elapsed() >= self.longest) {
                break;
            }
            let Some(marked) = self.write(move |tx| mark(tx, now)).await? else { break };
            let id = marked.letter.id;
            let outcome = match marked.seal(settings) {
                Ok(Sealed { from, to, bytes }) => conversation.deliver(&from, &to, &bytes).await,
                Err(error) => Outcome::Refused(error.to_string()),
            };
            if conversation.is_welcome() {
                self.trouble.forget();
            }
            match outcome {
                Outcome::Sent => {
                    self.note_sent(id).await?;
                    sent += 1;
                }
                Outcome::Refused(why) => {
                    tracing::warn!(letter = %id, %why, "a letter was refused");
                    self.write(move |tx| store::not_sent(tx, id, LetterState::Failed, &why)).await?;
                }
                Outcome::Later(why) | Outcome::Cut(why) => {
                    self.write(move |tx| store::not_sent(tx, id, LetterState::Waiting, &why)).await?;
                }
                Outcome::Lost(why) => {
                    let kept = why.clone();
                    self.write(move |tx| store::not_sent(tx, id, LetterState::Waiting, &kept)).await?;
                    self.note_trouble(why, now);
                }
            }
            if conversation.is_over() {
                return Ok(sent);
            }
        }
        conversation.close().await;
        Ok(sent)
    }

    /// Marks a letter as sent, however long it takes until there is room for the mark: it would be sent again without.
    async fn note_sent(&self, id: Id) -> Result<()> {
        loop {
            match self.write(move |tx| store::sent(tx, id, LocalTime(tx.now))).await {
                Err(error) if !self.is_ending.load(Ordering::Relaxed) => {
                    tracing::warn!(letter = %id, %error, "that a letter was sent could not be written down yet");
                    sleep(AGAIN).await;
                }
                done => return done,
            }
        }
    }

    fn note_trouble(&self, sentence: String, now: DateTime<Utc>) {
        tracing::warn!(%sentence, "the mail server can't be used");
        self.trouble.note(sentence, now);
    }

    /// The outbox is its own record: what happens to a letter that somebody's change has written is nobody's change.
    async fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Tx<'_>) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        self.db.write(&Origin::of_command(NAME), move |tx| job(tx).map(Change::unaudited)).await
    }
}

/// Marks the next letter; none if there is none.
fn mark(tx: &Tx<'_>, now: DateTime<Utc>) -> Result<Option<Marked>> {
    let Some(letter) = store::next(tx, LocalTime(now))? else { return Ok(None) };
    let again = now + rules::pause(letter.attempts + 1);
    store::begin(tx, &letter, LocalTime(again), LocalTime(now))?;
    let code = match letter.purpose {
        Purpose::Notice => None,
        Purpose::Recovery => Some(recovery::change::mail_code(tx, letter.user_id, &letter.email)?),
    };
    Ok(Some(Marked { letter, code }))
}

impl Marked {
    /// Writes it out. Not in the transaction of the mark: whatever goes wrong here, the letter has its pause and others go out.
    fn seal(&self, settings: &MailSettings) -> Result<Sealed> {
        let (letter, base) = (&self.letter, settings.base_url.as_deref());
        let text = match &self.code {
            None => rules::notice_text(letter, base),
            Some(code) => {
                let page = rules::page(base, &recovery::rules::page_of(code));
                recovery::rules::letter_text(code, page.as_deref())
            }
        };
        let sheet = Sheet {
            id: letter.id.to_string(),
            // Anybody may register with the address of somebody else, and a name that is a message.
            to: (if self.code.is_some() { "" } else { &letter.name }, &letter.email),
            subject: &letter.subject,
            text: &text,
            at: letter.created_at.0,
        };
        seal(settings, &sheet)
    }
}

impl Job for Postman {
    fn name(&self) -> &'static str {
        NAME
    }

    fn title(&self) -> &'static str {
        "Correo"
    }

    fn purpose(&self) -> &'static str {
        "Envía los correos del buzón de salida, cuando el envío está activo"
    }

    fn schedule(&self) -> Schedule {
        Schedule::Every(PERIOD)
    }

    fn run(&self) -> BoxFuture<'_, Result<usize>> {
        Box::pin(async {
            let now = clock::now();
            let sent = self.go_round(now).await?;
            self.trouble.outcome(now, Code::MailUnusable, sent)
        })
    }
}
