/** The photo of a product on its way to the server. Pure but for what sends it. */

/**
 * Sends one photo after another, or none; what counts is the last that was chosen, however late an earlier answer comes.
 * @param {(file: Blob) => Promise<{id: string}>} send @param {(id: string | null) => void} told the id of the photo that counts
 */
export function uploads(send, told) {
  let turn = 0;
  /** @type {Promise<void>} */
  let last = Promise.resolve();
  /** @param {Blob} file @param {number} mine */
  async function sent(file, mine) {
    try {
      const { id } = await send(file);
      if (mine === turn) told(id);
    } catch (error) {
      if (mine === turn) throw error;
    }
  }
  return {
    /** Takes a photo, or takes it away. @param {Blob | null} file @returns {Promise<void>} throws what sending it throws */
    take(file) {
      turn += 1;
      last = file ? sent(file, turn) : Promise.resolve();
      if (!file) told(null);
      // Whoever waits for it is told; nobody may.
      last.catch(() => undefined);
      return last;
    },
    /** What is on its way doesn't count any more. */
    drop() {
      turn += 1;
      last = Promise.resolve();
    },
    /** Waits for what is on its way; throws if the photo that counts was not sent. */
    settled: () => last,
  };
}
