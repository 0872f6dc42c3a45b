//! The trial, by which a general administrator sees whether the service answers. It is shown a drawing of the program's own: nothing of
//! the centre leaves for it.

use super::describer::{Describer, heed};
use super::model::{DescriptionSettings, Proposal, ServiceKey};
use super::rules::Verdict;
use super::{change, question, reads, rules, store};
use crate::kit::{Change, Code, Error, Message, Origin, Result, Tx, clock, settings};
use std::sync::Arc;

/// A screen with its plate, drawn for this; as photos are kept, without metadata.
const DRAWING: &[u8] = include_bytes!("trial.jpg");
/// How much of what the model says is shown, in characters.
const SHOWN: usize = 300;

/// A trial that was counted.
struct Counted {
    settings: DescriptionSettings,
    key: Option<ServiceKey>,
    /// In which month.
    month: String,
}

impl Describer {
    /// Asks the service of the settings about a drawing now; answers what it says. Once it has answered well, what waits is tried too. A
    /// trial that fails leaves the entry of a refused write.
    ///
    /// # Errors
    /// [`Code::DescriptionsOff`], [`Code::DescriptionsUsedUp`], [`Code::DescriptionsHeld`]; [`Code::DescriptionTestFailed`], with what came
    /// instead.
    pub async fn test(&self, who: &Arc<Origin>) -> Result<Message> {
        // What is kept of the trial is its outcome, below.
        let counting = self.db.write(who, |tx| count(tx).map(Change::unaudited));
        let Counted { settings, key, month } = counting.await?;
        let outcome = question::ask(&settings, key.as_ref(), DRAWING, self.patience(&settings)).await;
        let model = settings.model.clone().unwrap_or_default();
        let verdict = question::judge(outcome, key, clock::now()).await?;
        let why = match &verdict {
            Verdict::Proposed(proposal) => {
                let says = format!("El servicio respondió con el modelo {model}: {}", said(proposal));
                self.try_now();
                self.db.write(who, move |_| Ok(change::tested(&model))).await?;
                return Ok(Message::new(says));
            }
            Verdict::Failed(why) | Verdict::Unusable(why) | Verdict::Again { why, .. } => why.clone(),
        };
        self.db.write(who, move |tx| heed(tx, &settings, &month, &verdict).map(Change::unaudited)).await?;
        Err(Error::With(Code::DescriptionTestFailed, format!("La prueba no salió. {why}")))
    }
}

/// Counts the trial, if the service may be asked now.
fn count(tx: &Tx<'_>) -> Result<Counted> {
    let settings: DescriptionSettings = settings::of(tx)?;
    let month = rules::month(tx.today());
    rules::one_more(&settings, store::requests_of(tx, &month)?, 0)?;
    rules::not_held(reads::held_until(tx, &settings, tx.now)?)?;
    store::count_request(tx, &month)?;
    Ok(Counted { key: DescriptionSettings::key(tx)?, settings, month })
}

/// What a model says of the drawing, cut to what fits a line or two.
fn said(proposal: &Proposal) -> String {
    let text = proposal.description.as_deref().unwrap_or("no describió la imagen, pero leyó otros datos");
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(SHOWN).collect()
}
