/**
 * The timetable: one week of a room, of an instructor or of the whole centre.
 */
import { api } from '../../kit/api.js';
import { addDays, mondayOf } from '../../kit/days.js';
import { date, today } from '../../kit/format.js';
import { STAFF } from '../../frame/places.js';
import { h, replace, uid } from '../../ui/dom.js';
import { exportMenu } from '../../ui/export.js';
import { button, errorState, isAbort, skeleton } from '../../ui/parts.js';
import { subscribeButton } from '../feeds/card.js';
import { classesIn, weekPlan } from './week.js';
import { mayWriteClasses } from './form.js';
import { inactiveClasses } from './inactive.js';
import { t } from './words.js';

export { create, detail, edit } from './form.js';

/** @typedef {import('./week.js').Class} Class */
/** @typedef {{room: string, person: string}} Chosen */

const ALL = 'todos';

/**
 * A labelled select of the page's own filters.
 * @param {{label: string, onChange: (value: string) => void}} options
 */
function choice({ label, onChange }) {
  const id = uid('filter');
  const select = h('select', { id, on: { change: () => onChange(select.value) } });
  return {
    element: h('div', { class: 'week-filter' }, h('label', { for: id }, label), select),
    /** @param {Array<{value: string, label: string}>} options @param {string} value */
    offer(options, value) {
      replace(
        select,
        options.map((option) => h('option', { value: option.value }, option.label)),
      );
      select.value = value;
    },
  };
}

/**
 * The choice a person arrives with: instructors their own classes, others the room they are in or the first one with classes.
 * @param {{query: URLSearchParams, user: {id: string, role: string, environment_id?: string | null}}} ctx
 * @param {Array<{id: string}>} rooms
 * @param {Array<{environment_id: string}>} classes
 * @returns {Chosen}
 */
export function firstChoice({ query, user }, rooms, classes) {
  const room = query.get('ambiente');
  const person = query.get('instructor');
  if (room || person) return settle({ room: room ?? ALL, person: person ?? ALL }, user, rooms);
  if (user.role === 'instructor') return { room: ALL, person: user.id };
  // A warehouse has no classes: whoever works there would arrive at an empty week.
  const own = rooms.find(
    (one) =>
      one.id === user.environment_id && (!classes.length || classes.some((row) => row.environment_id === one.id)),
  );
  const busy = rooms.find((one) => classes.some((row) => row.environment_id === one.id));
  return { room: (own ?? busy ?? rooms[0])?.id ?? ALL, person: ALL };
}

/**
 * Students and instructors read a timetable by naming a room or a person: everything at once is for the others.
 * @param {Chosen} chosen
 * @param {{id: string, role: string, environment_id?: string | null}} user
 * @param {Array<{id: string}>} rooms
 * @returns {Chosen}
 */
export function settle(chosen, user, rooms) {
  if (chosen.room !== ALL || chosen.person !== ALL || !['student', 'instructor'].includes(user.role)) return chosen;
  return user.role === 'instructor'
    ? { room: ALL, person: user.id }
    : { room: user.environment_id ?? rooms[0]?.id ?? ALL, person: ALL };
}

/**
 * Who teaches, by name: from the list of instructors where it may be read, else from the classes shown.
 * @param {Class[]} classes
 * @param {Array<{id: string, name: string}>} instructors
 */
