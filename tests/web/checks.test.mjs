/** Doing a check: marks, progress, what is sent and what is kept, without a page. */
import assert from 'node:assert/strict';
import { beforeEach, describe, test } from 'node:test';
import { FakeStorage } from './fakes.mjs';

const sheets = new FakeStorage();
globalThis.localStorage = /** @type {any} */ (sheets);

const rules = await import('../../web-dist/js/pages/checks/do/rules.js');
const drafts = await import('../../web-dist/js/pages/checks/do/draft.js');
const { idOf, isPassing } = await import('../../web-dist/js/pages/checks/do/send.js');
const { actOf, currentTurn, groupTurns } = await import('../../web-dist/js/pages/checks/today.js');
const { CHECK_STATUSES, checkState } = await import('../../web-dist/js/pages/checks/state.js');
const { mayCheck } = await import('../../web-dist/js/pages/scan/page.js');
const { ApiError } = await import('../../web-dist/js/kit/api.js');
const { icons } = await import('./source.mjs');

const item = (over = {}) => ({
  item_id: 'i1',
  name: 'Portátil',
  internal_code: 'INV-1',
  serial_number: 'SÑ-9',
  category: 'computer',
  item_type: 'individual',
  status: 'available',
  quantity: 1,
  quantity_damaged: 0,
  quantity_missing: 0,
  ...over,
});
const group = (over = {}) => item({ item_id: 'g1', name: 'Sillas', item_type: 'group', quantity: 20, ...over });
const blind = (over = {}) =>
  group({ item_id: 'b1', quantity: null, quantity_damaged: null, quantity_missing: null, ...over });
const of = { person: 'p1', staff: false, room: 'r1', room_name: 'Sistemas', class: 's1', day: '2026-11-21' };

describe('what is known of an item', () => {
  test('is trouble by its pieces or by its state, and nothing in a blind group', () => {
    assert.equal(rules.knownOf(item()), null);
    assert.equal(rules.knownOf(item({ status: 'in_use' })), null);
    assert.deepEqual(rules.knownOf(item({ status: 'damaged' })), { damaged: 1, missing: 0, maintenance: false });
    assert.deepEqual(rules.knownOf(item({ status: 'lost' })), { damaged: 0, missing: 1, maintenance: false });
    assert.equal(rules.knownOf(item({ status: 'maintenance' })).maintenance, true);
    assert.deepEqual(rules.knownOf(group({ quantity_damaged: 2, quantity_missing: 1 })), {
      damaged: 2,
      missing: 1,
      maintenance: false,
    });
    assert.equal(rules.knownOf(blind({ status: 'damaged' })), null);
  });
  test('tells a group, a blind group and a single piece apart', () => {
    assert.deepEqual([item(), group(), blind(), item({ quantity: 3 })].map(rules.isGroup), [false, true, true, true]);
    assert.deepEqual([item(), group(), blind()].map(rules.isBlind), [false, false, true]);
  });
});

describe('a mark', () => {
  test('of a group is counted by its exceptions and never goes beyond it', () => {
    const mark = (damaged, missing, surplus = 0) => {
      const made = rules.groupMark(group(), { damaged, missing, surplus });
      return [made.good, made.damaged, made.missing];
    };
    assert.deepEqual(mark(0, 0), [20, 0, 0]);
    assert.deepEqual(mark(2, 1), [17, 2, 1]);
    assert.deepEqual(mark(19, 5), [0, 19, 1], 'no more missing than there can be');
    assert.deepEqual(mark(50, 0), [0, 20, 0]);
    assert.deepEqual(mark(1, 0, 3), [22, 1, 0]);
    assert.deepEqual(mark(0, 4, 2), [22, 0, 0], 'nothing is missing where there is more than expected');
    assert.equal(rules.surplusOf(group(), rules.groupMark(group(), { damaged: 1, missing: 0, surplus: 3 })), 3);
  });
  test('of "the rest" leaves alone what is marked, known, or secret', () => {
    const items = [item(), item({ item_id: 'i2', status: 'damaged' }), group(), blind(), item({ item_id: 'i3' })];
    const marks = { i3: rules.wholeMark(items[4], 'missing') };
    assert.deepEqual(
      rules.restOf(items, marks).map((one) => one.item_id),
      ['i1', 'g1'],
    );
    assert.deepEqual(rules.progressOf(items, marks), { done: 1, total: 5 });
  });
  test('adds up to pieces', () => {
    const items = [item(), group(), item({ item_id: 'i2' }), blind()];
    const marks = {
      i1: rules.wholeMark(items[0], 'damaged'),
      g1: rules.groupMark(items[1], { damaged: 0, missing: 2, surplus: 0 }),
      b1: { good: 7, damaged: 1, missing: null, method: 'list' },
    };
    assert.deepEqual(rules.totalsOf(items, marks), { good: 25, damaged: 2, missing: 2, unmarked: 1 });
    assert.equal(rules.completeOf(items, marks), false);
    assert.equal(rules.completeOf([items[0]], marks), true);
    assert.equal(rules.completeOf([items[0], items[2]], marks), null, 'nobody looked at one of them');
    assert.equal(rules.completeOf([items[3]], marks), null, 'the person cannot know');
  });
  test('is news when there is something to tell', () => {
    const good = rules.wholeMark(item(), 'good');
    assert.equal(rules.hasNews(item(), good, undefined), false);
    assert.equal(rules.hasNews(item(), good, { text: 'sin cargador' }), true);
    assert.equal(rules.hasNews(item(), rules.wholeMark(item(), 'missing'), undefined), true);
    assert.equal(rules.hasNews(item(), undefined, { text: 'x' }), false, 'a note without a mark is not sent');
    assert.equal(rules.hasNews(group(), rules.groupMark(group(), { damaged: 0, missing: 0, surplus: 1 }), {}), true);
  });
});

