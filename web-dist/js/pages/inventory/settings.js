/** The section of the settings that says how long equipment lasts: what it is worth in the books follows from it. */
import { CATEGORIES, t } from './words.js';
import { lifeText } from './worth.js';

/** @type {import('../settings/sections.js').SettingsSection} */
export const usefulLives = {
  path: 'depreciacion',
  icon: 'package',
  title: () => t('value.lives'),
  hint: () => t('value.livesHint'),
  now: ({ useful_lives: lives }) =>
    t('value.livesNow', { computer: lifeText(lives.computer), other: lifeText(lives.other) }),
  values: ({ useful_lives }) => useful_lives,
  fields: () =>
    CATEGORIES.map((category) => ({
      name: category,
      label: t(`value.lifeOf.${category}`),
      type: 'number',
      required: true,
      min: 1,
      max: 600,
      step: 1,
      inputmode: 'numeric',
      width: 'half',
    })),
  patch: (changed) => ({ useful_lives: changed }),
  first: { useful_lives: null },
};
