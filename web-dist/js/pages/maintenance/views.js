/** The ways to look at maintenance, side by side, and the way to report something. */
import { h, icon } from '../../ui/dom.js';
import { button } from '../../ui/parts.js';
import { t } from './words.js';

const VIEWS = /** @type {const} */ ([
  ['board', '/mantenimiento', 'boxes'],
  ['list', '/mantenimiento/lista', 'list'],
  ['calendar', '/mantenimiento/calendario', 'calendar'],
  ['plans', '/mantenimiento/planes', 'refresh'],
]);

/** @param {'board' | 'list' | 'calendar' | 'plans'} here */
export const views = (here) =>
  h(
    'nav',
    { class: 'maint-views', 'aria-label': t('maint.views') },
    ...VIEWS.map(([name, href, sign]) =>
      h(
        'a',
        { href, class: 'chip', 'aria-current': name === here ? 'page' : null },
        icon(sign, { class: 'small' }),
        t(`maint.view.${name}`),
      ),
    ),
  );

export const reportButton = () =>
  button({ label: t('maint.new'), icon: 'plus', kind: 'primary', href: '/mantenimiento/nuevo' });
