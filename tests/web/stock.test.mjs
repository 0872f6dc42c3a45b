/** What the pages of stock, movements and expiry decide without a page. */
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { setLanguage } from '../../web-dist/js/kit/words.js';
import { COLUMNS, countsOf, narrowed, ticketsOf } from '../../web-dist/js/pages/expiry/board.js';
import { besides, causeOf, change, reasonText, told, why } from '../../web-dist/js/pages/movements/explain.js';
import { movementsAsked } from '../../web-dist/js/pages/movements/page.js';
import { movementState, TYPES } from '../../web-dist/js/pages/movements/words.js';
import { reasonFields, reasonOf, storedReason } from '../../web-dist/js/pages/stock/reasons.js';
import {
  actsOn,
  binFault,
  expiryRange,
  levelOf,
  lotsAsked,
  lotsTaken,
  numberless,
  suggestedUseBy,
  undone,
} from '../../web-dist/js/pages/stock/rules.js';
import { expiryText, LOT_STATES, lotState, urgencyState } from '../../web-dist/js/pages/stock/words.js';
import { having, nearest } from '../../web-dist/js/pages/warehouses/find.js';
import './ready.mjs';
import { icons } from './source.mjs';

afterEach(() => setLanguage('es'));

const TODAY = '2026-11-30';
const state = (over = {}) => ({ search: '', sort: 'use_by_date', desc: false, filters: {}, ...over });

describe('a list of lots', () => {
  test('asks for the days that its choice means', () => {
    assert.deepEqual(expiryRange('vencido', TODAY), { use_by_to: '2026-11-29' });
    assert.deepEqual(expiryRange('7', TODAY), { use_by_from: TODAY, use_by_to: '2026-12-06' });
    assert.deepEqual(expiryRange('14', TODAY), { use_by_from: TODAY, use_by_to: '2026-12-13' });
    assert.deepEqual(expiryRange('30', TODAY), { use_by_from: TODAY, use_by_to: '2026-12-29' });
    for (const none of ['', null, undefined, 'siempre']) assert.deepEqual(expiryRange(none, TODAY), {});
  });
  test('is taken along as it is asked for', () => {
    const state = {
      search: 'harina',
      sort: 'bin_code',
      desc: true,
      filters: { bodega: 'b', producto: 'p', ubicacion: 'u', proveedor: 's', estado: 'held', vence: '7' },
    };
    const { environment_id, status, ...rest } = lotsTaken(state, '2026-11-30');
    const { warehouse_id, state: held, ...asked } = lotsAsked(state, '2026-11-30');
    assert.deepEqual([environment_id, status, rest], [warehouse_id, held, asked]);
    assert.deepEqual([warehouse_id, rest.order, rest.use_by_to], ['b', 'bin_last', '2026-12-06']);
  });
  test('asks for its order in both directions', () => {
    const order = (sort, desc) => lotsAsked(state({ sort, desc }), TODAY).order;
    assert.equal(order('use_by_date', false), 'use_by');
    assert.equal(order('use_by_date', true), 'use_by_last');
    assert.equal(order('received_at', true), 'received');
    assert.equal(order('received_at', false), 'received_first');
    assert.equal(order('product_name', true), 'product_last');
    assert.equal(order('bin_code', false), 'bin');
    assert.equal(order('nada', false), 'use_by');
    assert.equal(order(null, false), 'use_by');
  });
  test('hands on what it is narrowed to, and nothing that is empty', () => {
    const filters = { bodega: 'b', producto: 'p', ubicacion: '', estado: 'held', vence: 'vencido' };
    assert.deepEqual(lotsAsked(state({ search: 'harina', filters }), TODAY), {
      search: 'harina',
      warehouse_id: 'b',
      product_id: 'p',
      bin_id: null,
      supplier_id: null,
      state: 'held',
      order: 'use_by',
      use_by_to: '2026-11-29',
    });
  });
});

