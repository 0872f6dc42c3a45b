/** Waits so many milliseconds, or until the page is left; leaves nothing behind. @param {number} ms @param {AbortSignal} signal @returns {Promise<void>} */
export const wait = (ms, signal) =>
  new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      done();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });
