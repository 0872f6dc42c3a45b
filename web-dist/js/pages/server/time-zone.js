/** The building's time zone: the choice among those that the server knows, and the card where it is changed. */
import { api } from '../../kit/api.js';
import { setTimeZone } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { openDialog } from '../../ui/dialog.js';
import { form } from '../../ui/form.js';
import { async, button, card, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { t } from './words.js';

/** @typedef {import('wire').TimeZone} Setting */
/** @typedef {Setting['zones'][number]} Zone */

/** In Latin America by the country, elsewhere by the name. @param {Zone[]} zones @returns {import('../../ui/form-rules.js').Option[]} */
export const zoneOptions = (zones) =>
  zones.map(({ name, place }) =>
    place ? { value: name, label: place, hint: name } : { value: name, label: name.replaceAll('_', ' ') },
  );

/** 'Colombia (America/Bogota)'. @param {Zone[]} zones @param {string} name */
export function zoneName(zones, name) {
  const place = zones.find((zone) => zone.name === name)?.place;
  return place ? `${place} (${name})` : name.replaceAll('_', ' ');
}

/** @param {Zone[]} zones @returns {import('../../ui/form.js').Field} */
export const zoneField = (zones) => ({
  name: 'time_zone',
  label: t('zone.title'),
  type: 'combobox',
  required: true,
  options: zoneOptions(zones),
  hint: t('zone.fieldHint'),
});

/** @param {Setting} setting @returns {Promise<Setting | null>} the new one, if it was changed */
async function change(setting) {
  const answer = await openDialog({
    title: t('zone.change'),
    size: 'small',
    body: (close) => {
      const made = form({
        compact: true,
        fields: [zoneField(setting.zones)],
        values: setting,
        cancel: { run: () => close(null) },
        onSubmit: ({ time_zone }) => api.put('/api/settings/time-zone', { time_zone }),
        onDone: close,
      });
      made.element.querySelector('.form-fields')?.append(notice({ tone: 'info', text: t('zone.changes') }));
      return made.element;
    },
  }).closed;
  return answer ? /** @type {Setting} */ (answer) : null;
}

/** For the general administrator. @param {import('../../frame/router.js').PageContext} ctx */
export function zoneCard(ctx) {
  const body = h('div', {});
  /** @param {Setting} setting */
  function draw(setting) {
    replace(
      body,
      h('p', { class: 'strong' }, zoneName(setting.zones, setting.time_zone)),
      setting.fixed
        ? h('p', { class: 'muted small' }, t('zone.fixed'))
        : button({
            label: t('zone.change'),
            icon: 'clock',
            run: async () => {
              const changed = await change(setting);
              if (!changed) return;
              setTimeZone(changed.time_zone);
              toast(t('zone.changed', { zone: zoneName(changed.zones, changed.time_zone) }));
              draw(changed);
            },
          }),
    );
    return body;
  }
  return card(
    { title: t('zone.title'), hint: t('zone.hint'), icon: 'clock' },
    async(() => api.get('/api/settings/time-zone', { signal: ctx.signal }), draw, { lines: 2 }),
  );
}
