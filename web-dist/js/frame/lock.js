/**
 * One tab at a time. Web Locks where the browser gives them; on plain http it does not, so a lease in localStorage:
 * write one's name, wait a moment, and go on only if it is still there.
 */
const LEASE = 8000;

/** @param {number} ms */
const sleep = (ms) =>
  new Promise((done) => {
    setTimeout(done, ms);
  });

/**
 * @template T
 * @param {string} name @param {() => Promise<T>} job
 * @returns {Promise<T>}
 */
export async function alone(name, job) {
  if (globalThis.navigator?.locks) return navigator.locks.request(name, job);
  const key = `inventario.lock.${name}`;
  const me = Math.random().toString(36).slice(2);
  try {
    await take(key, me);
  } catch {
    return job(); // storage refused: this is the only tab that can know
  }
  const beat = setInterval(() => localStorage.setItem(key, `${me} ${Date.now()}`), LEASE / 4);
  try {
    return await job();
  } finally {
    clearInterval(beat);
    if (localStorage.getItem(key)?.startsWith(`${me} `)) localStorage.removeItem(key);
  }
}

/** @param {string} key @param {string} me */
async function take(key, me) {
  for (;;) {
    const held = localStorage.getItem(key);
    if (!held || Date.now() - Number(held.split(' ')[1]) > LEASE) {
      localStorage.setItem(key, `${me} ${Date.now()}`);
      await sleep(25 + Math.random() * 25);
      if (localStorage.getItem(key)?.startsWith(`${me} `)) return;
    }
    await sleep(50 + Math.random() * 50);
  }
}
