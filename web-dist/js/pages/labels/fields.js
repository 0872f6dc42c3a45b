/** The fields of the designer. */
import { h } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { roomOptions } from '../environments/options.js';
import { isOffset, LINES, lineOf, slotsOf } from './rules.js';
import { runOption } from './runs.js';
import { paperName, t } from './words.js';

/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {import('../../ui/form.js').Section} Section */

const half = /** @type {const} */ ('half');

/**
 * @param {{papers: import('wire').Schemas['LabelPaperSize'][], designs: import('./designs.js').LabelDesign[], runs: import('./runs.js').LabelRun[],
 *   seen: Set<string>, mayReserve: boolean, chosen: HTMLElement, reserve: HTMLElement, today: string,
 *   materials: import('./materials.js').Materials | null, dropMaterials: () => unknown, warehouses: () => Promise<import('wire').Warehouse[]>}} given
 * @returns {(Field | Section)[]}
 */
export function fields({
  papers,
  designs,
  runs,
  seen,
  mayReserve,
  chosen,
  reserve,
  today,
  materials,
  dropMaterials,
  warehouses,
}) {
  const isRoll = (/** @type {any} */ values) => papers.some((one) => one.paper === values.paper && one.is_roll);
  const ofSeen = () => roomOptions((room) => seen.has(room.id));
  const offset = (/** @type {unknown} */ value) => (isOffset(value) ? null : t('labels.offsetBad'));
  return [
    { section: t('labels.what') },
    {
      name: 'source',
      label: t('labels.source'),
      type: 'select',
      required: true,
      options: [
        ...['items', 'room', 'since', 'doors', ...(mayReserve ? ['run'] : []), 'bins', 'products'],
        ...(materials?.source === 'lots' ? ['lots'] : []),
      ].map((value) => ({
        value,
        label: t(`labels.source.${value}`),
      })),
    },
    { section: '', body: chosen, show: ({ source }) => source === 'items' },
    {
      name: 'environment_id',
      label: t('labels.room'),
      type: 'combobox',
      required: true,
      options: ofSeen,
      show: ({ source }) => source === 'room',
    },
    {
      name: 'since',
      label: t('labels.day'),
      type: 'date',
      required: true,
      max: today,
      width: half,
      show: ({ source }) => source === 'since',
    },
    {
      name: 'since_room',
      label: t('labels.dayRoom'),
      type: 'combobox',
      placeholder: t('labels.anyRoom'),
      options: ofSeen,
      width: half,
      optional: false,
      show: ({ source }) => source === 'since',
    },
    {
      name: 'door',
      label: t('labels.door'),
      type: 'combobox',
      placeholder: t('labels.allDoors'),
      options: () => roomOptions(),
      optional: false,
      show: ({ source }) => source === 'doors',
    },
    {
      name: 'run_id',
      label: t('labels.runField'),
      type: 'select',
      required: true,
      options: runs.map(runOption),
      show: ({ source }) => source === 'run',
    },
    { section: '', body: reserve, show: ({ source }) => source === 'run' },
    {
      name: 'warehouse_id',
      label: t('labels.warehouse'),
      type: 'combobox',
      required: true,
      options: async () =>
        (await warehouses()).map(({ id, name, location }) => ({ value: id, label: name, hint: location })),
      show: ({ source }) => source === 'bins' && materials?.source !== 'bins',
    },
    {
      section: '',
      body: materials
        ? h(
            'div',
            { class: 'row' },
            h('p', { class: 'muted' }, t(`labels.materials.${materials.source}`, { n: materials.ids.length })),
            button({ label: t('labels.materialsDrop'), icon: 'close', kind: 'quiet', run: dropMaterials }),
          )
        : h('p', {}),
      show: ({ source }) => source === materials?.source,
    },
    {
      section: '',
      body: h('p', { class: 'muted' }, t('labels.allProducts')),
      show: ({ source }) => source === 'products' && materials?.source !== 'products',
    },
    {
      name: 'copies',
      label: t('labels.copies'),
      type: 'number',
      min: 1,
      max: 50,
      required: true,
      width: half,
    },
    { section: t('labels.look') },
    ...(designs.length
      ? [
          {
            name: 'design',
            label: t('labels.saved'),
            type: 'select',
            placeholder: t('labels.unsaved'),
            optional: false,
            options: designs.map((design) => ({ value: design.id, label: design.name })),
          },
        ]
      : []),
    {
      name: 'paper',
      label: t('labels.paperField'),
      type: 'select',
      required: true,
      options: papers.map((paper) => ({ value: paper.paper, label: paperName(paper) })),
    },
    {
      name: 'code',
      label: t('labels.codeField'),
      type: 'segmented',
      required: true,
      hint: t('labels.codeHint'),
      options: ['qr', 'short_qr', 'code128'].map((value) => ({ value, label: t(`labels.code.${value}`) })),
    },
    { section: t('labels.lines'), show: ({ source }) => source !== 'run' },
    ...LINES.map((line) => ({
      name: `line_${line}`,
      label: t(`labels.line.${line}`),
      type: 'checkbox',
      width: half,
      show: (/** @type {any} */ { source }) => lineOf(source, line) !== null,
    })),
    { section: t('labels.printer'), hint: t('labels.printerHint') },
    {
      name: 'start',
      label: t('labels.start'),
      type: 'number',
      min: 1,
      required: true,
      hint: t('labels.startHint'),
      validate: (value, { paper }) => {
        const most = Math.max(...papers.filter((one) => one.paper === paper).map(slotsOf));
        return value > most ? t('labels.startMost', { n: most }) : null;
      },
      show: (values) => !isRoll(values),
    },
    {
      name: 'offset_x',
      label: t('labels.offsetX'),
      type: 'number',
      step: 0.1,
      width: half,
      optional: false,
      hint: t('labels.offsetHint'),
      validate: offset,
    },
    {
      name: 'offset_y',
      label: t('labels.offsetY'),
      type: 'number',
      step: 0.1,
      width: half,
      optional: false,
      validate: offset,
    },
    {
      name: 'dots',
      label: t('labels.dots'),
      type: 'select',
      required: true,
      options: ['203', '300'].map((value) => ({ value, label: t(`labels.dots.${value}`) })),
      show: isRoll,
    },
  ];
}
