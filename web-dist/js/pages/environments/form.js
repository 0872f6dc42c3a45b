/**
 * Creating and changing a room. A warehouse admin describes his own warehouse and nothing else.
 */
import { api } from '../../kit/api.js';
import { form } from '../../ui/form.js';
import { notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { centerOptions } from '../centers/options.js';
import { mayEditRoom } from './actions.js';
import { t } from './words.js';

/** @returns {import('../../ui/form.js').Field[]} */
const describing = () => [
  {
    name: 'location',
    label: t('environments.location'),
    required: true,
    maxLength: 200,
    hint: t('environments.locationHint'),
  },
  {
    name: 'capacity',
    label: t('environments.capacity'),
    type: 'number',
    required: true,
    min: 0,
    max: 1000,
    step: 1,
    inputmode: 'numeric',
    width: 'third',
    hint: t('environments.capacityHint'),
  },
  { name: 'description', label: t('common.description'), type: 'textarea', rows: 3, maxLength: 1000 },
];

/** @returns {import('../../ui/form.js').Field[]} */
const naming = () => [
  {
    name: 'name',
    label: t('common.name'),
    required: true,
    maxLength: 100,
    placeholder: t('environments.namePlaceholder'),
  },
  {
    name: 'is_warehouse',
    label: t('environments.kind'),
    type: 'segmented',
    required: true,
    options: [
      { value: 'false', label: t('environments.room') },
      { value: 'true', label: t('environments.warehouse') },
    ],
    hint: t('environments.kindHint'),
  },
  { name: 'center_id', label: t('environments.center'), type: 'select', required: true, options: centerOptions },
];

/** How the room's checks are done. A warehouse has no classes, so nobody checks it. @returns {import('../../ui/form.js').Field} */
const checking = () => ({
  name: 'blind_checks',
  label: t('environments.blind'),
  type: 'checkbox',
  hint: t('environments.blindHint'),
  show: (values) => String(values.is_warehouse) !== 'true',
});

/**
 * The two words of the switch become the boolean of the wire.
 * @param {Record<string, unknown>} values
 */
export function roomPayload(values) {
  return 'is_warehouse' in values ? { ...values, is_warehouse: String(values.is_warehouse) === 'true' } : values;
}

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('environments.new'),
  hint: () => t('environments.newHint'),
  async render(ctx) {
    ctx.setBack('/ambientes', t('environments.title'));
    const known = await centerOptions();
    if (!known.length) {
      return notice({
        tone: 'warn',
        icon: 'building',
        text: t('environments.needCenter'),
        action: { label: t('centers.new'), href: '/centros/nuevo' },
      });
    }
    return form({
      ctx,
      id: 'environment-new',
      values: {
        is_warehouse: 'false',
        capacity: 30,
        blind_checks: false,
        center_id: ctx.query.get('centro') ?? known[0].value,
      },
      fields: [...naming(), ...describing(), checking()],
      submitLabel: t('environments.create'),
      cancel: { href: '/ambientes' },
      onSubmit: (values) => api.post('/api/environments', roomPayload(values)),
      onDone: (room) => {
        toast(t('environments.created'), { tone: 'good' });
        ctx.navigate(`/ambientes/${room.id}`, { replace: true });
      },
    }).element;
  },
};

/** A room as the form has it. @param {import('wire').Schemas['Environment']} room */
const valuesOf = (room) => ({ ...room, is_warehouse: String(room.is_warehouse) });

/** @type {import('../../frame/router.js').Page} */
export const edit = {
  title: () => t('environments.edit'),
  hint: () => t('environments.editHint'),
  async render(ctx) {
    const room = await api.get(`/api/environments/${ctx.params.id}`, { signal: ctx.signal });
    const page = `/ambientes/${room.id}`;
    ctx.setBack(page, room.name);
    if (!mayEditRoom(ctx.user, room)) return notice({ tone: 'warn', icon: 'lock', text: t('environments.mayNotEdit') });
    const admin = ctx.can('admin_general');
    return form({
      ctx,
      id: `environment-${room.id}`,
      values: valuesOf(room),
      again: async () => valuesOf(await api.get(`/api/environments/${room.id}`)),
      fields: [
        ...(admin ? naming() : []),
        ...describing(),
        ...(admin
          ? [
              checking(),
              {
                name: 'is_active',
                label: t('environments.isActive'),
                type: 'checkbox',
                hint: t('environments.isActiveHint'),
              },
            ]
          : []),
      ],
      submitLabel: t('common.save'),
      cancel: { href: page },
      onSubmit: (_, { changed, match }) => api.put(`/api/environments/${room.id}`, roomPayload(changed), { match }),
      onDone: () => {
        toast(t('environments.saved'), { tone: 'good' });
        ctx.navigate(page, { replace: true });
      },
    }).element;
  },
};