describe('a code', () => {
  const items = [item(), group({ internal_code: 'INV-2', serial_number: null })];
  const kind = (text) => rules.readCode(text, items, 'r1').kind;
  test('is an item of the list by label, code or serial', () => {
    for (const text of ['{"type":"item","id":"i1"}', 'i1', ' inv-1 ', 'sn-9', 'INV-2'])
      assert.equal(kind(text), 'item', text);
  });
  test('is this room, another one, or a stranger', () => {
    assert.equal(kind('{"type":"environment","id":"r1"}'), 'here');
    assert.deepEqual(rules.readCode('{"type":"environment","id":"r2"}', items, 'r1'), { kind: 'room', id: 'r2' });
    assert.deepEqual(rules.readCode('{"type":"item","id":"i9"}', items, 'r1'), {
      kind: 'stranger',
      id: 'i9',
      text: '{"type":"item","id":"i9"}',
    });
    assert.deepEqual(rules.readCode('X', items, 'r1'), { kind: 'stranger', id: null, text: 'X' });
  });
});

describe('the list', () => {
  test('is filtered by what is open, by news, and by words without accents', () => {
    const items = [
      item(),
      item({ item_id: 'i2', name: 'Cámara', status: 'damaged', internal_code: 'INV-2' }),
      item({ item_id: 'i3', name: 'Mesa' }),
    ];
    const draft = rules.newDraft(of);
    draft.marks.i1 = rules.wholeMark(items[0], 'damaged');
    const shown = (filter, search = '') => rules.filterItems(filter, search, items, draft).map((one) => one.item_id);
    assert.deepEqual(shown('all'), ['i1', 'i2', 'i3']);
    assert.deepEqual(shown('unmarked'), ['i2', 'i3']);
    assert.deepEqual(shown('news'), ['i1', 'i2'], 'what is known and not answered is news');
    assert.deepEqual(shown('all', 'camara inv'), ['i2']);
  });
});

