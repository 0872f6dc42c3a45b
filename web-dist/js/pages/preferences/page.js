/** How the inventory looks to this person, and what they want to hear of. Each change is saved by itself. */
import { api } from '../../kit/api.js';
import { language, wordOf } from '../../kit/words.js';
import { setTheme, speak, theme } from '../../frame/appearance.js';
import { h, icon } from '../../ui/dom.js';
import { drawField } from '../../ui/fields.js';
import { async, card, columns, errorText, facts } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { FAMILIES, familyOf } from '../notifications/page.js';
import { t as told } from '../notifications/words.js';
import { t } from './words.js';

/** @typedef {import('wire').UserSettings} UserSettings */
/** @typedef {import('wire').NotificationSwitch} Switch */

const URI = '/api/users/me/settings';

/** @type {import('../../frame/router.js').Page} */
export const overview = {
  title: () => t('prefs.title'),
  hint: () => t('prefs.hint'),
  render(ctx) {
    ctx.setBack('/perfil', t('nav.profile'));
    return async(
      () => api.get(URI, { signal: ctx.signal }),
      (settings) =>
        columns(
          card({ title: t('prefs.notices'), hint: t('prefs.noticesHint'), icon: 'bell' }, switches(settings)),
          card(
            { title: t('prefs.look'), hint: t('prefs.lookHint'), icon: 'settings' },
            themeField(),
            languageField(),
            facts([[t('prefs.zone'), settings.time_zone.replaceAll('_', ' ')]]),
            h('p', { class: 'muted small' }, t('prefs.zoneHint')),
          ),
        ),
      { lines: 8 },
    );
  },
};

/**
 * Shows a choice at once and keeps it; what could not be kept is said, and the choice stays for this browser.
 * @param {import('wire').UserSettingsPatch} patch
 */
async function keep(patch) {
  try {
    await api.put(URI, patch);
    toast(t('prefs.saved'));
  } catch (error) {
    toast(errorText(error), { tone: 'bad' });
  }
}

function themeField() {
  const control = drawField(
    {
      name: 'theme',
      label: t('prefs.theme'),
      type: 'segmented',
      optional: false,
      options: ['auto', 'light', 'dark'].map((value) => ({ value, label: t(`prefs.theme.${value}`) })),
    },
    () => {
      const chosen = /** @type {import('../../frame/appearance.js').Theme} */ (control.raw());
      setTheme(chosen);
      void keep({ theme: chosen });
    },
    () => {},
  );
  control.set(theme());
  return control.element;
}

function languageField() {
  const control = drawField(
    {
      name: 'language',
      label: t('prefs.language'),
      type: 'segmented',
      optional: false,
      options: [
        { value: 'es', label: 'Español' },
        { value: 'en', label: 'English' },
      ],
    },
    async () => {
      const chosen = /** @type {'es' | 'en'} */ (control.raw());
      await speak(chosen);
      await keep({ language: chosen });
    },
    () => {},
  );
  control.set(language());
  return control.element;
}

/**
 * The kinds by what they are about, in the order of the filter of the notifications.
 * @param {Switch[]} all @returns {[string, Switch[]][]}
 */
export const byFamily = (all) =>
  Object.keys(FAMILIES)
    .map((family) => /** @type {[string, Switch[]]} */ ([family, all.filter(({ kind }) => familyOf(kind) === family)]))
    .filter(([, kinds]) => kinds.length > 0);

/** @param {UserSettings} settings */
function switches({ notifications, is_mail_on }) {
  const width = is_mail_on ? 3 : 2;
  return h(
    'table',
    { class: 'switches' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        h('th', { scope: 'col' }, t('prefs.kind')),
        h('th', { scope: 'col' }, t(is_mail_on ? 'prefs.inApp' : 'prefs.told')),
        is_mail_on ? h('th', { scope: 'col' }, t('prefs.mail')) : null,
      ),
    ),
    ...byFamily(notifications).map(([family, kinds]) =>
      h(
        'tbody',
        {},
        h('tr', {}, h('th', { scope: 'rowgroup', colspan: width }, told(`notices.family.${family}`))),
        ...kinds.map((row) => switchRow(row, is_mail_on)),
      ),
    ),
  );
}

/** @param {Switch} row @param {boolean} isMailOn */
function switchRow(row, isMailOn) {
  const kind = wordOf('notices.type', row.kind);
  const inApp = row.is_fixed
    ? h('span', { class: 'switch-fixed muted small' }, icon('lock', { class: 'small' }), t('prefs.fixed'))
    : toggle(row.in_app, t('prefs.inAppOf', { kind }), (on) => ({
        change: { kind: row.kind, in_app: on },
        says: t(on ? 'prefs.on' : 'prefs.off', { kind }),
      }));
  const mail = toggle(row.mail, t('prefs.mailOf', { kind }), (on) => ({
    change: { kind: row.kind, mail: on },
    says: t(on ? 'prefs.mailOn' : 'prefs.mailOff', { kind }),
  }));
  return h('tr', {}, h('th', { scope: 'row' }, kind), h('td', {}, inApp), isMailOn ? h('td', {}, mail) : null);
}

/**
 * A switch that is kept when it is pressed, and goes back when that fails.
 * @param {boolean} on @param {string} name
 * @param {(on: boolean) => {change: import('wire').NotificationSwitchPatch, says: string}} what
 */
function toggle(on, name, what) {
  let queue = Promise.resolve();
  const box = h('input', {
    type: 'checkbox',
    role: 'switch',
    checked: on,
    'aria-label': name,
    on: {
      // One after the other, and the focus stays where the person is.
      change: () => {
        const wanted = box.checked;
        const { change, says } = what(wanted);
        queue = queue.then(async () => {
          try {
            await api.put(URI, { notifications: [change] });
            toast(says);
          } catch (error) {
            if (box.checked === wanted) box.checked = !wanted;
            toast(errorText(error), { tone: 'bad' });
          }
        });
      },
    },
  });
  return h('label', { class: 'switch' }, box);
}
