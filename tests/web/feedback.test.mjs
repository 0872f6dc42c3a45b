/** Feedback: what the form sends, how the list is cut, how it stands. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { feedbackQuery } from '../../web-dist/js/pages/feedback/page.js';
import { feedbackPayload } from '../../web-dist/js/pages/feedback/send.js';
import {
  PRIORITIES,
  STATUSES,
  TYPES,
  feedbackState,
  typeName,
  urgency,
} from '../../web-dist/js/pages/feedback/words.js';
import { readDocument } from './document.mjs';

const { schemas } = readDocument().components;

test('the form sends the stars as a number, and none as none', () => {
  const values = { type: 'bug', title: 'T', description: 'D', include_device_info: true, allow_follow_up: false };
  assert.deepEqual(feedbackPayload({ ...values, rating: '4' }), { ...values, priority: 'medium', rating: 4 });
  assert.equal(feedbackPayload({ ...values, rating: null }).rating, null);
});

test('an empty filter is none', () => {
  assert.deepEqual(feedbackQuery({ tipo: '', estado: undefined }), { type: null, status: null });
  assert.deepEqual(feedbackQuery({ tipo: 'bug', estado: 'submitted' }), { type: 'bug', status: 'submitted' });
});

test('every word of the server has a name and a look', () => {
  const { type, status, priority } = schemas.Feedback.properties;
  assert.deepEqual(TYPES.toSorted(), type.enum.toSorted());
  assert.deepEqual(STATUSES.toSorted(), status.enum.toSorted());
  assert.deepEqual(PRIORITIES.toSorted(), priority.enum.toSorted());
  for (const word of TYPES) assert.notEqual(typeName(word), word);
  for (const state of [...STATUSES.map(feedbackState), ...PRIORITIES.map(urgency)])
    assert.match(state.word, /^[A-ZÁÉÍÓÚ]/);
});
