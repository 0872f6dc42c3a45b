/** What the pages of equipment in charge decide without a page: who may do what, what is sent, how it stands. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import './ready.mjs';
import {
  asksPieces,
  backOf,
  holderOf,
  keeps,
  mayGive,
  readsOthers,
} from '../../web-dist/js/pages/assignments/rules.js';
import { assignmentState, CONDITIONS, conditionState } from '../../web-dist/js/pages/assignments/words.js';

/** @param {any} patch @returns {any} */
const row = (patch) => ({
  is_open: true,
  holder_is_active: true,
  delivery_signatures: 2,
  end_condition: null,
  ...patch,
});

describe('who may do what with equipment in charge', () => {
  test('administrators hand over, supervisors read of others', () => {
    const roles = ['student', 'instructor', 'supervisor', 'admin', 'admin_general'].map((role) => ({ role }));
    assert.deepEqual(roles.map(mayGive), [false, false, false, true, true]);
    assert.deepEqual(roles.map(readsOthers), [false, false, true, true, true]);
  });
  test('an administrator keeps what is of their centre or of none, a general one everything', () => {
    const [supervisor, admin, general] = ['supervisor', 'admin', 'admin_general'].map((role) => ({ role }));
    assert.deepEqual(
      ['own', 'other', null].map((center) => keeps(admin, 'own', center)),
      [true, false, true],
    );
    assert.equal(keeps(admin, null, null), false, 'who is of no centre keeps none');
    assert.equal(keeps(general, null, 'other'), true);
    assert.equal(keeps(supervisor, 'own', 'own'), false);
  });
});

describe('what a form sends', () => {
  test('is an account or a name, never both', () => {
    const values = { user_id: 'u', holder_name: 'Rosa', holder_document: '42' };
    assert.deepEqual(holderOf({ ...values, who: 'account' }), {
      user_id: 'u',
      holder_name: null,
      holder_document: '42',
    });
    assert.deepEqual(holderOf({ who: 'name', user_id: 'u', holder_name: 'Rosa' }), {
      user_id: null,
      holder_name: 'Rosa',
      holder_document: null,
    });
  });
  test('says how many pieces only of a group of which some are not whole', () => {
    assert.equal(asksPieces('damaged', 'group'), true);
    assert.equal(asksPieces('good', 'group'), false);
    assert.equal(asksPieces('lost', 'individual'), false);
    assert.deepEqual(backOf({ condition: 'damaged', quantity: 3 }, 'group'), { condition: 'damaged', quantity: 3 });
    assert.deepEqual(backOf({ condition: 'good', quantity: 3 }, 'group'), { condition: 'good', quantity: null });
  });
});

describe('how it stands', () => {
  test('says first what is to be done about it', () => {
    assert.equal(assignmentState(row({})).word, 'A cargo');
    assert.equal(assignmentState(row({ delivery_signatures: 0 })).word, 'Sin firmar');
    assert.equal(assignmentState(row({ delivery_signatures: 1 })).word, 'Falta una firma');
    assert.equal(assignmentState(row({ holder_is_active: false, delivery_signatures: 0 })).word, 'Cuenta desactivada');
    assert.equal(assignmentState(row({ holder_is_active: null })).word, 'A cargo');
    assert.equal(assignmentState(row({ is_open: false, end_condition: 'damaged' })).word, 'Recibido dañado');
  });
  test('has a word, an icon and a colour for each condition', () => {
    for (const condition of CONDITIONS) {
      const { word, icon, tone } = conditionState(condition);
      assert.ok(word && !word.startsWith('assignments.') && icon && tone, condition);
    }
  });
});
