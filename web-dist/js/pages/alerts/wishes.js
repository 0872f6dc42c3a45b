/**
 * What a person wants to hear of alerts, kind by kind: all of them, the grave ones, or none. Each choice is kept at once.
 */
import { api } from '../../kit/api.js';
import { h, replace, uid } from '../../ui/dom.js';
import { async, card, errorText, linkList, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { ALERT_TYPES, choiceOf, methodsWith, remembered, t, wishBody } from './words.js';

/** @typedef {import('wire').AlertSetting} Setting */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

const CHOICES = ['all', 'grave', 'none'];

/** @type {import('../../frame/router.js').Page} */
export const wishes = {
  title: () => t('alerts.wishes'),
  hint: () => t('alerts.wishesHint'),
  render: (ctx) =>
    async(
      () => api.get('/api/alert-settings/user', { signal: ctx.signal }),
      (settings) =>
        h(
          'div',
          { class: 'stack' },
          notice({ tone: 'info', text: t('alerts.wishesText') }),
          ...ALERT_TYPES.map((type) => kind(type, settings.find((it) => it.alert_type === type) ?? null)),
          ctx.can('admin_general')
            ? card(
                {},
                linkList([
                  {
                    href: '/configuracion/alertas',
                    icon: 'settings',
                    title: t('alerts.rules'),
                    hint: t('alerts.rulesHint'),
                  },
                ]),
              )
            : null,
        ),
    ),
};

/**
 * One kind. Choices are sent one after the other, in the order in which they were made: with the arrows of a keyboard one passes over
 * some. What stands below them comes and goes with the choice, and is remembered while it is gone.
 * @param {string} type @param {Setting | null} first
 */
function kind(type, first) {
  let setting = first;
  let kept = remembered({ threshold_value: null, notification_methods: null }, first);
  let queue = Promise.resolve();
  let waiting = 0;
  const more = h('div', { class: 'stack tight' });
  const group = uid('wish');
  const radios = CHOICES.map((choice) =>
    h('input', { type: 'radio', name: group, value: choice, on: { change: () => keep(() => choose(choice)) } }),
  );

  /** Draws what holds, unless more is on its way. */
  const draw = () => {
    for (const radio of radios) radio.checked = radio.value === choiceOf(setting);
    more.hidden = choiceOf(setting) !== 'all';
    replace(more, setting && choiceOf(setting) === 'all' ? details(type, setting, change) : null);
  };
  /** @param {() => Promise<Setting | null>} act */
  const keep = (act) => {
    waiting += 1;
    queue = queue.then(async () => {
      let fault = null;
      try {
        setting = await act();
        kept = remembered(kept, setting);
      } catch (error) {
        fault = error;
      }
      waiting -= 1;
      if (waiting) return;
      const held = more.contains(document.activeElement) ? document.activeElement?.getAttribute('name') : null;
      draw();
      if (held) /** @type {HTMLElement | null} */ (more.querySelector(`[name="${held}"]`))?.focus();
      toast(fault ? errorText(fault) : t('alerts.wishKept'), { tone: fault ? 'bad' : 'good' });
    });
  };
  /** @param {string} choice @returns {Promise<Setting | null>} */
  const choose = async (choice) => {
    if (choice !== 'grave')
      return api.post('/api/alert-settings', wishBody(type, choice === 'all', setting ? null : kept));
    if (setting) await api.del(`/api/alert-settings/${setting.id}`);
    return null;
  };
  /** @param {(now: Setting) => import('wire').Schemas['AlertSettingPatch']} patch */
  const change = (patch) =>
    keep(async () => (setting ? api.put(`/api/alert-settings/${setting.id}`, patch(setting)) : null));

  draw();
  return card(
    { title: t(`alerts.type.${type}`) },
    h(
      'div',
      { class: 'segmented', role: 'radiogroup', 'aria-label': t(`alerts.type.${type}`) },
      ...radios.map((radio) => h('label', {}, radio, t(`alerts.wish.${radio.value}`))),
    ),
    more,
  );
}

/** @typedef {(patch: (now: Setting) => import('wire').Schemas['AlertSettingPatch']) => void} Change */

/** Below how many pieces, and whether by mail too. @param {string} type @param {Setting} setting @param {Change} change */
function details(type, setting, change) {
  const id = uid('mail');
  const byMail = h('input', {
    id,
    name: 'mail',
    type: 'checkbox',
    checked: (setting.notification_methods ?? []).includes('email'),
    on: {
      change: () => change((now) => ({ notification_methods: methodsWith(now.notification_methods, byMail.checked) })),
    },
  });
  return [
    type === 'low_stock' ? threshold(setting, change) : null,
    h('div', { class: 'field check' }, byMail, h('label', { for: id }, t('alerts.byMail'))),
  ];
}

/** Below how many pieces. @param {Setting} setting @param {Change} change */
function threshold(setting, change) {
  const id = uid('threshold');
  const input = h('input', {
    id,
    name: 'threshold',
    class: 'input',
    type: 'number',
    min: '0',
    max: '100000',
    step: '1',
    inputmode: 'numeric',
    value: setting.threshold_value === null ? '' : String(setting.threshold_value),
    placeholder: t('alerts.thresholdHouse'),
    on: {
      change: () => change(() => ({ threshold_value: input.value === '' ? null : Number(input.value) })),
    },
  });
  return h('div', { class: 'field' }, h('label', { for: id }, t('alerts.threshold')), input);
}
