/**
 * Below the photos of an item: a button beside the photo that is shown, how far its description is, and the proposal, of which somebody
 * takes what is right. Nothing of the item changes before.
 */
import { ApiError, api } from '../../kit/api.js';
import { dateTime, time } from '../../kit/format.js';
import { wait } from '../../kit/wait.js';
import { wordOf } from '../../kit/words.js';
import { confirm } from '../../ui/dialog.js';
import { announce, h, replace } from '../../ui/dom.js';
import { writeDraft } from '../../ui/draft.js';
import { form } from '../../ui/form.js';
import { button, isAbort, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { CATEGORIES, categoryName } from '../inventory/words.js';
import { chosen, isUnderWay, markOf, offered, openOf, pause, saysTheSame, whyItWaits } from './rules.js';
import { isOff, standing } from './standing.js';
import { t } from './words.js';

/** @typedef {import('./rules.js').Description} Description */
/** @typedef {import('./rules.js').Member} Member */
/** @typedef {import('wire').DescriptionStatus} Status */
/** @typedef {import('./rules.js').Described & {id: string, updated_at: string}} Of */
/** @typedef {{id: string, photo_id: string, url: string}} Picture */

/** How many of an item's descriptions are looked at: what matters is among the newest of its dozen photos. */
const NEWEST = 50;

/**
 * @param {Of} item @param {{ctx: import('../../frame/router.js').PageContext, pictures: () => Picture[], onAsked: () => void, onAccepted?: () => any}} given
 *   `onAsked`: whether a photo may be asked about has changed
 */
export function descriptions(item, { ctx, pictures, onAsked, onAccepted }) {
  const element = h('div', { class: 'stack tight descriptions' });
  /** @type {Status | null} */
  let status = null;
  /** @type {Description[]} */
  let rows = [];
  /** Each proposal is drawn once: what is typed in it stays. @type {Map<string, HTMLElement>} */
  const drawn = new Map();
  /** The item as it is compared with what is proposed. */
  let seen = item;
  let looking = 0;
  /** What was drawn, so that it isn't drawn again under the hands of whoever types. */
  let shown = '';

  async function look() {
    const mine = ++looking;
    for (let times = 0; mine === looking && !ctx.signal.aborted; times += 1) {
      if (isOff()) return;
      const now = await standing(ctx.signal);
      const list = isOff()
        ? []
        : await api.get('/api/descriptions', { query: { item_id: item.id, limit: NEWEST }, signal: ctx.signal });
      const open = openOf(list);
      const isNew = open.some((row) => row.state === 'done' && !drawn.has(row.id));
      const compared = isNew ? await api.get(`/api/inventory/${item.id}`, { signal: ctx.signal }) : seen;
      if (mine !== looking) return;
      status = now;
      rows = open;
      seen = compared;
      draw();
      if (!rows.some(isUnderWay)) return;
      await wait(pause(times), ctx.signal);
    }
  }
  /** Looks again; that it can't is no reason to disturb who looks at an item. */
  const update = () =>
    look().catch((error) => {
      if (!isAbort(error) && !(error instanceof ApiError)) console.error(error);
    });

  function draw() {
    const now = JSON.stringify([status, rows.map(({ id, state, error, due_at }) => [id, state, error, due_at])]);
    if (now === shown) return;
    const isNews = shown !== '';
    shown = now;
    const focused = document.activeElement;
    for (const id of drawn.keys()) if (!rows.some((row) => row.id === id && row.state === 'done')) drawn.delete(id);
    replace(
      element,
      ...rows.map((row) => {
        if (row.state === 'queued') return waiting(row);
        if (row.state === 'running')
          return notice({
            tone: 'info',
            icon: 'spinner',
            title: t('descriptions.running'),
            text: t('descriptions.runningText'),
          });
        return row.state === 'failed' ? failed(row) : proposal(row);
      }),
    );
    if (focused instanceof HTMLElement && element.contains(focused)) focused.focus();
    if (isNews && rows[0]) announce(wordOf('descriptions.state', rows[0].state));
    onAsked();
  }

  /** @param {Description} row */
  function waiting(row) {
    const why = whyItWaits(row, status);
    const text = {
      trouble: () => t('descriptions.queuedTrouble', { why: status?.trouble ?? '' }),
      held: () => t('descriptions.queuedHeld', { time: time(status?.held_until ?? row.due_at) }),
      month: () => t('descriptions.queuedMonth', { n: status?.monthly_limit ?? 0 }),
      retry: () => t('descriptions.again', { why: row.error ?? '', time: time(row.due_at) }),
      turn: () => t('descriptions.queuedText'),
    }[why]();
    return notice({
      tone: why === 'retry' || why === 'trouble' ? 'warn' : 'info',
      icon: 'hourglass',
      title: t('descriptions.queued'),
      text,
      action: { label: t('descriptions.drop'), run: () => decline(row) },
    });
  }

  /** @param {Description} row */
  const failed = (row) =>
    h(
      'div',
      { class: 'stack tight' },
      notice({ tone: 'bad', title: t('descriptions.failed'), text: row.error }),
      h(
        'div',
        { class: 'row' },
        button({
          label: t('descriptions.retry'),
          icon: 'refresh',
          run: async () => {
            await api.post(`/api/descriptions/${row.id}/retry`);
            void update();
          },
        }),
        button({ label: t('descriptions.drop'), kind: 'quiet', run: () => decline(row) }),
      ),
    );

  /** @param {Description} row */
  async function decline(row) {
    await api.post(`/api/descriptions/${row.id}/decline`);
    writeDraft(draftOf(row), null);
    toast(t('descriptions.dropped'));
    void update();
  }

  /**
   * Not over what somebody else has written meanwhile: then it is compared anew, and what was typed stays. What changed beside, as the first
   * photo does, is no matter.
   * @param {Description} row @param {Record<string, any>} choice @param {Of} was @returns {Promise<unknown>}
   */
  async function accept(row, choice, was) {
    try {
      return await api.post(`/api/descriptions/${row.id}/accept`, { ...choice, item_updated_at: was.updated_at });
    } catch (error) {
      if (!(error instanceof ApiError) || error.code !== 'descripcion_equipo_cambio') throw error;
      const now = await api.get(`/api/inventory/${item.id}`, { signal: ctx.signal });
      // The same version again would be refused again, and so on for ever.
      if (now.updated_at !== was.updated_at && saysTheSame(now, was)) return accept(row, choice, now);
      seen = now;
      drawn.delete(row.id);
      shown = '';
      draw();
      toast(error.detail, { tone: 'bad' });
      throw error;
    }
  }

  /** @param {Description} row */
  function proposal(row) {
    const known = drawn.get(row.id);
    if (known) return known;
    const was = seen;
    const news = offered(row, was);
    const drop = button({
      label: t('descriptions.drop'),
      run: async () => {
        const sure = await confirm({
          title: t('descriptions.dropAsk'),
          loses: [t('descriptions.loses')],
          confirmLabel: t('descriptions.drop'),
          danger: true,
        });
        if (sure) await decline(row);
      },
    });
    const picture = pictures().find(({ photo_id }) => photo_id === row.photo_id);
    const made = form({
      id: draftOf(row),
      compact: true,
      values: Object.fromEntries(
        news.flatMap(({ member, value, marked }) => [
          [markOf(member), marked],
          [member, value],
        ]),
      ),
      fields: news.flatMap(fieldsOf),
      submitLabel: t('descriptions.accept'),
      submitIcon: 'check',
      extra: [drop],
      onSubmit: (values) => {
        const choice = chosen(values);
        if (!Object.keys(choice).length)
          throw new ApiError(422, 'descripcion_sin_datos', t('descriptions.nothingMarked'));
        return accept(row, choice, was);
      },
      onDone: async () => {
        toast(t('descriptions.accepted'), { tone: 'good' });
        await update();
        await onAccepted?.();
      },
    });
    const source = t('descriptions.source', {
      model: row.source_model ?? '—',
      date: dateTime(row.described_at ?? row.updated_at),
    });
    const box = h(
      'section',
      { class: 'proposal stack tight', 'aria-label': t('descriptions.proposal') },
      h(
        'div',
        { class: 'proposal-head' },
        picture ? h('img', { src: `${picture.url}?size=small`, alt: '', loading: 'lazy' }) : null,
        h('div', {}, h('h3', {}, t('descriptions.proposal')), h('p', { class: 'muted small' }, source)),
      ),
      h('p', { class: 'muted' }, t(news.length ? 'descriptions.check' : 'descriptions.same')),
      news.length ? made.element : h('div', { class: 'row' }, drop),
    );
    ctx.guard(() => element.contains(made.element) && made.dirty());
    drawn.set(row.id, box);
    return box;
  }
  void update();

  return {
    element,
    /** Looks again: a photo came, which may have been asked about by itself. */
    update,
    /** What stands beside a photo; null where it can't be asked about. @param {Picture} picture */
    act(picture) {
      const isOpen = rows.some((row) => row.photo_id === picture.photo_id);
      if (!status?.enabled || isOpen) return null;
      return button({
        label: t('descriptions.ask'),
        icon: 'spark',
        kind: 'quiet',
        run: async () => {
          await api.post('/api/descriptions', { item_id: item.id, photo_id: picture.photo_id });
          toast(t('descriptions.asked'));
          void update();
        },
      });
    },
  };
}

/** @param {Pick<Description, 'id'>} row */
const draftOf = (row) => `description-${row.id}`;

/**
 * A box that marks it, with what is proposed and what the item says, and what is kept, to be corrected.
 * @param {{member: Member, value: string, now: string | null}} offer @returns {import('../../ui/form.js').Field[]}
 */
function fieldsOf({ member, value, now }) {
  const what = t(`descriptions.field.${member}`);
  const isMarked = (/** @type {Record<string, any>} */ values) => Boolean(values[markOf(member)]);
  const said = (/** @type {string} */ text) => (member === 'category' ? categoryName(text) : text);
  const stands = now ? t('descriptions.now', { value: said(now) }) : t('descriptions.nowNothing');
  const hint = member === 'description' ? stands : `${t('descriptions.proposes', { value: said(value) })} ${stands}`;
  const more =
    member === 'description'
      ? { type: 'textarea', rows: 4, maxLength: 2000 }
      : member === 'category'
        ? { type: 'select', options: CATEGORIES.map((value) => ({ value, label: categoryName(value) })) }
        : { maxLength: 100 };
  return [
    { name: markOf(member), label: t('descriptions.use', { what }), type: 'checkbox', hint },
    {
      name: member,
      label: what,
      optional: false,
      show: isMarked,
      validate: (value, values) => (isMarked(values) && !value ? t('descriptions.needed') : null),
      ...more,
    },
  ];
}
