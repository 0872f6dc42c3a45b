/** What is being typed, kept in sessionStorage until it was saved: a reload or a lost session costs nothing. Never passwords. */
const PREFIX = 'inventario.draft.';
/** In a draft: what the fields held that were changed, so that it can be told when somebody else changed them since. */
export const WAS = '·was';
const OWNER = 'inventario.drafts-of';

/** @param {string | undefined} id @returns {Record<string, any> | null} */
export function readDraft(id) {
  if (!id) return null;
  try {
    const kept = JSON.parse(sessionStorage.getItem(PREFIX + id) ?? 'null');
    return kept && typeof kept === 'object' ? kept : null;
  } catch {
    return null;
  }
}

/** @param {string | undefined} id @param {Record<string, any> | null} values null drops it */
export function writeDraft(id, values) {
  if (!id) return;
  try {
    if (values === null || !Object.keys(values).length) sessionStorage.removeItem(PREFIX + id);
    else sessionStorage.setItem(PREFIX + id, JSON.stringify(values));
  } catch {
    /* storage refused or full: nothing is kept */
  }
}

/** Another person signs in: nothing of the one before stays. */
export function dropDrafts() {
  try {
    for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  } catch {
    /* storage refused */
  }
}

/** Drafts are of the person who is signed in: those of another one are dropped, also when the page was loaded again in between. @param {string} id */
export function claimDrafts(id) {
  try {
    const owner = sessionStorage.getItem(OWNER);
    if (owner && owner !== id) dropDrafts();
    sessionStorage.setItem(OWNER, id);
  } catch {
    /* storage refused */
  }
}
