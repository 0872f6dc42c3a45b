/**
 * Moving material, made for a scanner: lot, where to, how much, Enter. Within a warehouse it is done at once; to another one it is sent.
 */
import { api, ApiError } from '../../kit/api.js';
import { newKey } from '../../kit/keys.js';
import { h } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { card, errorText, isAbort, notice } from '../../ui/parts.js';
import { toast } from '../../ui/toast.js';
import { quantity } from '../products/words.js';
import { mayKeep, warehouses } from '../warehouses/options.js';
import { chosenLot, mine } from './chosen.js';
import { findBins, findLots } from './find.js';
import { t } from './words.js';

/** @typedef {import('wire').Lot} Lot */
/** @typedef {import('wire').LotDetail} LotDetail */
/** @typedef {import('wire').Warehouse} Warehouse */
/** @typedef {import('../../ui/form.js').Field} Field */
/** @typedef {Record<string, any>} Values */

/** @param {string} detail */
const refused = (detail) => new ApiError(400, 'traslado', detail);

/**
 * @param {Warehouse[]} known @param {() => Lot | null} lot @param {HTMLElement} panel
 * @returns {(Field | import('../../ui/form.js').Section)[]}
 */
function fields(known, lot, panel) {
  const goesAway = (/** @type {Values} */ { to }) => Boolean(lot() && to && to !== lot()?.warehouse_id);
  return [
    { name: 'lot', label: t('transfers.lot'), hint: t('transfers.lotHint'), required: true, maxLength: 300 },
    { section: '', body: panel },
    {
      name: 'to',
      label: t('transfers.to'),
      type: 'select',
      required: true,
      width: 'half',
      show: () => known.length > 1,
      options: known.map((one) => ({ value: one.id, label: one.name })),
    },
    {
      name: 'bin',
      label: t('transfers.bin'),
      hint: t('transfers.targetBinHint'),
      maxLength: 300,
      width: 'half',
      optional: false,
      validate: (value, values) => (!value && !goesAway(values) ? t('transfers.binMissing') : null),
    },
    {
      name: 'quantity',
      label: t('transfers.quantity'),
      type: 'number',
      step: 'any',
      min: 0.01,
      required: true,
      width: 'half',
      validate: (value) => {
        const one = lot();
        return one && value > one.free_quantity
          ? t('transfers.tooMuch', { quantity: quantity(one.free_quantity, one.unit) })
          : null;
      },
    },
    { name: 'transport', label: t('transfers.transport'), maxLength: 100, width: 'half', show: goesAway },
    { name: 'notes', label: t('common.notes'), maxLength: 1000 },
  ];
}

/** What was done since the page was opened, the last first. */
function doneList() {
  const list = h('ul', { class: 'links', role: 'list' });
  const element = card({ title: t('transfers.doneNow'), icon: 'history', class: 'move-done' }, list);
  element.hidden = true;
  return {
    element,
    /** @param {string} text @param {string | null} href */
    add(text, href) {
      element.hidden = false;
      const body = h('span', { class: 'link-text' }, text);
      list.prepend(h('li', {}, href ? h('a', { class: 'link', href }, body) : h('div', { class: 'link' }, body)));
    },
  };
}

