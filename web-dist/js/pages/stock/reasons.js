/** Why stock changes, to choose from. What is stored is a sentence of the centre, whatever language the page speaks. */
import { wordOf } from '../../kit/words.js';
import { t } from './words.js';

/** @typedef {'issue' | 'adjust' | 'scrap'} Act */

/** What is stored, by what the page calls it. @type {Record<string, string>} */
const STORED = {
  class: 'Formación',
  upkeep: 'Mantenimiento',
  event: 'Evento',
  sample: 'Muestra o prueba',
  counted: 'Conteo',
  mistake: 'Error de registro',
  loss: 'Merma',
  found: 'Apareció',
  expired: 'Vencido',
  damaged: 'Dañado',
  spilled: 'Derrame',
  pest: 'Plaga o contaminación',
};

/** @type {Record<Act, string[]>} */
const OFFERED = {
  issue: ['class', 'upkeep', 'event', 'sample'],
  adjust: ['counted', 'mistake', 'loss', 'found'],
  scrap: ['expired', 'damaged', 'spilled', 'pest'],
};

/** The choice that asks for words of one's own. */
const OTHER = 'otro';

/** As it is stored. @param {string} reason */
export const storedReason = (reason) => STORED[reason] ?? reason;

/** @param {Act} act @returns {import('../../ui/form.js').Field[]} */
export const reasonFields = (act) => [
  {
    name: 'reason',
    label: t('stock.reason'),
    type: 'select',
    required: true,
    options: [...OFFERED[act], OTHER].map((reason) => ({
      value: storedReason(reason),
      label: wordOf('stock.because', reason),
    })),
  },
  {
    name: 'other_reason',
    label: t('stock.reasonOther'),
    required: true,
    maxLength: 50,
    show: ({ reason }) => reason === OTHER,
  },
];

/** What is sent of both. @param {import('../../ui/form-rules.js').Values} values @returns {string} */
export const reasonOf = ({ reason, other_reason: other }) => (reason === OTHER ? other : reason);
