/** A name that nobody else gives; also where the page came over plain http, which has no randomUUID. */
export const newKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
