/** The ways to look at maintenance, side by side, and the way to report something. */
import { button } from '../../ui/parts.js';
import { viewLinks } from '../../ui/views.js';
import { t } from './words.js';

const VIEWS = /** @type {const} */ ([
  ['board', '/mantenimiento', 'boxes'],
  ['list', '/mantenimiento/lista', 'list'],
  ['calendar', '/mantenimiento/calendario', 'calendar'],
  ['plans', '/mantenimiento/planes', 'refresh'],
]);

/** @param {'board' | 'list' | 'calendar' | 'plans'} here */
export const views = (here) =>
  viewLinks({
    label: t('maint.views'),
    here: VIEWS.find(([name]) => name === here)?.[1] ?? '',
    views: VIEWS.map(([name, href, sign]) => ({ href, icon: sign, word: t(`maint.view.${name}`) })),
  });

export const reportButton = () =>
  button({ label: t('maint.new'), icon: 'plus', kind: 'primary', href: '/mantenimiento/nuevo' });
