/** First start: what the centre begins with, the last look at everything, and what comes next. */
import { ApiError, api } from '../../kit/api.js';
import { h, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { button, facts, linkList, notice } from '../../ui/parts.js';

import { restoreHint } from './restore.js';
import { zoneName } from '../server/time-zone.js';
import { t } from './words.js';

/** @typedef {import('./steps.js').Assistant} Assistant */

/** @param {Assistant} assistant @returns {import('./steps.js').Drawn} */
export function startStep(assistant) {
  const { typed, server, keep, go, back, ask, finish } = assistant;
  const warning = h('div', { 'aria-live': 'polite' });
  const warn = () =>
    replace(warning, typed.start === 'demo' ? notice({ tone: 'warn', text: t('setup.demoWarning') }) : null);
  /** @param {'empty' | 'demo'} value @param {string} title @param {string} hint */
  const choice = (value, title, hint) =>
    h(
      'label',
      { class: 'choice' },
      h('input', {
        type: 'radio',
        name: 'start',
        value,
        checked: typed.start === value,
        on: {
          change: () => {
            typed.start = value;
            keep();
            warn();
          },
        },
      }),
      h('span', { class: 'choice-text' }, h('span', {}, title), h('span', { class: 'muted small' }, hint)),
    );
  const made = form({
    fields: [],
    submitLabel: t('setup.finish'),
    submitIcon: 'check',
    cancel: { label: t('setup.back'), run: back },
    async onSubmit() {
      try {
        return await ask(() => api.post('/api/setup', /** @type {any} */ (typed), { open: true }));
      } catch (error) {
        // What is wrong is mended where it was typed.
        if (error instanceof ApiError && error.code === 'codigo_incorrecto') go('code', error.detail);
        else if (error instanceof ApiError && error.code === 'contrasena_debil') go('admin', error.detail);
        else throw error;
        return null;
      }
    },
    onDone: (session) => session && finish(session),
  });
  const { admin, center } = typed;
  replace(
    /** @type {HTMLElement} */ (made.element.querySelector('.form-fields')),
    h(
      'fieldset',
      { class: 'choice-list field' },
      h('legend', {}, t('setup.startWith')),
      choice('empty', t('setup.empty'), t('setup.emptyHint')),
      server?.can_load_demo ? choice('demo', t('setup.demo'), t('setup.demoHint')) : null,
      warning,
      restoreHint(go),
    ),
    h(
      'div',
      { class: 'field' },
      facts([
        [t('setup.step.admin'), `${admin.first_name} ${admin.last_name}`],
        [t('common.email'), admin.email],
        [t('setup.step.center'), `${center.name} (${center.code})`],
        [t('centers.city'), [center.city, center.region].filter(Boolean).join(', ')],
        [t('zone.title'), server && zoneName(server.time_zones, typed.time_zone ?? server.time_zone)],
        [t('setup.server'), server ? `${server.name} · ${server.version}` : null],
      ]),
    ),
  );
  warn();
  return {
    ...made,
    focus: () => /** @type {HTMLElement | null} */ (made.element.querySelector('input:checked'))?.focus(),
  };
}

/** @param {'empty' | 'demo'} start @param {string} name @param {boolean} isLogoMissing it could not be stored @param {(path: string) => void} leave */
export function doneView(start, name, isLogoMissing, leave) {
  const next = linkList([
    {
      href: start === 'demo' ? '/ambientes' : '/ambientes/nuevo',
      icon: 'room',
      title: t(start === 'demo' ? 'setup.seeRooms' : 'setup.makeRooms'),
      hint: t(start === 'demo' ? 'setup.seeRoomsHint' : 'setup.makeRoomsHint'),
    },
    { href: '/equipos', icon: 'boxes', title: t('setup.equipment'), hint: t('setup.equipmentHint') },
    {
      href: '/usuarios',
      icon: 'users',
      title: t('setup.people'),
      hint: t(start === 'demo' ? 'setup.peopleDemoHint' : 'setup.peopleHint'),
    },
  ]);
  next.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link) return;
    event.preventDefault();
    leave(link.pathname);
  });
  return [
    h('div', {}, h('h1', {}, t('setup.done')), h('p', { class: 'muted' }, t('setup.doneHint', { name }))),
    isLogoMissing ? notice({ tone: 'warn', text: t('setup.logoMissing') }) : null,
    next,
    button({ label: t('setup.enter'), icon: 'forward', kind: 'primary', run: () => leave('/') }),
  ];
}
