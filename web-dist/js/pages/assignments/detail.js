/** One hand-over: who has the item, since when, what went with it, how it came back, and its actas. */
import { api } from '../../kit/api.js';
import { dateTime } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { badge, button, card, columns, facts, notice } from '../../ui/parts.js';
import { actasCard } from '../acta/card.js';
import { correct, passOn, takeBack } from './actions.js';
import { ownCenter } from '../environments/options.js';
import { keeps, mayGive, readsOthers } from './rules.js';
import { assignmentState, conditionState, t } from './words.js';

/** @typedef {import('./words.js').Assignment} Assignment */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Assignment} row @param {PageContext} ctx @param {() => void} onSigned */
const actas = (row, ctx, onSigned) =>
  actasCard(
    {
      path: `/api/assignments/${row.id}`,
      isDue: true,
      kindName: (kind) => t(`assignments.kind.${kind}`),
      sideName: (kind, side) => t(`assignments.side.${kind}.${side}`),
      names: { holder: row.holder_name, keeper: ctx.user.name },
      file: (acta) => `acta-${acta.kind === 'delivery' ? 'entrega' : 'devolucion'}-equipo-v${acta.version}.pdf`,
      signHint: 'assignments.signHint',
      changed: 'acta_de_entrega_cambiada',
      hint: t('assignments.actaHint'),
      none: t('assignments.actaNone'),
      onSigned,
    },
    ctx,
  );

/** @param {Assignment} row @param {PageContext} ctx */
const told = (row, ctx) =>
  card(
    { title: t('assignments.facts'), icon: 'user' },
    h('div', { class: 'row between' }, h('span', { class: 'strong' }, row.holder_name), badge(assignmentState(row))),
    facts([
      [
        t('assignments.item'),
        row.item_id
          ? h(
              'a',
              { href: `/equipos/${row.item_id}` },
              row.item_name,
              ' ',
              h('span', { class: 'mono' }, `(${row.internal_code})`),
            )
          : h('span', {}, `${row.item_name} (${row.internal_code}). `, t('assignments.gone')),
      ],
      [t('assignments.room'), row.environment_name ?? null],
      ctx.can('admin_general') && [t('assignments.center'), row.center_name ?? null],
      [
        t('assignments.holder'),
        row.user_id && ctx.can('admin_general')
          ? h('a', { href: `/usuarios/${row.user_id}` }, row.holder_name)
          : row.user_id
            ? row.holder_name
            : `${row.holder_name} · ${t('assignments.noAccount')}`,
      ],
      [t('assignments.document'), row.holder_document ?? null],
      [t('assignments.since'), dateTime(row.started_at)],
      [t('assignments.by'), row.assigned_by_name],
      [t('assignments.with'), row.notes ?? null],
      Boolean(row.ended_at) && [t('assignments.ended'), dateTime(row.ended_at ?? '')],
      Boolean(row.ended_at) && [t('assignments.receivedBy'), row.received_by_name ?? null],
      Boolean(row.end_condition) && [
        t('assignments.how'),
        row.end_condition ? badge(conditionState(row.end_condition)) : null,
      ],
      Boolean(row.end_notes) && [t('assignments.endNotes'), row.end_notes ?? null],
    ]),
  );

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('assignments.one'),
  async render(ctx) {
    if (readsOthers(ctx.user)) ctx.setBack('/equipos-a-cargo', t('assignments.title'));
    else ctx.setBack('/mis-equipos', t('assignments.mine'));
    const box = h('div', {});
    const own = mayGive(ctx.user) ? await ownCenter(ctx.user) : null;
    const refresh = async () => draw(await api.get(`/api/assignments/${ctx.params.id}`, { signal: ctx.signal }));
    /** @param {Assignment} row */
    const draw = (row) => {
      ctx.setTitle(row.item_name);
      const again = (/** @type {Assignment | undefined} */ changed) => changed && draw(changed);
      const gives = row.is_open && keeps(ctx.user, own, row.center_id);
      ctx.setActions(
        ...(gives
          ? [
              button({
                label: t('assignments.correct'),
                icon: 'edit',
                run: async () => again(await correct(ctx, row)),
              }),
              ...(row.is_gone
                ? []
                : [
                    button({
                      label: t('assignments.passOn'),
                      icon: 'swap',
                      run: async () => {
                        const made = await passOn(ctx, row);
                        if (made) ctx.navigate(`/equipos-a-cargo/${made.id}`);
                      },
                    }),
                  ]),
              button({
                label: t('assignments.takeBack'),
                icon: 'check',
                kind: 'primary',
                run: async () => again(await takeBack(ctx, row)),
              }),
            ]
          : []),
      );
      replace(
        box,
        h(
          'div',
          { class: 'stack' },
          row.is_open && row.holder_is_active === false
            ? notice({
                tone: 'warn',
                icon: 'lock',
                title: t('assignments.isInactive', { name: row.holder_name }),
                text: t('assignments.isInactiveHint'),
              })
            : null,
          row.is_gone
            ? notice({
                tone: 'bad',
                title: t('assignments.isGone', { name: row.holder_name }),
                text: t(gives ? 'assignments.isGoneHint' : 'assignments.isGoneOwn'),
              })
            : null,
          columns(told(row, ctx), actas(row, ctx, refresh)),
        ),
      );
    };
    await refresh();
    return box;
  },
};
