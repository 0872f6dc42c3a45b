/** What a reservation would take, beside its form: how much is free, from which lots, which not and why. As the server will decide it. */
import { api } from '../../kit/api.js';
import { date } from '../../kit/format.js';
import { h, replace } from '../../ui/dom.js';
import { errorText, isAbort, linkList, notice } from '../../ui/parts.js';
import { quantity } from '../products/words.js';
import { isQuantity } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').Schemas['FefoRecommendation']} Recommendation */

/** How long nobody may have typed until it is asked, in milliseconds. */
const PAUSE = 250;

/** When a lot expires, in words. @param {string | null | undefined} day */
export const expiry = (day) => (day ? t('reservations.useBy', { date: date(day) }) : t('reservations.noUseBy'));

/** @param {Recommendation} answer @param {number | null} wanted @param {string} warehouse */
function drawn(answer, wanted, warehouse) {
  const amount = (/** @type {number} */ n) => quantity(n, answer.unit);
  const free = amount(answer.total_available);
  if (!answer.total_available)
    return [
      notice({ tone: 'bad', title: t('reservations.takeNone', { warehouse }), text: t('reservations.takeNoneText') }),
      skipped(answer, true),
    ];
  const known = h('p', { class: 'strong' }, t('reservations.takeFree', { warehouse, quantity: free }));
  if (wanted === null) return [known, skipped(answer, false)];
  return [
    known,
    answer.missing_quantity
      ? notice({
          tone: 'warn',
          title: t('reservations.takeShort', { free }),
          text: t('reservations.takeShortText', { free, wanted: amount(wanted) }),
        })
      : h('p', { class: 'muted' }, t('reservations.takeAll', { quantity: amount(wanted) })),
    h(
      'div',
      { role: 'group', 'aria-label': t('reservations.takeLots') },
      linkList(
        answer.recommendations.map((lot) => ({
          icon: 'package',
          title: t('reservations.lot', { batch: lot.batch_number }),
          hint: [t('reservations.bin', { bin: lot.bin_code }), expiry(lot.use_by_date)].join(' · '),
          end: h('span', { class: 'strong nowrap' }, amount(lot.suggested_quantity)),
        })),
      ),
    ),
    skipped(answer, Boolean(answer.missing_quantity)),
  ];
}

/** The lots that are passed over, with the reason of each; open where they are why there isn't enough. @param {Recommendation} answer @param {boolean} open */
const skipped = ({ skipped: lots }, open) =>
  lots.length
    ? h(
        'details',
        { open },
        h('summary', {}, t('reservations.takeSkipped', { n: lots.length })),
        h(
          'ul',
          { class: 'reserve-skipped' },
          ...lots.map((lot) =>
            h(
              'li',
              {},
              h('span', { class: 'strong' }, t('reservations.lot', { batch: lot.batch_number })),
              `: ${lot.reason}`,
            ),
          ),
        ),
      )
    : null;

/** @param {{signal: AbortSignal}} ctx @param {{id: string, name: string}[]} warehouses */
export function taking(ctx, warehouses) {
  const element = h('div', { class: 'stack tight reserve-take', role: 'status' });
  let asked = '';
  let timer = 0;
  let turn = new AbortController();
  const ask = () => replace(element, h('p', { class: 'muted' }, t('reservations.takeAsk')));
  ask();
  ctx.signal.addEventListener('abort', () => turn.abort(), { once: true });

  /** @param {string} product @param {string} warehouse @param {number | null} wanted */
  async function load(product, warehouse, wanted) {
    turn.abort();
    turn = new AbortController();
    const { signal } = turn;
    element.setAttribute('aria-busy', 'true');
    try {
      const answer = await api.get('/api/stock/fefo-recommendation', {
        // Without a quantity the least tells how much is free.
        query: { product_id: product, warehouse_id: warehouse, quantity: wanted ?? 0.01 },
        signal,
      });
      const name = warehouses.find((one) => one.id === warehouse)?.name ?? '';
      replace(element, ...drawn(answer, wanted, name));
    } catch (error) {
      if (isAbort(error)) return;
      asked = '';
      replace(element, notice({ tone: 'bad', text: errorText(error) }));
    }
    element.removeAttribute('aria-busy');
  }

  return {
    element,
    /** @param {Record<string, any>} values of the form */
    follow({ product_id: product, warehouse_id: warehouse, quantity: amount }) {
      const wanted = isQuantity(amount) ? amount : null;
      const now = product && warehouse ? `${product} ${warehouse} ${wanted}` : '';
      if (now === asked) return;
      asked = now;
      clearTimeout(timer);
      if (!now) {
        turn.abort();
        return ask();
      }
      timer = window.setTimeout(() => load(product, warehouse, wanted), PAUSE);
    },
  };
}