describe('what is sent', () => {
  test('is what the person touched, and the same each time', () => {
    const draft = rules.newDraft(of);
    draft.marks = {
      i1: rules.wholeMark(item(), 'good', 'scan'),
      b1: { good: 7, damaged: 0, missing: null, method: 'list' },
    };
    draft.notes = { i1: { text: '  sin cargador ', photo: { local: 'l1', id: 'f1' } }, i9: { text: 'lost' } };
    draft.findings = [
      { uid: 'u1', kind: 'other_room', code: 'INV-7', item_id: 'i7', move: true, note: {} },
      { uid: 'u2', kind: 'unknown_code', code: 'ZZ', move: false, note: { text: 'bajo la mesa' } },
    ];
    draft.comments = ' todo ';
    const body = JSON.parse(JSON.stringify(rules.bodyOf(draft)));
    assert.deepEqual(body, {
      environment_id: 'r1',
      check_date: '2026-11-21',
      schedule_id: 's1',
      comments: 'todo',
      items: [
        {
          item_id: 'i1',
          quantity_found: 1,
          quantity_damaged: 0,
          quantity_missing: 0,
          method: 'scan',
          notes: 'sin cargador',
          photo_id: 'f1',
        },
        { item_id: 'b1', quantity_found: 7, quantity_damaged: 0, method: 'list' },
      ],
      findings: [
        { code: 'INV-7', item_id: 'i7', move: true },
        { code: 'ZZ', notes: 'bajo la mesa' },
      ],
    });
    const again = JSON.parse(JSON.stringify(draft));
    assert.equal(JSON.stringify(rules.bodyOf(again)), JSON.stringify(rules.bodyOf(draft)), 'also after a reload');
  });
  test('says how the room is only for staff', () => {
    const draft = { ...rules.newDraft({ ...of, class: null, staff: true }), is_clean: true, is_organized: false };
    const body = rules.bodyOf(draft);
    assert.deepEqual([body.is_clean, body.is_organized, 'schedule_id' in body], [true, false, false]);
    assert.ok(!('is_clean' in rules.bodyOf({ ...draft, staff: false })));
  });
  test('waits for the photos that belong to it', () => {
    const draft = rules.newDraft(of);
    draft.marks = { i1: rules.wholeMark(item(), 'good') };
    draft.notes = {
      i1: { photo: { local: 'a' } },
      i2: { photo: { local: 'b' } },
    };
    draft.findings = [
      { uid: 'u', kind: 'unknown_code', code: 'Z', move: false, note: { photo: { local: 'c', id: 'f' } } },
    ];
    assert.deepEqual(
      rules.waitingPhotos(draft).map((note) => note.photo.local),
      ['a'],
    );
  });
  test('is tried again unless the server has decided', () => {
    for (const status of [0, 401, 429, 500, 503]) assert.ok(isPassing(new ApiError(status, 'x', 'x')), String(status));
    for (const status of [400, 403, 404, 422]) assert.ok(!isPassing(new ApiError(status, 'x', 'x')), String(status));
    assert.ok(isPassing(new TypeError('x')));
    // A yes that can't be read, or that has no id, is none.
    assert.ok(isPassing(new ApiError(200, 'respuesta_ilegible', '')));
    assert.throws(() => idOf(undefined), { status: 0, code: 'respuesta_ilegible' });
    assert.throws(() => idOf(7));
    assert.equal(idOf('a'), 'a');
  });
});

