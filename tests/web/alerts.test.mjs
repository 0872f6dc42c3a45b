/** Alerts: what a person wants to hear of them, as it is shown and as it is sent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import './ready.mjs';
import es from '../../web-dist/js/pages/alerts/es.js';
import { ALERT_TYPES, choiceOf, methodsWith, remembered, wishBody } from '../../web-dist/js/pages/alerts/words.js';

describe('what a person wants to hear of', () => {
  test('is the grave ones until they say something else', () => {
    assert.equal(choiceOf(null), 'grave');
    assert.equal(choiceOf({ is_enabled: true }), 'all');
    assert.equal(choiceOf({ is_enabled: false }), 'none');
    for (const choice of ['grave', 'all', 'none']) assert.ok(es[`alerts.wish.${choice}`], choice);
  });
  test('comes as a notification, and by mail if they want', () => {
    assert.deepEqual(methodsWith(null, true), ['push', 'email']);
    assert.deepEqual(methodsWith(['push', 'email'], false), ['push']);
    assert.deepEqual(methodsWith(['sms', 'email'], true), ['push', 'sms', 'email']);
  });
  test('keeps the threshold and the mail while only the grave ones are wanted', () => {
    const low = { is_enabled: true, threshold_value: 4, notification_methods: ['push', 'email'] };
    const kept = remembered(remembered({ threshold_value: null, notification_methods: null }, low), null);
    assert.deepEqual(wishBody('low_stock', true, kept), { alert_type: 'low_stock', ...low });
    assert.deepEqual(wishBody('low_stock', false, null), { alert_type: 'low_stock', is_enabled: false });
  });
  test('is asked for each of the seven kinds', () => {
    assert.equal(ALERT_TYPES.length, 7);
    for (const type of ALERT_TYPES) assert.ok(es[`alerts.type.${type}`], type);
  });
});
