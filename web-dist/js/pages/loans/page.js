/**
 * Loans: the desk of a warehouse for whoever keeps it, the own loans for whoever borrows.
 */
import { api } from '../../kit/api.js';
import { date, lower, number, timeRange } from '../../kit/format.js';
import { state, timeOf, when } from '../../ui/columns.js';
import { h } from '../../ui/dom.js';
import { badge, button } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { atDesk, mayAsk } from './rules.js';
import { views } from './views.js';
import { dueState, loanState, PRIORITIES, priorityState, t } from './words.js';

/** @typedef {import('wire').Loan} Loan */
/** @typedef {import('wire').LoanCounts} Counts */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** In the order in which a loan goes through them. */
const QUICK = /** @type {const} */ (['pending', 'approved', 'active', 'due_today', 'overdue', 'returned', 'rejected']);

/**
 * The quick filters with how many loans each shows.
 * @param {Counts | null} counts @param {boolean} own the own loans, not a desk's
 */
export const quickOptions = (counts, own) =>
  [...QUICK, ''].map((value) => {
    const name = value || 'all';
    const word = own ? t(`loans.own.${name}`) : t(`loans.desk.${name}`);
    const count = counts?.[/** @type {keyof Counts} */ (`${value || 'total'}_loans`)];
    return { value, label: count === undefined ? word : `${word} ${number(count)}` };
  });

/** "3 × Portátil HP" for some, the name alone for one. @param {Loan} loan */
export const wishOf = (loan) =>
  loan.quantity_requested > 1 ? `${number(loan.quantity_requested)} × ${loan.item_name}` : loan.item_name;

/** What is known of the thing below its name. @param {Loan} loan */
const thingOf = (loan) =>
  loan.item_details
    ? loan.any_of_model
      ? [t('loans.anyOfModel'), [loan.item_details.brand, loan.item_details.model].filter(Boolean).join(' ')]
          .filter(Boolean)
          .join(' · ')
      : loan.item_details.internal_code
    : t('loans.inWords');

/** What isn't as urgent as the rest says so. @param {Loan} loan */
function urgencyOf(loan) {
  if (loan.priority === 'media') return null;
  const state = priorityState(loan.priority);
  return [' ', badge({ ...state, word: t('loans.urgency', { word: lower(state.word) }) })];
}

/** The last day, its hours, and whether it has passed. @param {Loan} loan */
function untilCell(loan) {
  const due = dueState(loan);
  return h(
    'span',
    { class: 'loan-until' },
    h('span', { class: 'nowrap' }, date(loan.end_date)),
    loan.start_time && loan.end_time
      ? h('span', { class: 'cell-sub nowrap' }, timeRange(loan.start_time, loan.end_time))
      : null,
    due ? badge(due) : null,
  );
}

/** @param {boolean} own @param {boolean} someWarehouses @returns {import('../../ui/table.js').TableColumn<Loan>[]} */
const columnsFor = (own, someWarehouses) => [
  {
    key: 'item_name',
    label: t('loans.what'),
    card: 'title',
    value: (row) => wishOf(row),
    cell: (row) => h('span', {}, wishOf(row), h('span', { class: 'cell-sub' }, thingOf(row), urgencyOf(row))),
  },
  ...(own
    ? []
    : [
        /** @type {import('../../ui/table.js').TableColumn<Loan>} */ ({
          key: 'instructor_name',
          label: t('loans.who'),
          card: 'subtitle',
          cell: (row) => h('span', {}, row.instructor_name, h('span', { class: 'cell-sub' }, timeOf(row.created_at))),
        }),
      ]),
  ...(someWarehouses
    ? [
        /** @type {import('../../ui/table.js').TableColumn<Loan>} */ ({
          key: 'environment_name',
          label: t('loans.where'),
        }),
      ]
    : []),
  { key: 'end_date', label: t('loans.until'), narrow: true, value: (row) => row.end_date, cell: untilCell },
  // A desk has it below the name.
  when(t('loans.asked'), { card: 'hidden', hide: own ? undefined : 'desktop' }),
  state('status', t('common.status'), (/** @type {Loan} */ row) => loanState(row.status), { card: 'badge' }),
];

/** @type {import('../../frame/router.js').Page} */
export const list = {
  title: () => t('loans.title'),
  async render(ctx) {
    const { user } = ctx;
    const desk = atDesk(user);
    const own = user.role === 'instructor';
    ctx.setHint(t(`loans.hint.${user.role}`));
    if (mayAsk(user)) {
      ctx.setActions(
        button({ label: t('loans.calendar'), icon: 'calendar', href: '/prestamos/calendario' }),
        button({ label: t('loans.new'), icon: 'plus', kind: 'primary', href: '/prestamos/nuevo' }),
      );
    }
    const warehouses = mayAsk(user) ? await api.get('/api/loans/warehouses', { signal: ctx.signal }) : [];
    /** @type {Counts | null} */
    let counts = null;
    const table = dataTable({
      ctx,
      name: 'prestamos',
      exports: {
        list: 'loans',
        filters: ({ search, filters }) => ({
          search,
          status: filters.estado,
          priority: filters.prioridad,
          environment_id: filters.bodega,
        }),
      },
      caption: t('loans.title'),
      noun: (n) => t('loans.count', { n }),
      perPage: 25,
      loadPage: async ({ page, perPage, search, filters, signal }) => {
        const environment_id = filters.bodega;
        const [answer, figures] = await Promise.all([
          api.get('/api/loans', {
            query: {
              page,
              per_page: perPage,
              search,
              status_filter: filters.estado,
              priority: filters.prioridad,
              environment_id,
            },
            signal,
          }),
          api.get('/api/loans/stats', { query: { environment_id }, signal }),
        ]);
        counts = figures;
        return { rows: answer.loans, total: answer.total };
      },
      columns: columnsFor(own, user.role !== 'admin' || warehouses.length > 1),
      filters: [
        {
          key: 'estado',
          label: t('loans.filter'),
          type: 'chips',
          // A desk begins with what waits for it.
          value: desk ? 'pending' : '',
          options: () => quickOptions(counts, own),
        },
        ...(warehouses.length > 1
          ? [
              /** @type {import('../../ui/table.js').TableFilter<Loan>} */ ({
                key: 'bodega',
                label: t('loans.where'),
                type: 'select',
                options: warehouses.map((one) => ({ value: one.id, label: one.name })),
              }),
            ]
          : []),
        ...(own
          ? []
          : [
              /** @type {import('../../ui/table.js').TableFilter<Loan>} */ ({
                key: 'prioridad',
                label: t('loans.priority'),
                type: 'select',
                options: PRIORITIES.map((value) => ({ value, label: priorityState(value).word })),
              }),
            ]),
      ],
      search: { placeholder: t('loans.search') },
      href: (row) => `/prestamos/${row.id}`,
      rowTone: (row) => (row.is_overdue ? 'bad' : dueState(row) ? 'warn' : null),
      empty: desk
        ? { icon: 'check-circle', title: t('loans.none.pending'), hint: t('loans.none.hint') }
        : own
          ? {
              icon: 'swap',
              title: t('loans.emptyOwn'),
              hint: t('loans.emptyOwnHint'),
              action: { label: t('loans.new'), icon: 'plus', href: '/prestamos/nuevo' },
            }
          : { icon: 'swap', title: t('loans.empty'), hint: t('loans.emptyHint') },
    });
    return h('div', { class: 'stack loans-list' }, views(user, '/prestamos'), table.element);
  },
};