const people = (classes, instructors) =>
  [
    ...instructors.map((one) => ({ value: one.id, label: one.name })),
    ...classes.map((row) => ({ value: row.instructor_id, label: row.instructor_name })),
  ]
    .filter((one, at, all) => all.findIndex((other) => other.value === one.value) === at)
    .sort((a, b) => a.label.localeCompare(b.label, 'es'));

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('schedules.title'),
  hint: () => t('schedules.hint'),
  async render(ctx) {
    const writes = mayWriteClasses(ctx.user);
    const whole = ctx.can(...STAFF);
    const { signal } = ctx;
    const [everything, allRooms, instructors] = await Promise.all([
      whole ? api.all('/api/schedules', { signal }) : [],
      api.all('/api/environments', { signal }),
      writes ? api.get('/api/users/by-role/instructor', { signal }).catch(() => []) : [],
    ]);
    const rooms = allRooms
      .filter((room) => room.is_active)
      .sort((a, b) => Number(a.is_warehouse) - Number(b.is_warehouse) || a.name.localeCompare(b.name, 'es'));
    let week = mondayOf(ctx.query.get('semana') ?? today());
    let chosen = firstChoice(ctx, rooms, everything);
    let turn = 0;
    /** @type {Class[]} */
    let shown = [];

    const plan = h('div', {});
    const paperName = h('p', { class: 'print-only strong' });
    const weekName = h('p', { class: 'week-name strong', 'aria-live': 'polite' });
    const roomChoice = choice({ label: t('schedules.room'), onChange: (room) => change({ ...chosen, room }) });
    const personChoice = choice({
      label: t('schedules.instructor'),
      onChange: (person) => change({ ...chosen, person }),
    });

    /** @param {Chosen} next */
    const change = (next) => {
      chosen = settle(next, ctx.user, rooms);
      return show();
    };
    /** @param {string} monday */
    const go = (monday) => {
      week = monday;
      return show();
    };
    /** @returns {Promise<Class[]>} */
    const classes = () =>
      whole
        ? Promise.resolve(everything)
        : api.all('/api/schedules', {
            query: {
              environment_id: chosen.room === ALL ? null : chosen.room,
              instructor_id: chosen.person === ALL ? null : chosen.person,
            },
            signal,
          });

    async function show() {
      const mine = ++turn;
      tell();
      try {
        const rows = await classes();
        if (mine === turn) draw(rows);
      } catch (error) {
        if (mine === turn && !isAbort(error)) replace(plan, errorState(error, show));
      }
    }
    function tell() {
      const { room, person } = chosen;
      weekName.textContent = t('schedules.weekOf', { from: date(week), to: date(addDays(week, 6)) });
      ctx.setQuery({
        ambiente: room === ALL && person !== ALL ? null : room,
        instructor: person === ALL ? null : person,
        semana: week === mondayOf(today()) ? null : week,
      });
      // Their own classes: of an apprentice, those of their ficha.
      const feed = ctx.can('student', 'instructor') ? subscribeButton({ kind: 'own' }, ctx) : null;
      if (!writes) ctx.setActions(feed);
      if (writes) {
        ctx.setActions(
          feed,
          button({ label: t('schedules.inactive'), icon: 'clock', run: () => inactiveClasses(ctx.user) }),
          button({
            label: t('schedules.new'),
            icon: 'plus',
            kind: 'primary',
            href: `/horarios/nuevo${room === ALL ? '' : `?ambiente=${room}`}`,
          }),
        );
      }
    }
    /** @param {Class[]} rows */
    function draw(rows) {
      const { room, person } = chosen;
      shown = rows.filter(
        (row) => (room === ALL || row.environment_id === room) && (person === ALL || row.instructor_id === person),
      );
      exporter.close(!classesIn(shown, week).length);
      const names = people(rows, instructors);
      roomChoice.offer(
        [
          ...(ctx.can('student') ? [] : [{ value: ALL, label: t('schedules.allRooms') }]),
          ...rooms.map((one) => ({ value: one.id, label: one.name })),
        ],
        room,
      );
      personChoice.offer(
        [
          { value: ALL, label: t('schedules.allInstructors') },
          ...(ctx.can('instructor') ? [{ value: ctx.user.id, label: t('schedules.mine') }] : []),
          ...names.filter((one) => one.value !== ctx.user.id),
        ],
        person,
      );
      paperName.textContent = [
        rooms.find((one) => one.id === room)?.name,
        names.find((one) => one.value === person)?.label,
      ]
        .filter(Boolean)
        .join(' · ');
      replace(
        plan,
        weekPlan(shown, {
          user: ctx.user,
          week,
          show: room === ALL ? (person === ALL ? 'both' : 'room') : 'instructor',
          empty: person === ctx.user.id ? t('schedules.emptyMine') : t('schedules.emptyWeek'),
        }),
      );
    }

    const exporter = exportMenu({
      signal,
      count: () => t('schedules.count', { n: classesIn(shown, week).length }),
      ask: () => ({
        list: 'schedules',
        filters: {
          environment_id: chosen.room === ALL ? null : chosen.room,
          user_id: chosen.person === ALL ? null : chosen.person,
          start_date: week,
          end_date: addDays(week, 6),
        },
      }),
    });
    replace(plan, skeleton(8));
    void show();
    return h(
      'div',
      { class: 'stack' },
      h(
        'div',
        { class: 'week-bar no-print' },
        roomChoice.element,
        personChoice.element,
        h(
          'div',
          { class: 'week-move', role: 'group', 'aria-label': t('schedules.week') },
          button({
            label: t('schedules.before'),
            icon: 'back',
            iconOnly: true,
            kind: 'plain',
            run: () => go(addDays(week, -7)),
          }),
          button({ label: t('schedules.thisWeek'), kind: 'plain', run: () => go(mondayOf(today())) }),
          button({
            label: t('schedules.after'),
            icon: 'forward',
            iconOnly: true,
            kind: 'plain',
            run: () => go(addDays(week, 7)),
          }),
        ),
      ),
      paperName,
      h('div', { class: 'row between' }, weekName, h('span', { class: 'no-print' }, exporter.element)),
      plan,
    );
  },
};
