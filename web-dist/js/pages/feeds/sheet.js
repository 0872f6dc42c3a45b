/** Subscribing to a calendar: its addresses, another one, and the address itself, which is shown once. */
import { api, ApiError } from '../../kit/api.js';
import { date } from '../../kit/format.js';
import { h, replace, uid } from '../../ui/dom.js';
import { confirm, openDialog } from '../../ui/dialog.js';
import { async, button, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { addresses, ofKind } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').CalendarFeed} Feed */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {{kind: Feed['kind'], environment_id?: string | null, environment_name?: string | null}} Wanted */

/** @param {Wanted} wanted */
export const nameOf = (wanted) =>
  wanted.kind === 'warehouse' && wanted.environment_name
    ? t('feeds.of', { name: wanted.environment_name })
    : t(`feeds.kind.${wanted.kind}`);

/** The address, to be copied or opened. @param {string} path */
function shown(path) {
  const { plain, opens } = addresses(location.origin, path);
  const id = uid('address');
  const field = h('input', {
    id,
    type: 'text',
    readonly: true,
    value: plain,
    class: 'mono',
    on: { focus: () => field.select() },
  });
  const copy = async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(plain);
      toast(t('feeds.copied'));
    } catch {
      // Without HTTPS a page has no clipboard; the old way still works in most browsers.
      const copied = document.execCommand?.('copy');
      toast(t(copied ? 'feeds.copied' : 'feeds.copyByHand'), { tone: copied ? 'good' : 'info' });
    }
  };
  return h(
    'div',
    { class: 'stack feed-address' },
    notice({ tone: 'info', icon: 'key', text: t('feeds.secret') }),
    h('div', { class: 'field' }, h('label', { for: id }, t('feeds.address')), field),
    h(
      'div',
      { class: 'row' },
      button({ label: t('feeds.copy'), icon: 'copy', kind: 'primary', run: copy }),
      h('a', { class: 'button', href: opens, rel: 'noreferrer' }, t('feeds.open')),
    ),
    h('p', { class: 'muted small' }, t('feeds.how')),
  );
}

/** @param {Wanted} wanted @param {PageContext} ctx */
export async function subscribe(wanted, ctx) {
  const place = h('div', {});
  const secret = h('div', { 'aria-live': 'polite' });
  const fault = h('div', { class: 'form-place' });
  const { signal } = ctx;

  /** What the server refuses is said in the sheet. @param {() => Promise<any>} job */
  const telling = (job) => async () => {
    replace(fault);
    try {
      await job();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      replace(fault, notice({ tone: 'bad', text: error.detail }));
    }
  };
  const make = telling(async () => {
    const { kind, environment_id } = wanted;
    const made = await api.post('/api/calendar-feeds', { kind, environment_id });
    replace(secret, shown(made.path));
    toast(t('feeds.made'));
    draw();
  });
  /** @param {Feed} feed */
  const renew = (feed) =>
    telling(async () => {
      const sure = await confirm({
        title: t('feeds.renewAsk'),
        text: t('feeds.renewText'),
        loses: [t('feeds.renewLoses')],
        confirmLabel: t('feeds.renew'),
      });
      if (!sure) return;
      const made = await api.post(
        /** @type {'/api/calendar-feeds/{id}/renew'} */ (`/api/calendar-feeds/${feed.id}/renew`),
      );
      replace(secret, shown(made.path));
      toast(t('feeds.renewed'));
      draw();
    });
  /** @param {Feed} feed */
  const withdraw = (feed) =>
    telling(async () => {
      const sure = await confirm({
        title: t('feeds.withdrawAsk'),
        text: t('feeds.withdrawText'),
        loses: [t('feeds.withdrawLoses')],
        confirmLabel: t('feeds.withdraw'),
        danger: true,
      });
      if (!sure) return;
      await api.del(`/api/calendar-feeds/${feed.id}`);
      replace(secret);
      toast(t('feeds.withdrawn'));
      draw();
    });
  /** @param {Feed} feed */
  function line(feed) {
    const named = { name: nameOf(wanted), date: date(feed.renewed_at) };
    return h(
      'li',
      { class: 'row between' },
      h('span', {}, t('feeds.since', { date: named.date })),
      h(
        'span',
        { class: 'row' },
        button({ label: t('feeds.renewOf', named), icon: 'refresh', iconOnly: true, kind: 'quiet', run: renew(feed) }),
        button({
          label: t('feeds.withdrawOf', named),
          icon: 'trash',
          iconOnly: true,
          kind: 'quiet',
          run: withdraw(feed),
        }),
      ),
    );
  }
  function draw() {
    replace(
      place,
      async(
        () => api.get('/api/calendar-feeds', { signal }),
        (feeds) => {
          const own = ofKind(feeds, wanted);
          return own.length
            ? h('ul', { class: 'feeds', role: 'list', 'aria-label': t('feeds.loading') }, ...own.map(line))
            : h('p', { class: 'muted' }, t('feeds.none'));
        },
        { lines: 1 },
      ),
    );
  }
  draw();
  const box = openDialog({
    title: nameOf(wanted),
    hint: t('feeds.hint'),
    body: [
      secret,
      place,
      fault,
      h('div', { class: 'dialog-foot' }, button({ label: t('feeds.make'), icon: 'plus', run: make })),
    ],
  });
  ctx.onLeave(() => box.element.open && box.close());
  await box.closed;
}