describe('the desk', () => {
  test('suggests a last day only for what spoils', () => {
    assert.equal(suggestedUseBy({ shelf_life_days: 90 }, TODAY), '2027-02-28');
    assert.equal(suggestedUseBy({ shelf_life_days: null }, TODAY), null);
    assert.equal(suggestedUseBy({}, TODAY), null);
    assert.equal(numberless(TODAY), 'S/N-20261130');
  });
  test('says why a bin takes nothing, the worst first', () => {
    const bin = { warehouse_id: 'w', is_active: true, status: 'empty', product_name: null };
    const mine = (warehouse) => warehouse === 'w';
    assert.equal(binFault(bin, { name: 'Harina' }, mine), null);
    assert.equal(binFault({ ...bin, product_name: 'Harina' }, { name: 'Harina' }, mine), null);
    assert.equal(binFault({ ...bin, product_name: 'Pintura' }, { name: 'Harina' }, mine), 'other');
    assert.equal(binFault({ ...bin, product_name: 'Pintura' }, null, mine), null);
    assert.equal(binFault({ ...bin, status: 'inactive' }, null, mine), 'inactive');
    assert.equal(binFault({ ...bin, is_active: false }, null, mine), 'inactive');
    assert.equal(binFault({ ...bin, is_active: false, warehouse_id: 'x' }, null, mine), 'elsewhere');
  });
  test('takes a mistake back exactly, and never what is promised', () => {
    const lot = (quantity, reserved_quantity = 0) => ({ quantity, reserved_quantity });
    assert.equal(undone(lot(12.3), { quantity: 2.2 }), 10.1);
    assert.equal(undone(lot(10), { quantity: -2.5 }), 12.5);
    assert.equal(undone(lot(5), { quantity: 8 }), 0);
    assert.equal(undone(lot(10, 7), { quantity: 5 }), 7);
  });
  test('stores the same reason in each language', async () => {
    const values = () => reasonFields('scrap')[0].options.map(({ value }) => value);
    const spanish = values();
    await setLanguage('en');
    assert.deepEqual(values(), spanish);
    assert.equal(reasonFields('scrap')[0].options[0].label, 'Expired');
    assert.equal(storedReason('expired'), 'Vencido');
    assert.equal(reasonOf({ reason: 'Vencido', other_reason: 'x' }), 'Vencido');
    assert.equal(reasonOf({ reason: 'otro', other_reason: 'Feria' }), 'Feria');
    const [, other] = reasonFields('issue');
    assert.deepEqual([other.show({ reason: 'otro' }), other.show({ reason: 'Evento' })], [true, false]);
  });
  test('finds what has exactly a code, also as another keyboard types it', () => {
    const rows = [{ code: 'A-01' }, { code: 'A-011' }, { code: 'Ñandú' }];
    const codes = (text) => having(rows, text, ({ code }) => code).map(({ code }) => code);
    assert.deepEqual(codes('a-01'), ['A-01']);
    assert.deepEqual(codes("a'01"), ['A-01']);
    assert.deepEqual(codes('nandu'), ['Ñandú']);
    assert.deepEqual(codes('a-0'), []);
    const [here, there] = [{ warehouse_id: 'w' }, { warehouse_id: 'x' }];
    assert.deepEqual(nearest([here, there], 'w'), [here]);
    assert.deepEqual(nearest([here, there], null), [here, there]);
    assert.deepEqual(nearest([there], 'w'), [there]);
  });
});

describe('a lot', () => {
  test('allows what its state allows', () => {
    const may = (over) =>
      Object.entries(actsOn({ state: 'available', status: 'available', quantity: 5, ...over }))
        .filter(([, allowed]) => allowed)
        .map(([act]) => act);
    assert.deepEqual(may({}), ['issue', 'move', 'count', 'adjust', 'scrap', 'hold']);
    assert.deepEqual(may({ state: 'held', status: 'held' }), ['count', 'adjust', 'scrap', 'release']);
    assert.deepEqual(may({ state: 'expired' }), ['count', 'adjust', 'scrap', 'hold']);
    assert.deepEqual(may({ state: 'reserved' }), ['count', 'adjust', 'scrap', 'hold']);
    assert.deepEqual(may({ state: 'empty', quantity: 0 }), ['adjust']);
    assert.deepEqual(may({ state: 'scrapped', status: 'scrapped', quantity: 0 }), []);
  });
  test('has a word, an icon and a colour in each state', () => {
    for (const name of LOT_STATES) {
      const { word, icon } = lotState(name);
      assert.ok(icons.has(icon), icon);
      assert.notEqual(word, name);
    }
    for (const name of ['expired', ...COLUMNS, 'low']) assert.ok(icons.has(urgencyState(name).icon), name);
  });
  test('says when it expires as people say it', () => {
    assert.deepEqual([0, 1, 12, -1, -3].map(expiryText), [
      'Vence hoy',
      'Vence mañana',
      'Vence en 12 días',
      'Venció ayer',
      'Venció hace 3 días',
    ]);
  });
  test('is enough, little or nothing by what may go', () => {
    const of = (total_quantity, available_quantity, min_stock) =>
      levelOf({ total_quantity, available_quantity, min_stock });
    assert.equal(of(10, 0, null), 'nada');
    assert.equal(of(10, 10, 12), 'poco');
    assert.equal(of(10, 4, 10), 'hay');
    assert.equal(of(10, 4, undefined), 'hay');
  });
});

