/** What the bell, the lists that follow a check, and the first page decide without a page. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actionPath, countText, oneLine, titled } from '../../web-dist/js/frame/bell.js';
import { knowEntities } from '../../web-dist/js/kit/entities.js';
import { ROLES } from '../../web-dist/js/kit/format.js';
import { matchRoute, placesOf, reach } from '../../web-dist/js/frame/places.js';
import { t } from '../../web-dist/js/kit/words.js';
import {
  ALERT_TYPES,
  SEVERITIES,
  alertLink,
  alertState,
  byUrgency,
  severityState,
} from '../../web-dist/js/pages/alerts/words.js';
import { mainTurn, turnAct, withPhases } from '../../web-dist/js/pages/home/checks.js';
import { byNeed, progress } from '../../web-dist/js/pages/home/waiting.js';
import {
  PRIORITIES,
  REQUEST_STATUSES,
  photoIds,
  priorityOf,
  priorityState,
  requestState,
} from '../../web-dist/js/pages/maintenance/words.js';
import { FAMILIES, familyOf, noticeIcon, noticeQuery, readState } from '../../web-dist/js/pages/notifications/page.js';
import { roomsIn } from '../../web-dist/js/pages/environments/options.js';
import './ready.mjs';
import { readDocument } from './document.mjs';
import { icons } from './source.mjs';

describe('the bell', () => {
  test('shows a number that fits', () => {
    assert.deepEqual([0, -1, 1, 99, 100].map(countText), ['', '', '1', '99', '99+']);
  });
  test('puts the number before the title once', () => {
    assert.equal(titled('Equipos · Inventario', 3), '(3) Equipos · Inventario');
    assert.equal(titled('(3) Equipos · Inventario', 120), '(99+) Equipos · Inventario');
    assert.equal(titled('(99+) Equipos · Inventario', 0), 'Equipos · Inventario');
    assert.equal(titled('(ABC) Sala', 0), '(ABC) Sala');
  });
  test('leads to pages of our own only', () => {
    for (const path of ['/verificaciones/x', '/maintenance/x', '/usuarios?estado=espera', '/'])
      assert.equal(actionPath(path), path);
    for (const bad of [
      null,
      undefined,
      '',
      '//evil.example',
      '/\\evil',
      'https:evil',
      '/api/users',
      '/nada',
      '/ingresar',
    ])
      assert.equal(actionPath(bad), null, String(bad));
  });
  test('says one line', () => {
    assert.equal(
      oneLine({ title: 'Por confirmar.', message: 'Sistemas 1\n7:00 a. m.' }),
      'Por confirmar: Sistemas 1 7:00 a. m.',
    );
    const long = oneLine({ title: 'Aviso', message: 'palabra '.repeat(40) });
    assert.ok(long.length <= 100 && long.endsWith('palabra…'), long);
  });
});

describe('the phone’s bar', () => {
  test('has words that fit five to a line of 360 px', () => {
    for (const role of ROLES)
      for (const place of placesOf(role).slice(0, 4)) {
        const word = t(place.short ?? place.label);
        assert.ok(word.length <= 10, `${word} for ${role}`);
      }
  });
  test('gives the learner what he needs', () => {
    assert.deepEqual(
      placesOf('student')
        .slice(0, 4)
        .map((place) => place.path),
      ['/', '/verificaciones', '/escanear', '/horarios'],
    );
  });
});

describe('notifications', () => {
  test('of each type belong to one family with a word and an icon', () => {
    const types = Object.values(FAMILIES).flat();
    assert.deepEqual(types.toSorted(), readDocument().components.schemas.Notification.properties.type.enum.toSorted());
    for (const type of [...types, 'something_new']) {
      assert.notEqual(t(`notices.family.${familyOf(type)}`), `notices.family.${familyOf(type)}`);
      assert.ok(icons.has(noticeIcon(type)), type);
    }
    assert.equal(familyOf('something_new'), 'system');
  });
  test('are asked for as the server names them', () => {
    assert.deepEqual(noticeQuery({}), { type: null, is_read: null });
    assert.deepEqual(noticeQuery({ estado: 'nuevas', tipo: 'maintenance' }), {
      type: 'maintenance_request,maintenance_update',
      is_read: false,
    });
    assert.equal(noticeQuery({ tipo: 'toString' }).type, null);
  });
  test('of material open their page for whoever gets them', () => {
    for (const role of ['instructor', 'admin', 'admin_general'])
      assert.equal(reach(actionPath('/reservas/x'), role), '/reservas/x', role);
    for (const role of ['admin', 'admin_general'])
      for (const path of ['/traslados/x', '/conteos/x']) assert.equal(reach(actionPath(path), role), path, role);
  });
  test('say by icon and word whether they are read', () => {
    assert.notDeepEqual(readState({ is_read: true }), readState({ is_read: false }));
    for (const is_read of [true, false]) assert.ok(icons.has(readState({ is_read }).icon));
  });
});

describe('alerts', () => {
  const alert = (id, over = {}) => ({ id, is_resolved: false, severity: 'medium', created_at: '2026-11-20', ...over });
  test('come open first, worst first, newest first', () => {
    const rows = [
      alert('done', { is_resolved: true, severity: 'critical', created_at: '2026-11-21' }),
      alert('old'),
      alert('new', { created_at: '2026-11-21' }),
      alert('worst', { severity: 'critical', created_at: '2026-11-01' }),
    ];
    assert.deepEqual(
      byUrgency(rows).map((row) => row.id),
      ['worst', 'new', 'old', 'done'],
    );
  });
  test('have a word and an icon for everything', () => {
    for (const severity of [...SEVERITIES, 'odd']) {
      assert.ok(icons.has(severityState(severity).icon));
      assert.doesNotMatch(severityState(severity).word, /\./);
    }
    for (const type of ALERT_TYPES) assert.doesNotMatch(t(`alerts.type.${type}`), /alerts\./);
    for (const is_resolved of [true, false]) assert.ok(icons.has(alertState({ is_resolved }).icon));
  });
  test('lead to what they are about', async () => {
    await knowEntities();
    assert.equal(alertLink({ entity_type: 'inventory_check', entity_id: 'c' })?.label, 'Ver verificación');
    assert.equal(alertLink({ entity_type: 'inventory_check', entity_id: 'c' })?.href, '/verificaciones/c');
    for (const entity_type of ['inventory_check', 'maintenance_request', 'inventory_item', 'environment'])
      assert.ok(matchRoute(alertLink({ entity_type, entity_id: 'x' }).href), entity_type);
    for (const none of [{}, { entity_type: 'inventory_check' }, { entity_type: 'flying_carpet', entity_id: 'x' }])
      assert.equal(alertLink(none), null);
  });
});

describe('maintenance', () => {
  test('has words and icons, in Spanish of the app and English of the forms', () => {
    assert.deepEqual(['baja', 'media', 'alta', 'urgente', 'high', 'odd'].map(priorityOf), [
      'low',
      'medium',
      'high',
      'urgent',
      'high',
      'medium',
    ]);
    for (const state of [...REQUEST_STATUSES.map(requestState), ...PRIORITIES.map(priorityState)]) {
      assert.ok(icons.has(state.icon), state.icon);
      assert.doesNotMatch(state.word, /maint\./);
    }
  });
  test('names each room of a list once', () => {
    const rows = [
      { environment_id: 'b', environment_name: 'Sala 10' },
      { environment_id: 'a', environment_name: 'Sala 2' },
      { environment_id: 'b', environment_name: 'Sala 10' },
      { environment_id: null, environment_name: null },
    ];
    assert.deepEqual(roomsIn(rows), [
      { value: 'a', label: 'Sala 2' },
      { value: 'b', label: 'Sala 10' },
    ]);
  });
  test('shows photos of this server only', () => {
    assert.deepEqual(photoIds(['/api/photos/a-1', 'https:other/x.jpg', '/api/photos/b?size=small']), ['a-1', 'b']);
    for (const none of [null, undefined, []]) assert.deepEqual(photoIds(none), [], String(none));
  });
});

describe('the checks of the day', () => {
  const turn = (from, to, status = 'not_started', over = {}) => ({
    environment_id: 'r',
    environment_name: 'Sala',
    schedule_id: `s${from}`,
    start_time: from && `${from}:00:00`,
    end_time: to && `${to}:00:00`,
    status,
    ...over,
  });
  const main = (turns, clock) => mainTurn(withPhases(turns, clock))?.turn.schedule_id;
  const day = [turn('13', '17'), turn('07', '10', 'complete'), turn('10', '12')];
  test('show the class that runs, else the next, else what was forgotten', () => {
    assert.equal(main(day, '11:00:00'), 's10');
    assert.equal(main(day, '06:00:00'), 's07');
    assert.equal(main(day, '12:30:00'), 's13');
    assert.equal(main(day, '18:00:00'), 's13');
    assert.equal(main([turn('07', '10'), turn('10', '12', 'complete')], '18:00:00'), 's07');
    assert.equal(main([turn('07', '10', 'complete')], '18:00:00'), 's07');
    assert.equal(main([], '18:00:00'), undefined);
  });
  test('stand in the order of the day, a check without a class where it was made', () => {
    const loose = { ...turn(null, null, 'complete'), schedule_id: 'loose', check_time: '11:30:00' };
    assert.deepEqual(
      withPhases([...day, loose], '11:00:00').map(({ turn: one, phase }) => [one.schedule_id, phase]),
      [
        ['s07', 'past'],
        ['s10', 'now'],
        ['loose', ''],
        ['s13', 'next'],
      ],
    );
  });
  test('ask each person for his part', () => {
    const act = (role, status, over = {}) =>
      turnAct(turn('07', '10', status, { check_id: 'c', student_id: 'laura', ...over }), { role, id: 'laura' })?.href;
    for (const status of ['not_started', 'student_pending', 'rejected']) {
      assert.equal(act('student', status), '/verificaciones/hacer?ambiente=r&clase=s07');
      assert.equal(act('instructor', status), '/verificaciones/hacer?ambiente=r&clase=s07');
    }
    assert.equal(act('student', 'complete'), '/verificaciones/c');
    assert.equal(act('student', 'complete', { student_id: 'otra' }), undefined, 'not his own');
    assert.equal(act('instructor', 'instructor_review'), '/verificaciones/c');
    assert.equal(act('admin', 'not_started', { check_id: null }), undefined);
    const loose = turn('07', '10', 'rejected', { environment_id: 'r', schedule_id: null });
    assert.equal(
      turnAct(loose, { role: 'student', id: 'laura' })?.href,
      '/verificaciones/hacer?ambiente=r&clase=ninguna',
      'of no class, whichever runs',
    );
    const label = (role) => turnAct(turn('07', '10', 'instructor_review', { check_id: 'c' }), { role, id: '' })?.label;
    assert.notEqual(label('instructor'), label('supervisor'));
  });
  test('put what needs somebody first, and count everything once', () => {
    const turns = ['complete', 'not_started', 'instructor_review', 'issues', 'supervisor_review', 'rejected'].map(
      (status, at) => turn(`0${at}`, `1${at}`, status),
    );
    assert.deepEqual(
      byNeed(turns).map((one) => one.status),
      ['issues', 'supervisor_review', 'rejected', 'instructor_review', 'not_started', 'complete'],
    );
    assert.equal(
      progress(turns).reduce((sum, part) => sum + part.value, 0),
      turns.length,
    );
  });
});
