/** The scheduled work: when it is done, how it stands, what is said when it has ended. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import './ready.mjs';
import { duration, ending, jobState, result, schedule } from '../../web-dist/js/pages/jobs/words.js';

const run = { error: null, count: 0 };

describe('scheduled work', () => {
  test('says when it is done', () => {
    assert.equal(schedule({ every_seconds: 60, daily_at: null }), 'Cada minuto');
    assert.equal(schedule({ every_seconds: 120, daily_at: null }), 'Cada 2 minutos');
    assert.equal(schedule({ every_seconds: 3600, daily_at: null }), 'Cada hora');
    assert.equal(schedule({ every_seconds: 7200, daily_at: null }), 'Cada 2 horas');
    assert.equal(schedule({ every_seconds: 45, daily_at: null }), 'Cada 45 segundos');
    assert.equal(schedule({ every_seconds: null, daily_at: '03:00:00' }), 'Todos los días a las 3:00 a. m.');
  });
  test('says how it stands: what runs now comes before how it ended', () => {
    assert.equal(jobState({ running_since: '2026-03-02T07:00:00', failures: 2, last_run: null }).word, 'Corriendo');
    assert.equal(jobState({ running_since: null, failures: 2, last_run: null }).tone, 'bad');
    assert.equal(jobState({ running_since: null, failures: 0, last_run: null }).word, 'En espera');
    assert.equal(jobState({ running_since: null, failures: 0, last_run: /** @type {any} */ (run) }).word, 'Bien');
  });
  test('says what came of it', () => {
    assert.equal(result(run), 'Nada por hacer');
    assert.equal(result({ ...run, count: 1 }), '1 cosa hecha');
    assert.equal(result({ ...run, error: 'el disco está lleno' }), 'el disco está lleno');
    const job = (/** @type {object} */ last_run) => /** @type {any} */ ({ title: 'Limpieza', last_run });
    assert.equal(ending(job(run)), '«Limpieza»: no había nada por hacer');
    assert.equal(ending(job({ ...run, count: 3 })), '«Limpieza»: hizo 3 cosas');
    assert.equal(ending(job({ ...run, error: 'el disco está lleno' })), '«Limpieza» falló: el disco está lleno');
  });
  test('says how long it took', () => {
    assert.equal(duration(7), '7 ms');
    assert.equal(duration(2345), '2,3 s');
  });
});