describe('a movement', () => {
  const row = (over) => ({
    movement_type: 'issue',
    quantity: -5,
    unit: 'kg',
    quantity_before: 12,
    quantity_after: 7,
    reason: 'Formación',
    reference_number: '2557',
    fefo_compliant: true,
    force_override: false,
    override_reason: null,
    notes: null,
    ...over,
  });
  test('leads to what caused it, who may open that', () => {
    const of = (reason, type, role = 'admin') =>
      causeOf({ reason, movement_type: type, cause_id: 'c' }, role)?.href ?? null;
    assert.equal(of('reservation_fulfillment', 'issue'), '/reservas/c');
    assert.equal(of('reservation_fulfillment', 'issue', 'instructor'), null);
    for (const reason of ['cross_warehouse_out', 'cross_warehouse_in', 'transfer_cancelled'])
      assert.equal(of(reason, 'transfer', 'instructor'), '/traslados/c', reason);
    assert.equal(of('Derrame', 'adjustment', 'supervisor'), '/conteos/c');
    assert.equal(of('Derrame', 'adjustment', 'instructor'), '/conteos/c');
    for (const reason of ['transfer_out', 'transfer_in']) assert.equal(of(reason, 'transfer'), null, 'it has no page');
    assert.equal(causeOf({ reason: 'Derrame', movement_type: 'adjustment', cause_id: null }, 'admin'), null);
  });
  test('says what happened, one or many, more or less', () => {
    assert.equal(told(row({})), 'Salieron 5 kg. Había 12; quedaron 7 kg.');
    assert.equal(told(row({ quantity: -1, unit: 'caja' })), 'Salió 1 caja. Había 12; quedaron 7 cajas.');
    assert.match(told(row({ movement_type: 'receipt', quantity: 2.5 })), /^Entraron 2,5 kg/);
    assert.match(told(row({ movement_type: 'adjustment' })), /^Faltaron 5 kg/);
    assert.match(told(row({ movement_type: 'adjustment', quantity: 1 })), /^Se encontró 1 kg de más/);
    assert.match(told(row({ movement_type: 'transfer' })), /^Se fueron 5 kg por traslado/);
    assert.match(told(row({ movement_type: 'scrap' })), /^Se dieron de baja 5 kg/);
    for (const type of TYPES)
      for (const quantity of [-2, 2]) assert.ok(!told(row({ movement_type: type, quantity })).includes('movements.'));
    assert.equal(change(row({})), '−5 kg');
    assert.equal(change(row({ quantity: 1.5 })), '+1,5 kg');
  });
  test('says why, in words where the server has a name for it', () => {
    assert.equal(why(row({})), 'Formación · documento 2557');
    assert.equal(why(row({ reference_number: null })), 'Formación');
    assert.equal(reasonText('supplier_delivery'), 'Entrega del proveedor');
    assert.equal(reasonText('Derrame'), 'Derrame');
  });
  test('says that it went out of turn, and what was noted', () => {
    assert.deepEqual(besides(row({})), []);
    const forced = { force_override: true, override_reason: 'Está abierto' };
    assert.deepEqual(besides(row({ ...forced, fefo_compliant: false })), ['Fuera de turno: Está abierto']);
    assert.match(besides(row({ ...forced, notes: 'x' }))[0], /era su turno: Está abierto/);
    assert.deepEqual(besides(row({ fefo_compliant: null, notes: 'Húmeda' })), ['Nota: Húmeda']);
  });
  test('is asked for by what the list is narrowed to', () => {
    const filters = { clase: 'scrap', lote: 'l', persona: 'u', desde: '2026-11-01', hasta: '', ubicacion: 'b' };
    assert.deepEqual(movementsAsked({ search: '2557', page: 3, filters }), {
      search: '2557',
      movement_type: 'scrap',
      product_id: null,
      warehouse_id: null,
      bin_id: 'b',
      lot_id: 'l',
      created_by: 'u',
      start_date: '2026-11-01',
      end_date: null,
      page: 3,
      page_size: 50,
    });
    for (const type of TYPES) assert.ok(icons.has(movementState(type).icon), type);
  });
});

describe('the board of what expires', () => {
  const lot = (over) => ({
    lot_id: 'l',
    warehouse_id: 'w',
    product_name: 'Levadura fresca',
    sku: 'PAN-1',
    batch_number: 'L-1',
    bin_code: 'A-01',
    ...over,
  });
  const tickets = ticketsOf(
    [lot({ days_since_expiry: 3 })],
    [
      lot({ urgency: 'critical', days_until_expiry: 0, warehouse_id: 'x' }),
      lot({ urgency: 'medium', days_until_expiry: 20, product_name: 'Pintura añil' }),
      lot({ urgency: 'low', days_until_expiry: 40 }),
    ],
  );
  test('has a column for each urgency, what is over first, and none for what has time', () => {
    assert.deepEqual(
      tickets.map(({ column, days }) => [column, days]),
      [
        ['expired', -3],
        ['critical', 0],
        ['medium', 20],
      ],
    );
    assert.deepEqual(countsOf(tickets), { expired: 1, critical: 1, high: 0, medium: 1 });
  });
  test('is narrowed by words and warehouse', () => {
    const columns = (search, warehouse) => narrowed(tickets, { search, warehouse }).map(({ column }) => column);
    assert.deepEqual(columns('', ''), ['expired', 'critical', 'medium']);
    assert.deepEqual(columns('ANIL a-01', ''), ['medium']);
    assert.deepEqual(columns('pan-1', 'x'), ['critical']);
    assert.deepEqual(columns('nada', ''), []);
  });
});
