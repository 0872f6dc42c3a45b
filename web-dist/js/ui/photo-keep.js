/** Photos that wait for the connection, in IndexedDB; in memory where the browser refuses it. */
const NAME = 'inventario';
const STORE = 'photos';

/** @type {Map<string, Blob>} */
const memory = new Map();
/** @type {Promise<IDBDatabase> | null} */
let opened = null;

const database = () =>
  (opened ??= new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
    asked.onblocked = () => fail(new Error('blocked'));
  }));

/**
 * @template T
 * @param {IDBTransactionMode} mode @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>}
 */
async function work(mode, act) {
  const store = (await database()).transaction(STORE, mode).objectStore(STORE);
  return new Promise((done, fail) => {
    const asked = act(store);
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });
}

/** @param {string} id @param {Blob} photo */
export async function keepPhoto(id, photo) {
  memory.set(id, photo);
  await work('readwrite', (store) => store.put(photo, id)).catch(() => null);
}

/** @param {string} id @returns {Promise<Blob | null>} */
export async function keptPhoto(id) {
  return memory.get(id) ?? (await work('readonly', (store) => store.get(id)).catch(() => null)) ?? null;
}

/** @param {string} id */
export async function dropPhoto(id) {
  memory.delete(id);
  await work('readwrite', (store) => store.delete(id)).catch(() => null);
}

/** Forgets the photos that nobody waits for any more. @param {(id: string) => boolean} wanted */
export async function tidyPhotos(wanted) {
  const ids = await work('readonly', (store) => store.getAllKeys()).catch(() => []);
  for (const id of ids) if (typeof id === 'string' && !wanted(id)) await dropPhoto(id);
}
