/** Sends finished checks once, whatever the connection does: at once, when it is back, and with growing pauses in between. */
import { ApiError, api, onConnection } from '../../../kit/api.js';
import { newKey } from '../../../kit/keys.js';
import { alone } from '../../../frame/lock.js';
import { session } from '../../../frame/session.js';
import { dropPhoto, keptPhoto } from '../../../ui/photo-keep.js';
import { checksOf, dropCheck, isKept, readCheck, writeCheck } from './draft.js';
import { bodyOf, draftKey, unsendPhotos, waitingPhotos } from './rules.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Draft} Draft */
/** @typedef {import('wire').Departure} Departure */
/** @typedef {{draft: Draft, outcome: 'sent' | 'later' | 'refused', check_id?: string, departures?: Departure[]}} News */

const PAUSES = [2, 5, 10, 20, 40, 60];

/** @type {Set<(news: News) => void>} */
const watchers = new Set();
let timer = 0;
let failures = 0;
let working = false;
let started = false;

/** Told what became of each check. @param {(news: News) => void} watcher @param {AbortSignal} signal */
export function onSent(watcher, signal) {
  watchers.add(watcher);
  signal.addEventListener('abort', () => watchers.delete(watcher), { once: true });
}
/** @param {News} news */
const tell = (news) => {
  for (const watcher of watchers) watcher(news);
};

/** Nothing the server decided: to be tried again. An answer that says yes and can't be read is none. @param {unknown} error */
export const isPassing = (error) =>
  !(error instanceof ApiError) || error.status < 400 || error.status >= 500 || [401, 408, 429].includes(error.status);

/** The id that a success has; without it nothing was stored, whatever was answered. @param {unknown} id @returns {string} */
export function idOf(id) {
  if (typeof id === 'string' && id) return id;
  throw new ApiError(0, 'respuesta_ilegible', t('error.badAnswer'));
}

/** The pictures first: the body names them. @param {Draft} draft */
async function sendPhotos(draft) {
  for (const note of waitingPhotos(draft)) {
    const { photo } = note;
    if (!photo) continue;
    const blob = await keptPhoto(photo.local);
    try {
      if (blob) photo.id = idOf((await api.upload('/api/photos', blob))?.id);
      else delete note.photo;
    } catch (error) {
      if (isPassing(error)) throw error;
      await dropPhoto(photo.local);
      delete note.photo; // the server cannot read that picture: the check is worth more
    }
    writeCheck(draft);
  }
}

/** Its pictures, and then itself. @param {Draft} draft */
async function post(draft) {
  await sendPhotos(draft);
  draft.tried = true;
  writeCheck(draft);
  const options = { key: draft.key };
  return draft.class
    ? api.post('/api/inventory-checks/by-schedule', bodyOf(draft), options)
    : api.post('/api/inventory-checks', bodyOf(draft), options);
}

/** @param {Draft} draft */
async function send(draft) {
  const kept = isKept(draftKey(draft));
  if (!kept && readCheck(draftKey(draft)) !== draft) return; // another tab was quicker
  try {
    const answer = await post(draft).catch((error) => {
      // A picture that nothing refers to for long is forgotten there: it is here, and goes once more.
      if (error instanceof ApiError && error.code === 'foto_desconocida' && unsendPhotos(draft)) return post(draft);
      throw error;
    });
    const check_id = idOf(answer?.check_id);
    dropCheck(draft);
    tell({ draft, outcome: 'sent', check_id, departures: answer.departures });
  } catch (error) {
    if (isPassing(error)) {
      if (!(error instanceof ApiError)) console.error(error);
      tell({ draft, outcome: 'later' });
      throw error;
    }
    draft.state = 'refused';
    draft.fault = /** @type {ApiError} */ (error).detail;
    writeCheck(draft);
    tell({ draft, outcome: 'refused' });
  }
}

/** What waits, now. */
export async function sendWaiting() {
  const { user } = session;
  if (working || !user) return;
  working = true;
  clearTimeout(timer);
  timer = 0;
  let again = false;
  try {
    await alone('checks', async () => {
      for (const draft of checksOf(user.id)) if (draft.state === 'waiting') await send(draft);
    });
    failures = 0;
  } catch (error) {
    // A session that ended and was not renewed waits for its person, not for the clock.
    again = !(error instanceof ApiError && error.status === 401);
  } finally {
    working = false;
  }
  if (again) timer = window.setTimeout(sendWaiting, PAUSES[Math.min(failures++, PAUSES.length - 1)] * 1000);
}

/** Begins to look after what waits; once. */
export function startSending() {
  if (!started) {
    started = true;
    addEventListener('online', () => void sendWaiting());
    onConnection((reached) => {
      if (reached && timer && !working) void sendWaiting();
    });
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && timer) void sendWaiting();
    });
  }
  void sendWaiting();
}

/** The person is done with it; the page that is drawn next sends it, and hears what became of it. @param {Draft} draft */
export function finish(draft) {
  draft.state = 'waiting';
  draft.fault = '';
  writeCheck(draft);
  failures = 0;
}

/** Back to the list. What was tried once goes under a new key: the server may have the old content. @param {Draft} draft */
export function takeBack(draft) {
  draft.state = 'open';
  draft.fault = '';
  if (draft.tried) draft.key = newKey();
  draft.tried = false;
  writeCheck(draft);
}