describe('a check that is being done', () => {
  beforeEach(() => {
    for (const draft of drafts.allChecks()) drafts.dropCheck(draft);
    for (const key of Object.keys(sheets)) sheets.removeItem(key);
  });
  test('is kept by person, room, class and day, each with a key of its own', () => {
    assert.equal(rules.draftKey(of), 'inventario.check.p1.r1.s1.2026-11-21');
    assert.equal(rules.draftKey({ ...of, class: null }), 'inventario.check.p1.r1.sin-clase.2026-11-21');
    assert.equal(rules.sheetKey(rules.draftKey(of)), 'inventario.sheet.p1.r1.s1.2026-11-21');
    const [one, two] = [rules.newDraft(of), rules.newDraft(of)];
    assert.match(one.key, /^[0-9a-f]{32}$/);
    assert.notEqual(one.key, two.key);
  });
  test('survives, and is one object for all who work on it', () => {
    const draft = rules.newDraft(of);
    assert.equal(drafts.readCheck(rules.draftKey(of)), null);
    assert.ok(drafts.writeCheck(draft));
    assert.equal(drafts.readCheck(rules.draftKey(of)), draft);
    assert.deepEqual(JSON.parse(sheets.getItem(rules.draftKey(of)) ?? ''), draft);
  });
  test('does not come back once it was sent', () => {
    const draft = rules.newDraft(of);
    drafts.writeCheck(draft);
    drafts.dropCheck(draft);
    drafts.writeCheck(draft);
    assert.equal(drafts.readCheck(rules.draftKey(of)), null);
    assert.equal(drafts.isKept(rules.draftKey(of)), false);
  });
  test('is theirs who did it until they send or discard it, whatever the day', () => {
    const mine = rules.newDraft(of);
    const others = rules.newDraft({ ...of, person: 'p2' });
    const old = rules.newDraft({ ...of, day: '2026-11-20' });
    const ready = Object.assign(rules.newDraft({ ...of, person: 'p3' }), { state: 'waiting' });
    const late = Object.assign(rules.newDraft({ ...of, day: '2026-11-19' }), { state: 'waiting' });
    const forgotten = rules.newDraft({ ...of, person: 'p2', day: '2026-10-21' });
    for (const draft of [mine, others, old, ready, late, forgotten]) drafts.writeCheck(draft);
    drafts.tidyChecks('p1', '2026-11-21');
    assert.deepEqual(new Set(drafts.allChecks()), new Set([mine, others, old, ready, late]));
    assert.deepEqual(drafts.checksOf('p1'), [late, mine, old], 'what is to be sent comes first');
    assert.deepEqual(drafts.leftOpen('p1', rules.draftKey(of)), [], 'there is nothing in it to ask about');
    old.marks = { i1: rules.wholeMark(item(), 'good') };
    assert.deepEqual(drafts.leftOpen('p1', rules.draftKey(of)), [old]);
    assert.deepEqual(drafts.leftOpen('p1', rules.draftKey(old)), []);
  });
  test('keeps its list as long as it is kept itself', () => {
    const old = rules.newDraft({ ...of, day: '2026-11-20' });
    drafts.writeCheck(old);
    const sheet = /** @type {any} */ ({ items: [item()] });
    for (const day of ['2026-11-19', '2026-11-20', '2026-11-21'])
      drafts.keepSheet(rules.draftKey({ ...of, day }), sheet);
    drafts.tidyChecks('p1', '2026-11-21');
    const kept = ['2026-11-19', '2026-11-20', '2026-11-21'].filter((day) =>
      drafts.keptSheet(rules.draftKey({ ...of, day })),
    );
    assert.deepEqual(kept, ['2026-11-20', '2026-11-21']);
  });
  test('keeps what was marked of an item that left the room, by its name', () => {
    const draft = rules.newDraft(of);
    draft.marks = { i1: rules.wholeMark(item(), 'good'), gone: rules.wholeMark(item(), 'damaged') };
    draft.notes = { gone: { text: 'x' } };
    const before = [item(), item({ item_id: 'gone', name: 'Portátil 3', internal_code: 'P-3' })];
    rules.mergeMarks(draft, [item(), group()], before);
    assert.deepEqual([Object.keys(draft.marks), draft.total], [['i1', 'gone'], 2]);
    assert.deepEqual(draft.left, { gone: { name: 'Portátil 3', code: 'P-3' } });
    assert.deepEqual(
      rules.bodyOf(draft).items.map((line) => [line.item_id, line.notes]),
      [
        ['i1', undefined],
        ['gone', 'x'],
      ],
    );
    rules.mergeMarks(draft, [item(), group()]);
    assert.deepEqual(draft.left, { gone: { name: 'Portátil 3', code: 'P-3' } }, 'the name stays');
    rules.mergeMarks(draft, before);
    assert.deepEqual(draft.left, {}, 'it is back');
  });
  test('sends its pictures once more when the server has forgotten them', () => {
    const draft = rules.newDraft(of);
    assert.equal(rules.unsendPhotos(draft), false);
    draft.marks = { i1: rules.wholeMark(item(), 'damaged') };
    draft.notes = { i1: { photo: { local: 'l1', id: 'x1' } } };
    assert.equal(rules.unsendPhotos(draft), true);
    assert.deepEqual(rules.waitingPhotos(draft), [draft.notes.i1]);
  });
  test('answers by itself for what is lent, and expects only what is there of a group', () => {
    const lent = item({ item_id: 'l', quantity: 0, quantity_lent: 1 });
    const partly = group({ quantity: 8, quantity_lent: 2 });
    const draft = { marks: {}, notes: {}, total: 0 };
    rules.mergeMarks(draft, [lent, partly]);
    assert.deepEqual(draft.marks, { l: { good: 0, damaged: 0, missing: 0, method: 'list' } });
    assert.equal(rules.isLent(partly), false);
    assert.equal(rules.expectedOf(partly), 8);
  });
  test('asks again for what came back from a loan while it was being done', () => {
    const draft = { marks: {}, notes: {}, total: 0 };
    rules.mergeMarks(draft, [item({ item_id: 'l', quantity: 0, quantity_lent: 1 }), blind()]);
    draft.marks.b1 = { good: 0, damaged: 0, missing: null, method: 'list' };
    rules.mergeMarks(draft, [item({ item_id: 'l', quantity: 1, quantity_lent: 0 }), blind()]);
    assert.deepEqual(Object.keys(draft.marks), ['b1'], 'none of a number that is secret is an answer');
  });
});

