/** The section of the settings that is about descriptions with AI: which service, what it is asked, how often, and a trial. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { async, button, card, errorText, isAbort, notice } from '../../ui/parts.js';
import { hostOf, hostsOf, hostsText } from './rules.js';
import { forget, standing } from './standing.js';
import { t } from './words.js';

/** Asks the service about a drawing, with what is saved. @param {import('../../frame/router.js').PageContext} ctx */
function trial(ctx) {
  const said = h('div', { role: 'status' });
  const count = h('p', { class: 'muted' });
  // Whoever is here may switch it on.
  const load = () => standing(ctx.signal).finally(forget);
  /** @param {import('wire').DescriptionStatus} status */
  const tell = ({ month_requests: used, monthly_limit: limit }) =>
    replace(count, t('descriptions.month', { used: number(used), limit: number(limit) }));
  const run = async () => {
    replace(said);
    try {
      const { message } = await api.post('/api/descriptions/test', undefined, { signal: ctx.signal });
      replace(said, notice({ tone: 'good', title: t('descriptions.trialGood'), text: message }));
    } catch (error) {
      if (!isAbort(error))
        replace(said, notice({ tone: 'bad', title: t('descriptions.trialBad'), text: errorText(error) }));
    }
    tell(await load());
  };
  return async(
    load,
    (status) => {
      tell(status);
      return h(
        'div',
        { class: 'stack tight' },
        count,
        status.enabled
          ? h('div', { class: 'row' }, button({ label: t('descriptions.trialRun'), icon: 'spark', run }))
          : h('p', { class: 'muted' }, t('descriptions.trialOff')),
        said,
      );
    },
    { lines: 2 },
  );
}

/** @type {import('../settings/sections.js').SettingsSection} */
export const describing = {
  path: 'describir',
  icon: 'spark',
  title: () => t('descriptions.settings'),
  hint: () => t('descriptions.settingsHint'),
  now({ descriptions: { enabled, automatic, model, endpoint } }) {
    if (!enabled) return t('descriptions.nowOff');
    const where = { model: model ?? '—', host: hostOf(endpoint) };
    return automatic ? t('descriptions.nowAutomatic', where) : t('descriptions.nowOn', where);
  },
  values({ descriptions: { has_key: _, near_hosts: near, ...kept } }) {
    return { ...kept, near_hosts: hostsText(near), key: '' };
  },
  fields: ({ descriptions: { has_key: hasKey } }) => [
    {
      name: 'enabled',
      label: t('descriptions.setting.enabled'),
      type: 'checkbox',
      hint: t('descriptions.enabledHint'),
    },
    {
      name: 'automatic',
      label: t('descriptions.setting.automatic'),
      type: 'checkbox',
      hint: t('descriptions.automaticHint'),
    },
    { section: t('descriptions.service'), hint: t('descriptions.serviceHint') },
    {
      name: 'endpoint',
      label: t('descriptions.setting.endpoint'),
      maxLength: 300,
      inputmode: 'url',
      hint: t('descriptions.endpointHint'),
      validate: (value, all) => {
        if (!value) return all.enabled ? t('descriptions.endpointNeeded') : null;
        return /^https?:\/\/\S+$/i.test(value) ? null : t('descriptions.endpointWrong');
      },
    },
    {
      name: 'model',
      label: t('descriptions.setting.model'),
      maxLength: 200,
      width: 'half',
      placeholder: 'gpt-4o-mini',
      hint: t('descriptions.modelHint'),
      validate: (value, all) => (all.enabled && !value ? t('descriptions.modelNeeded') : null),
    },
    {
      name: 'key',
      label: t('descriptions.key'),
      type: 'password',
      maxLength: 1000,
      width: 'half',
      autocomplete: 'new-password',
      hint: t(hasKey ? 'descriptions.keyKept' : 'descriptions.keyNone'),
    },
    {
      name: 'near_hosts',
      label: t('descriptions.setting.near_hosts'),
      type: 'textarea',
      rows: 2,
      hint: t('descriptions.nearHint'),
    },
    { section: t('descriptions.question') },
    {
      name: 'prompt',
      label: t('descriptions.setting.prompt'),
      type: 'textarea',
      rows: 6,
      required: true,
      maxLength: 4000,
      hint: t('descriptions.promptHint'),
    },
    {
      name: 'asks_json',
      label: t('descriptions.setting.asks_json'),
      type: 'checkbox',
      hint: t('descriptions.asksJsonHint'),
    },
    { section: t('descriptions.limits') },
    {
      name: 'monthly_limit',
      label: t('descriptions.setting.monthly_limit'),
      type: 'number',
      required: true,
      min: 1,
      max: 100000,
      width: 'half',
      hint: t('descriptions.monthlyHint'),
    },
    {
      name: 'patience_seconds',
      label: t('descriptions.setting.patience_seconds'),
      type: 'number',
      required: true,
      min: 5,
      max: 600,
      width: 'half',
      hint: t('descriptions.patienceHint'),
    },
  ],
  patch({ key, near_hosts: near, ...changed }) {
    return {
      descriptions: {
        ...changed,
        // An empty key is one that nobody has typed: the one that is kept stays.
        ...(key ? { key } : {}),
        ...(near === undefined ? {} : { near_hosts: hostsOf(near) }),
      },
    };
  },
  first: { descriptions: null },
  more: (_, ctx) =>
    card({ title: t('descriptions.trial'), icon: 'spark', hint: t('descriptions.trialHint') }, trial(ctx)),
};
