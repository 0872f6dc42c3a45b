/**
 * What a person wants to hear of alerts, kind by kind: all of them, the grave ones, or none. Each choice is kept at once.
 */
import { api } from '../../kit/api.js';
import { h, replace, uid } from '../../ui/dom.js';
import { async, card, errorText, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { houseRules } from './house.js';
import { ALERT_TYPES, choiceOf, methodsWith, t } from './words.js';

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
          ctx.can('admin_general') ? houseRules(ctx) : null,
        ),
    ),
};

/** One kind, which draws itself anew with what the server keeps. @param {string} type @param {Setting | null} first */
function kind(type, first) {
  const place = h('div', {});
  /** @param {Setting | null} setting */
  const draw = (setting) => replace(place, card({ title: t(`alerts.type.${type}`) }, ...controls(setting)));
  /** @param {Setting | null} before @param {() => Promise<Setting | null>} act */
  const keep = async (before, act) => {
    try {
      draw(await act());
      toast(t('alerts.wishKept'), { tone: 'good' });
    } catch (error) {
      // What is shown is what holds.
      draw(before);
      toast(errorText(error), { tone: 'bad' });
    }
  };
  /** @param {Setting | null} setting */
  const controls = (setting) => {
    /** @param {string} choice @returns {Promise<Setting | null>} */
    const choose = async (choice) => {
      if (choice !== 'grave')
        return api.post('/api/alert-settings', {
          alert_type: /** @type {any} */ (type),
          is_enabled: choice === 'all',
        });
      if (setting) await api.del(`/api/alert-settings/${setting.id}`);
      return null;
    };
    const wanted = choiceOf(setting);
    const group = uid('wish');
    const radios = h(
      'div',
      { class: 'segmented', role: 'radiogroup', 'aria-label': t(`alerts.type.${type}`) },
      ...CHOICES.map((choice) =>
        h(
          'label',
          {},
          h('input', {
            type: 'radio',
            name: group,
            value: choice,
            checked: choice === wanted,
            on: { change: () => keep(setting, () => choose(choice)) },
          }),
          t(`alerts.wish.${choice}`),
        ),
      ),
    );
    if (!setting || wanted !== 'all') return [radios];
    const mail = (setting.notification_methods ?? []).includes('email');
    const id = uid('mail');
    const byMail = h(
      'div',
      { class: 'field check' },
      h('input', {
        id,
        type: 'checkbox',
        checked: mail,
        on: {
          change: (/** @type {Event} */ event) => {
            const { checked } = /** @type {HTMLInputElement} */ (event.target);
            keep(setting, () =>
              api.put(`/api/alert-settings/${setting.id}`, {
                notification_methods: methodsWith(setting.notification_methods, checked),
              }),
            );
          },
        },
      }),
      h('label', { for: id }, t('alerts.byMail')),
    );
    return [radios, type === 'low_stock' ? threshold(setting, keep) : null, byMail];
  };
  draw(first);
  return place;
}

/** Below how many pieces. @param {Setting} setting @param {(before: Setting | null, act: () => Promise<Setting | null>) => Promise<void>} keep */
function threshold(setting, keep) {
  const id = uid('threshold');
  return h(
    'div',
    { class: 'field' },
    h('label', { for: id }, t('alerts.threshold')),
    h('input', {
      id,
      class: 'input',
      type: 'number',
      min: '0',
      max: '100000',
      step: '1',
      inputmode: 'numeric',
      value: setting.threshold_value === null ? '' : String(setting.threshold_value),
      placeholder: t('alerts.thresholdHouse'),
      on: {
        change: (/** @type {Event} */ event) => {
          const { value } = /** @type {HTMLInputElement} */ (event.target);
          keep(setting, () =>
            api.put(`/api/alert-settings/${setting.id}`, { threshold_value: value === '' ? null : Number(value) }),
          );
        },
      },
    }),
  );
}