describe('a turn', () => {
  const turn = (over = {}) => ({
    environment_id: 'r1',
    schedule_id: 's1',
    start_time: '07:00:00',
    end_time: '09:00:00',
    status: 'not_started',
    ...over,
  });
  test('is now, next, over, or outside of any class', () => {
    const turns = [
      turn({ start_time: '09:00:00', end_time: '11:00:00' }),
      turn(),
      turn({ schedule_id: null, start_time: null, end_time: null }),
      turn({ start_time: '06:00:00', end_time: '07:00:00' }),
    ];
    const { now, next, past, loose } = groupTurns(turns, '07:00:00');
    assert.deepEqual([now, next, past, loose], [[turns[1]], [turns[0]], [turns[3]], [turns[2]]]);
    assert.equal(currentTurn(turns, '08:59:59'), turns[1]);
    assert.equal(currentTurn(turns, '12:00:00'), undefined);
    const last = turn({ start_time: '22:00:00', end_time: '06:00:00', check_date: '2026-11-20' });
    const tonight = turn({ start_time: '22:00:00', end_time: '06:00:00', check_date: '2026-11-21' });
    const at = (clock) => currentTurn([last, tonight], clock, '2026-11-21');
    assert.deepEqual([at('05:59:59'), at('06:00:00'), at('22:00:00')], [last, undefined, tonight]);
    assert.deepEqual(groupTurns([last, tonight], '00:00:25', '2026-11-21').now, [last]);
    assert.deepEqual(groupTurns([last, tonight], '00:00:25', '2026-11-21').next, [tonight]);
  });
  test('offers what this person can do with it', () => {
    const act = (role, over, draft, isToday = true) => actOf({ role, id: 'ana' }, turn(over), draft, isToday);
    assert.equal(act('student', {}), 'start');
    assert.equal(act('admin', {}), 'none');
    assert.equal(act('student', {}, undefined, false), 'none', 'a day that is over');
    assert.equal(act('student', {}, rules.newDraft(of)), 'start', 'opened and nothing marked');
    assert.equal(act('student', {}, { ...rules.newDraft(of), marks: { i1: {} } }), 'continue');
    assert.equal(act('student', {}, { ...rules.newDraft(of), state: 'refused' }), 'waiting');
    assert.equal(act('student', { status: 'rejected', check_id: 'c1' }), 'start');
    assert.equal(act('instructor', { status: 'instructor_review', check_id: 'c1' }), 'review');
    assert.equal(act('student', { status: 'complete', check_id: 'c1', student_id: 'ana' }), 'see');
    assert.equal(act('student', { status: 'complete', check_id: 'c1', student_id: 'luz' }), 'none');
    assert.equal(act('admin', { status: 'complete', check_id: 'c1' }), 'see');
  });
  test('is begun, gone through again, or only looked at', () => {
    const may = (role, status, own = false) => rules.mayDo(role, status, own);
    for (const status of [null, 'student_pending', 'rejected']) assert.equal(may('student', status), 'start');
    assert.equal(may('student', 'instructor_review'), 'look');
    assert.equal(may('student', 'instructor_review', true), 'again');
    assert.equal(may('instructor', 'instructor_review'), 'again');
    assert.equal(may('instructor', 'supervisor_review'), 'look');
    assert.equal(may('supervisor', 'issues'), 'again');
    assert.equal(may('supervisor', 'complete'), 'look');
  });
  test('of a scanned room is for those who may', () => {
    const room = { id: 'r1', is_warehouse: false };
    const may = (role, environment_id = null, over = {}) => mayCheck({ role, environment_id }, { ...room, ...over });
    assert.equal(may('student', 'r1'), 'now');
    assert.equal(may('student', 'r2'), 'linked');
    assert.equal(may('instructor'), 'linked');
    assert.equal(may('supervisor'), 'now');
    assert.equal(may('admin', 'r1'), null);
    assert.equal(may('instructor', 'r2', { is_warehouse: true }), null);
  });
});

describe('the state of a check', () => {
  test('has a word, a drawn icon and a colour; an unknown one is not begun', () => {
    for (const status of CHECK_STATUSES) {
      const { word, icon, tone } = checkState(status);
      assert.ok(!word.startsWith('check.') && icons.has(icon) && tone, status);
    }
    for (const status of [null, undefined, 'not_started', 'toString'])
      assert.equal(checkState(status).word, 'Sin empezar');
  });
});
