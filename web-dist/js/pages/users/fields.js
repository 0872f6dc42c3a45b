/** The fields of a person, written once: for the account that one makes, for one's own, and for the first administrator. */
import { t } from './words.js';

/** @typedef {import('../../ui/form.js').Field} Field */

/** @param {Partial<Field>} [more] @returns {Field} */
export const firstName = (more) => ({
  name: 'first_name',
  label: t('users.firstName'),
  required: true,
  maxLength: 100,
  autocomplete: 'given-name',
  width: 'half',
  ...more,
});

/** @param {Partial<Field>} [more] @returns {Field} */
export const lastName = (more) => ({
  ...firstName(),
  name: 'last_name',
  label: t('users.lastName'),
  autocomplete: 'family-name',
  ...more,
});

/** @param {Partial<Field>} [more] @returns {Field} */
export const email = (more) => ({
  name: 'email',
  label: t('common.email'),
  type: 'email',
  required: true,
  maxLength: 254,
  autocomplete: 'username',
  inputmode: 'email',
  ...more,
});

/** @param {Partial<Field>} [more] @returns {Field} */
export const phone = (more) => ({
  name: 'phone',
  label: t('common.phone'),
  type: 'tel',
  maxLength: 30,
  autocomplete: 'tel',
  width: 'half',
  ...more,
});

/** @param {Partial<Field>} [more] @returns {Field} */
export const program = (more) => ({ name: 'program', label: t('users.program'), maxLength: 200, ...more });

/** @param {Partial<Field>} [more] @returns {Field} */
export const ficha = (more) => ({
  name: 'ficha',
  label: t('users.ficha'),
  maxLength: 30,
  inputmode: 'numeric',
  width: 'half',
  ...more,
});

/** A new one. @param {Partial<Field>} [more] @returns {Field} */
export const password = (more) => ({
  name: 'password',
  label: t('common.password'),
  type: 'password',
  required: true,
  minLength: 8,
  maxLength: 128,
  strength: true,
  ...more,
});
