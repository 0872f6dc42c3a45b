/**
 * One entry of the audit trail, told so that a person understands it: who, when, from where, and what became of what.
 */
import { entityOf } from '../../kit/entities.js';
import { dateTime, number } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { badge, facts } from '../../ui/parts.js';
import { changedFields, fieldName, fieldValue, auditAction, entityName, t } from './words.js';

/**
 * What the server writes into the two free columns is said here.
 * @typedef {Omit<import('wire').AuditEntry, 'old_values' | 'new_values'> & {old_values?: Record<string, unknown> | null,
 *   new_values: {description?: string, request?: {method?: string, path?: string, request_id?: string}, response?: {status_code?: number}, duration_seconds?: number, before?: Record<string, unknown>, after?: Record<string, unknown>}}} Entry
 */

/** @param {Entry} entry */
export const statusCode = (entry) => entry.new_values?.response?.status_code ?? null;

/**
 * A row that was deleted; one that only became inactive still has its after.
 * @param {Entry} entry
 */
const isGone = (entry) => entry.action.startsWith('DELETE') && !entry.new_values?.after;

/**
 * Refused and failed acts stand out; the rest is calm.
 * @param {Entry} entry
 * @returns {{word: string, icon: string, tone: 'good' | 'warn' | 'bad' | 'muted'}}
 */
export function outcome(entry) {
  const code = statusCode(entry) ?? 200;
  if (code >= 500) return { word: t('audit.failed'), icon: 'alert', tone: 'bad' };
  if (code >= 400) return { word: t('audit.refused'), icon: 'lock', tone: 'warn' };
  if (isGone(entry)) return { word: t('audit.deleted'), icon: 'trash', tone: 'bad' };
  return { word: t('audit.done'), icon: 'check', tone: 'muted' };
}

/** @param {Entry} entry */
function about(entry) {
  const row = entry.new_values?.after ?? entry.old_values ?? entry.new_values?.before;
  const own = row?.name ?? row?.program;
  const name = own ? `${entityName(entry.entity_type)}: ${own}` : entityName(entry.entity_type);
  const page = entityOf(entry.entity_type).find((known) => known.page)?.page;
  const gone = isGone(entry) || (statusCode(entry) ?? 200) >= 400;
  return page && entry.entity_id && !gone ? h('a', { href: page + entry.entity_id }, name) : name;
}

/** @param {Entry} entry */
function changes(entry) {
  const before = entry.old_values ?? entry.new_values?.before ?? null;
  const after = entry.new_values?.after ?? null;
  const rows = changedFields(before, after);
  const columns = Object.keys({ ...before, ...after });
  if (!before && !after) return null;
  if (!rows.length) return h('p', { class: 'muted' }, t('audit.noChanges'));
  return h(
    'div',
    { class: 'table-scroll', tabindex: '0', role: 'region', 'aria-label': t('audit.changes') },
    h(
      'table',
      { class: 'change-table' },
      h('caption', {}, t('audit.changes')),
      h(
        'thead',
        {},
        h(
          'tr',
          {},
          h('th', { scope: 'col' }, t('audit.field')),
          before ? h('th', { scope: 'col' }, t('audit.before')) : null,
          after ? h('th', { scope: 'col' }, t('audit.after')) : null,
        ),
      ),
      h(
        'tbody',
        {},
        rows.map((change) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, fieldName(entry.entity_type, change.field, columns)),
            before
              ? h('td', { class: after ? 'was' : '' }, fieldValue(entry.entity_type, change.field, change.before))
              : null,
            after
              ? h('td', { class: before ? 'is' : '' }, fieldValue(entry.entity_type, change.field, change.after))
              : null,
          ),
        ),
      ),
    ),
  );
}

/**
 * @param {Entry} entry
 * @param {{heading?: boolean}} [options] the heading is left out where a dialog already has one
 * @returns {HTMLElement}
 */
export function entryView(entry, { heading = true } = {}) {
  const request = entry.new_values?.request;
  const code = statusCode(entry);
  return h(
    'div',
    { class: 'stack entry' },
    heading ? h('h2', { class: 'panel-title' }, auditAction(entry.action)) : null,
    entry.new_values?.description ? h('p', {}, entry.new_values.description) : null,
    facts([
      [t('audit.when'), dateTime(entry.created_at)],
      [
        t('audit.who'),
        entry.user_name
          ? `${entry.user_name}${entry.user_email ? ` (${entry.user_email})` : ''}`
          : (entry.user_email ?? t('audit.nobody')),
      ],
      [t('audit.what'), about(entry)],
      [t('audit.outcome'), badge(outcome(entry))],
    ]),
    changes(entry),
    h(
      'details',
      { class: 'entry-technical' },
      h('summary', {}, t('audit.technical')),
      facts([
        [t('audit.address'), entry.ip_address ?? null],
        [t('audit.program'), entry.user_agent ?? null],
        [t('audit.request'), request?.method ? `${request.method} ${request.path ?? ''}` : null],
        [t('audit.answer'), code ? String(code) : null],
        [
          t('audit.took'),
          entry.new_values?.duration_seconds
            ? t('audit.milliseconds', { count: number(Math.round(entry.new_values.duration_seconds * 1000)) })
            : null,
        ],
        [t('audit.requestId'), request?.request_id ?? null],
        [t('audit.entityId'), entry.entity_id ?? null],
      ]),
    ),
  );
}
