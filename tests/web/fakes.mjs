/** The browser's storage, for Node. */

/** As localStorage: its keys are its own properties. */
export class FakeStorage {
  get length() {
    return Object.keys(this).length;
  }
  /** @param {string} key @returns {string | null} */
  getItem(key) {
    return Object.hasOwn(this, key) ? /** @type {any} */ (this)[key] : null;
  }
  /** @param {string} key @param {unknown} value */
  setItem(key, value) {
    /** @type {any} */ (this)[key] = String(value);
  }
  /** @param {string} key */
  removeItem(key) {
    delete (/** @type {any} */ (this)[key]);
  }
}
