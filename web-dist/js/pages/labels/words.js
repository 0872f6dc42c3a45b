/** Words of labels. */
import { describe } from '../../kit/entities.js';
import { learn, locale } from '../../kit/words.js';
import { written } from './rules.js';
import es from './es.js';

export const t = learn(es, () => import('./en.js'));

/** @typedef {import('wire').Schemas['LabelPaperSize']} Paper */

/** What a paper is called, with the size of its labels. @param {Paper} paper */
export function paperName(paper) {
  const size = `${written(paper.width, locale())} × ${written(paper.height, locale())} mm`;
  const count = paper.columns * paper.rows;
  return paper.is_roll
    ? t('labels.roll', { size })
    : t('labels.sheet', { name: t(`labels.paper.${paper.paper}`), count, size });
}

export const entities = describe({
  label: { word: 'labels.one' },
  label_design: {
    word: 'labels.design',
    many: 'labels.designs',
    fields: 'labels.field',
    values: { paper: 'labels.paper', code: 'labels.code', lines: 'labels.line' },
  },
  label_run: { word: 'labels.run', many: 'labels.runs', fields: 'labels.field' },
});
