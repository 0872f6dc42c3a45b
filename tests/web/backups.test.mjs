/** Backups: what counts, which files the server hands out, how the second target is. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  backupState,
  fileName,
  folderOf,
  isOwn,
  targetState,
  warningTone,
} from '../../web-dist/js/pages/backups/plan.js';
import { encryption, passphraseFields } from '../../web-dist/js/pages/backups/passphrase.js';
import { faultOf } from '../../web-dist/js/ui/form-rules.js';
import { icons } from './source.mjs';

const OWN = { path: '/var/lib/inventario/backups/inventario-20260304-023000.tar', size: 1, verified_at: '2026' };

describe('a backup', () => {
  test('counts when it was read back', () => {
    assert.equal(backupState(OWN).tone, 'good');
    assert.equal(backupState({ ...OWN, verified_at: null }).word, 'No cuenta');
    assert.equal(backupState({ ...OWN, verified_at: null, size: null }).word, 'Falló');
  });
  test('has a file in a folder', () => {
    assert.equal(fileName(OWN), 'inventario-20260304-023000.tar');
    assert.equal(folderOf(OWN), '/var/lib/inventario/backups');
    assert.equal(folderOf({ path: '/x.tar', size: 1 }), '/');
    assert.equal(folderOf({ path: '/var/lib/inventario/backups', size: null }), '/var/lib/inventario/backups');
  });
  test('is handed out from the folder of the server only', () => {
    assert.ok(isOwn(OWN));
    assert.ok(isOwn({ ...OWN, path: `${OWN.path}.age` }));
    for (const path of [
      '/etc/passwd',
      '/media/usb/copia.tar',
      '/x/backups/otra.tar',
      '/x/backups/inventario-1.tar/y',
      '/x/backups/inventario-1.age',
    ])
      assert.ok(!isOwn({ path, size: 1 }), path);
    assert.ok(!isOwn({ ...OWN, size: null }));
  });
});

test('each state of the second target has a word and an icon', () => {
  for (const state of ['none', 'ready', 'missing', 'same_disk', 'behind']) {
    const mark = targetState(state);
    assert.ok(icons.has(mark.icon), mark.icon);
    assert.ok(!mark.word.startsWith('backups.'), mark.word);
  }
  assert.equal(targetState('new').word, 'new');
  assert.equal(warningTone('target_missing'), 'warn');
  assert.equal(warningTone('disk_low'), 'bad');
});

describe('a passphrase', () => {
  test('shows as a lock with a word, never by colour alone', () => {
    for (const is_encrypted of [true, false]) assert.ok(icons.has(encryption({ is_encrypted }).icon));
    assert.deepEqual(
      [encryption({ is_encrypted: true }), encryption({ is_encrypted: false }).word],
      [{ tone: 'good', icon: 'lock', word: 'Cifrada' }, 'Sin cifrar'],
    );
  });
  test('is typed twice, as it is, and long enough', () => {
    /** @param {string | null} passphrase @param {string | null} repeat */
    const faults = (passphrase, repeat) => {
      const values = { passphrase, repeat };
      return passphraseFields({ is_encrypted: false }).map(
        (field) => faultOf(field, values[/** @type {'repeat'} */ (field.name)], values) === null,
      );
    };
    assert.deepEqual(faults('café con leche', 'café con leche'), [true, true]);
    assert.deepEqual(faults('café con leche', 'cafe con leche'), [true, false]);
    assert.deepEqual(faults('café con leche', 'café con leche '), [true, false], 'a blank counts');
    assert.deepEqual(faults('corta', 'corta'), [false, true]);
    assert.deepEqual(faults('        ', '        '), [false, true], 'blanks alone are no passphrase');
    assert.deepEqual(faults(null, null), [false, false]);
    assert.deepEqual(faults('x'.repeat(129), 'x'.repeat(129)), [false, true]);
  });
  test('never comes back from the server', () => {
    for (const field of passphraseFields({ is_encrypted: true })) assert.equal(field.type, 'password');
  });
});
