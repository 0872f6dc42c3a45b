/** Documents of equipment without a screen: what is refused before it travels. */

/** The most that the server takes, in bytes. */
export const LARGEST = 10 * 1024 * 1024;

/** Whether the first bytes of a file are those of a PDF. @param {Uint8Array} bytes */
export const isPdf = (bytes) => String.fromCharCode(...bytes.subarray(0, 5)) === '%PDF-';
