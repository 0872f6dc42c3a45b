/** Asking for a report of one kind: its filters, its format, and how much it would hold while they are chosen. */
import { ApiError, api } from '../../kit/api.js';
import { number, today } from '../../kit/format.js';
import { h, icon, replace } from '../../ui/dom.js';
import { form } from '../../ui/form.js';
import { errorText, isAbort } from '../../ui/parts.js';
import { fieldsOf, roomsOf } from './fields.js';
import { KINDS } from './kinds.js';
import { countKey, missing, parametersOf, subjectMember } from './rules.js';
import { checkPicker, itemPicker } from './subjects.js';
import { t } from './words.js';

/** @typedef {import('./kinds.js').Kind} Kind */
/** @typedef {import('wire').Report} Report */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {{id: string, name: string}} Room */

/** Milliseconds without a change before it is counted. */
const PAUSE = 300;

/** How many rows it would have, or why nobody knows, beside the button. @param {string} tone @param {string} sign @param {string} text */
const said = (tone, sign, text) => [
  icon(sign, { class: `small tone-${tone}` }),
  h('span', { class: tone === 'good' ? 'strong' : tone === 'muted' ? 'muted' : '' }, text),
];

/**
 * @param {PageContext} ctx @param {Kind} kind
 * @param {{own: Room | null, subject: string | null, onAsked: (report: Report) => any}} given
 *   `own`: the only room that the person has reports of; `subject`: what the sheet is of, by the address
 */
export async function askForm(ctx, kind, { own, subject, onAsked }) {
  const { signal } = ctx;
  const member = subjectMember(kind);
  const line = h('p', { class: 'report-preview', role: 'status' });
  let timer = 0;
  let turn = new AbortController();
  let counted = '';

  const { subject: of } = KINDS[kind];
  const rooms = of === 'check' && !own ? await roomsOf(kind, ctx.user) : [];
  const place = h('div', {});
  const written = form({
    id: `report-${kind}${subject ? `-${subject}` : ''}`,
    values: { file_format: 'pdf', ...(member ? { [member]: (kind === 'room' ? own?.id : null) ?? subject } : {}) },
    fields: fieldsOf(kind, { own, user: ctx.user, subject: place }),
    submitLabel: t('reports.generate'),
    extra: [line],
    onSubmit(values) {
      const parameters = parametersOf(kind, values, today());
      const fault = missing(kind, parameters);
      if (fault) throw new ApiError(400, 'parametro_faltante', t(fault));
      const { title, file_format } = values;
      const asked = { report_type: kind, file_format, parameters, ...(title ? { title } : {}) };
      return api.post('/api/reports/generate', asked);
    },
    onDone: onAsked,
  });
  const given = {
    signal,
    own,
    rooms,
    start: member ? written.values()[member] : null,
    onChange: (/** @type {string | null} */ id) => {
      if (member) written.set(member, id);
      if (id) written.setTop(null);
      look();
    },
  };
  const picker = of === 'item' ? itemPicker(given) : of === 'check' ? checkPicker(given) : null;
  replace(place, picker?.element);

  /** @param {string} title */
  function suggest(title) {
    const input = written.element.querySelector('input[name="title"]');
    if (input instanceof HTMLInputElement) input.placeholder = title;
  }
  async function count() {
    const parameters = parametersOf(kind, written.values(), today());
    const fault = missing(kind, parameters);
    const print = fault ?? JSON.stringify(parameters);
    if (print === counted) return;
    counted = print;
    // What is counted for what nobody asks any more would keep the server busy.
    turn.abort();
    const mine = new AbortController();
    turn = mine;
    line.setAttribute('aria-busy', String(!fault));
    if (fault) return replace(line, said('muted', 'info', t(fault)));
    try {
      const asked = { report_type: kind, parameters };
      const { title, rows } = await api.post('/api/reports/preview', asked, { signal: mine.signal });
      if (mine.signal.aborted) return;
      suggest(title);
      const key = countKey(kind, rows);
      const text = t(key, { n: rows, count: number(rows) });
      replace(line, rows ? said('good', 'list', text) : said('warn', 'info', text));
    } catch (error) {
      if (isAbort(error) || mine.signal.aborted) return;
      counted = '';
      replace(line, said('bad', 'alert', errorText(error)));
    }
    line.setAttribute('aria-busy', 'false');
  }
  function look() {
    // A draft that is dropped takes what was chosen with it.
    if (picker?.current() && member && !written.values()[member]) picker.clear();
    clearTimeout(timer);
    timer = window.setTimeout(count, PAUSE);
  }
  for (const type of ['input', 'change', 'click']) written.element.addEventListener(type, look);
  ctx.onLeave(() => {
    clearTimeout(timer);
    turn.abort();
  });
  void count();
  return written;
}