/** @type {import('../../frame/router.js').Page} */
export const create = {
  title: () => t('transfers.new'),
  hint: () => t('transfers.newHint'),
  async render(ctx) {
    const { user, signal } = ctx;
    ctx.setBack('/traslados', t('transfers.title'));
    const known = (await warehouses(signal)).filter((one) => one.is_active);
    const own = known.filter((one) => mayKeep(user, one.id));
    if (!own.length) return notice({ tone: 'warn', icon: 'warehouse', text: t('transfers.noWarehouse') });
    const home = own.find((one) => one.id === user.warehouse_id) ?? own[0];

    /** @type {LotDetail | null} */
    let lot = null;
    /** The text that it was found by. */
    let meant = '';
    let key = newKey();
    /** Whether it stays in its warehouse. What goes to another one goes on going there, lot by lot. */
    let stays = true;
    const panel = chosenLot(signal);
    const done = doneList();

    const written = form({
      ctx,
      id: 'transfer-new',
      values: { to: home.id },
      fields: fields(known, () => lot, panel.element),
      submitLabel: t('transfers.do'),
      submitIcon: 'truck',
      onReset: forget,
      onSubmit: (values) => send(values),
      onDone: ({ message, href }) => {
        toast(message);
        done.add(message, href);
        key = newKey();
        forget();
        for (const name of ['lot', 'bin', 'quantity', 'notes']) written.set(name, null);
        input('lot').focus();
      },
    });

    /** @param {string} name @returns {HTMLInputElement} */
    function input(name) {
      const found = written.element.querySelector(`[name="${name}"]`);
      if (!(found instanceof HTMLInputElement)) throw new Error(`no field ${name}`);
      return found;
    }
    function forget() {
      lot = null;
      meant = '';
      panel.clear();
    }
    /** @param {Lot} one @param {string} text */
    async function take(one, text) {
      lot = await api.get(`/api/stock/lots/${one.id}`, { signal });
      meant = text;
      panel.show(lot);
      if (stays) written.set('to', lot.warehouse_id);
      written.show();
    }
    /** Looks for the lot that is meant; answers whether one is. @param {string} text */
    async function look(text) {
      if (lot && text === meant) return true;
      forget();
      const found = await findLots(text, user.warehouse_id ?? null, signal);
      const { lots, fault } = mine(found, user);
      if (fault) {
        panel.blame(fault);
        return false;
      }
      if (lots.length === 1) {
        await take(lots[0], text);
        return true;
      }
      panel.offer(found, lots, (one) => {
        void take(one, text).then(() => input('bin').focus());
      });
      return false;
    }
    /** The bin that a text means: of the chosen warehouse, of the only one that has it otherwise. @param {string} text @param {string} to */
    async function binOf(text, to) {
      const bins = await findBins(text, signal);
      const bin = bins.find((one) => one.warehouse_id === to) ?? (bins.length === 1 ? bins[0] : null);
      if (!bin) throw refused(t(bins.length ? 'transfers.binAmbiguous' : 'transfers.binNowhere', { text }));
      return bin;
    }
    /** @param {Values} values */
    async function send({ lot: text, to, bin: code, quantity: much, transport, notes }) {
      if (!(await look(text)) || !lot) throw refused(t('transfers.lotFirst'));
      const bin = code ? await binOf(code, to ?? lot.warehouse_id) : null;
      const target = bin?.warehouse_id ?? to;
      if (target === lot.warehouse_id) {
        if (!bin) throw refused(t('transfers.binMissing'));
        const body = { source_lot_id: lot.id, target_bin_id: bin.id, quantity: much, notes };
        const { message } = await api.post('/api/transfers', body, { key });
        return { message, href: null };
      }
      const body = {
        source_lot_id: lot.id,
        target_warehouse_id: target,
        target_bin_id: bin?.id ?? null,
        quantity: much,
        transport_reference: transport,
        notes,
      };
      const sent = await api.post('/api/transfers/cross-warehouse', body, { key });
      return { message: sent.message, href: `/traslados/${sent.transfer_id}` };
    }

    /** What a scanner ends with goes on to the next field; in the last one it sends. @param {string} name @param {(text: string) => Promise<string | null>} next */
    function onEnter(name, next) {
      const field = input(name);
      field.addEventListener('keydown', async (event) => {
        if (event.key !== 'Enter' || event.isComposing) return;
        event.preventDefault();
        const text = field.value.trim();
        if (!text) return;
        try {
          const to = await next(text);
          if (to) input(to).focus();
        } catch (error) {
          if (!isAbort(error)) written.setError(name, errorText(error));
        }
      });
      field.addEventListener('focus', () => field.select());
    }
    onEnter('lot', async (text) => ((await look(text)) ? 'bin' : null));
    onEnter('bin', async (text) => {
      const bin = await binOf(text, written.values().to);
      written.setError('bin', null);
      written.set('to', bin.warehouse_id);
      stays = bin.warehouse_id === (lot?.warehouse_id ?? home.id);
      return 'quantity';
    });
    written.element.querySelector('[name="to"]')?.addEventListener('change', () => {
      stays = written.values().to === (lot?.warehouse_id ?? home.id);
    });
    input('lot').addEventListener('change', () => {
      const text = input('lot').value.trim();
      if (text && text !== meant) void look(text).catch((error) => !isAbort(error) && panel.blame(errorText(error)));
    });
    for (const name of ['lot', 'bin']) input(name).spellcheck = false;

    const asked = ctx.query.get('lote');
    const typed = written.values().lot ?? asked;
    if (typed) {
      written.set('lot', typed);
      void look(typed).catch((error) => !isAbort(error) && panel.blame(errorText(error)));
    }
    setTimeout(() => !signal.aborted && input(typed ? 'bin' : 'lot').focus(), 0);
    return h('div', { class: 'stack move-page' }, written.element, done.element);
  },
};
