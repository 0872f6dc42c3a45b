//! The trial, by which a general administrator sees whether the service answers. It is shown a drawing of the program's own: nothing of
//! the centre leaves for it.

use super::describer::Describer;
use super::model::{DescriptionSettings, Proposal};
use super::rules::Verdict;
use super::{change, question, rules, store};
use crate::kit::{Change, Code, Error, Message, Origin, Result, clock, settings};
use std::sync::Arc;

/// A screen with its plate, drawn for this; as photos are kept, without metadata.
const DRAWING: &[u8] = include_bytes!("trial.jpg");
/// How much of what the model says is shown, in characters.
const SHOWN: usize = 300;

impl Describer {
    /// Asks the service of the settings about a drawing now; answers what it says.
    ///
    /// # Errors
    /// [`Code::DescriptionsOff`], [`Code::DescriptionsUsedUp`]; [`Code::DescriptionTestFailed`], with what came instead.
    pub async fn test(&self, who: &Arc<Origin>) -> Result<Message> {
        let counting = self.db.write(who, |tx| {
            let settings: DescriptionSettings = settings::of(tx)?;
            let month = rules::month(tx.today());
            rules::one_more(&settings, store::requests_of(tx, &month)?, 0)?;
            store::count_request(tx, &month)?;
            let key = DescriptionSettings::key(tx)?.map(|key| key.reveal().to_owned());
            // What is kept of the trial is its outcome, below.
            Ok(Change::unaudited((settings, key)))
        });
        let (settings, key) = counting.await?;
        let outcome = question::ask(&settings, key.as_deref(), DRAWING, self.patience(&settings)).await;
        let model = settings.model.unwrap_or_default();
        match rules::verdict(outcome, key.as_deref(), clock::now()) {
            Verdict::Proposed(proposal) => {
                let says = format!("El servicio respondió con el modelo {model}: {}", said(&proposal));
                self.db.write(who, move |_| Ok(change::tested(&model))).await?;
                Ok(Message::new(says))
            }
            Verdict::Failed(why) | Verdict::Again { why, .. } => {
                Err(Error::With(Code::DescriptionTestFailed, format!("La prueba no salió. {why}")))
            }
        }
    }
}

/// What a model says of the drawing, cut to what fits a line or two.
fn said(proposal: &Proposal) -> String {
    let text = proposal.description.as_deref().unwrap_or("no describió la imagen, pero leyó otros datos");
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.chars().take(SHOWN).collect()
}
