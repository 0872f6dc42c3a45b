/** What is lent, and whether it comes back in time. */
import { api } from '../../kit/api.js';
import { number } from '../../kit/format.js';
import { bars, plot } from '../../ui/chart.js';
import { async, card, columns, emptyState, stat, stats } from '../../ui/parts.js';
import { said } from './parts.js';
import { adviceOnLoans, placeName, rateText, rateTone } from './rules.js';
import { t } from './words.js';

/** @typedef {import('wire').LoanFigures} LoanFigures */

/** @param {import('./parts.js').Panel} panel */
export const loansPanel = ({ ctx, asked }) =>
  async(
    () => api.get('/api/stats/loans', { query: asked, signal: ctx.signal }),
    (found) => draw(found, ctx.user.role),
    { lines: 8 },
  );

/** @param {LoanFigures} found @param {import('../../kit/format.js').Role} role */
function draw(found, role) {
  const { months } = found;
  const own = role === 'instructor';
  if (!found.total)
    return emptyState({
      icon: 'swap',
      title: t(own ? 'stats.noOwnLoans' : 'stats.noLoans'),
      hint: t('stats.noLoansHint'),
    });
  return [
    ...said(adviceOnLoans(found, role)),
    stats(
      stat({
        label: t('stats.loans'),
        value: number(found.total),
        icon: 'swap',
        hint: t('stats.rejectedN', { n: found.rejected }),
      }),
      stat({
        label: t('stats.out'),
        value: number(found.active),
        icon: 'forward',
        tone: found.overdue ? 'bad' : '',
        hint: t('stats.overdueLoansN', { n: found.overdue }),
        href: '/prestamos?estado=active',
      }),
      stat({
        label: t('stats.onTime'),
        value: rateText(found.on_time_rate),
        icon: 'check-circle',
        tone: rateTone(found.on_time_rate),
        hint: t('stats.returnedN', { n: found.returned }),
      }),
      stat({
        label: t('stats.loanDays'),
        value: found.average_days === null ? '—' : number(found.average_days),
        icon: 'clock',
        hint: t('stats.loanDaysHint'),
      }),
    ),
    columns(
      [
        card(
          { title: t('stats.loansByMonth'), icon: 'chart', hint: t('stats.loansByMonthHint') },
          plot({
            kind: 'stack',
            title: t('stats.loansByMonth'),
            about: t('stats.loansAbout', { n: found.total }),
            head: t('stats.step.month'),
            places: months.map((month) => placeName(month, 'month', months.length)),
            series: [
              { name: t('stats.kept'), tone: 'good', values: months.map((month) => month.loans - month.late) },
              { name: t('stats.lateOnes'), tone: 'bad', values: months.map((month) => month.late) },
              { name: t('stats.rejected'), tone: 'muted', values: months.map((month) => month.rejected) },
            ],
          }),
        ),
      ],
      [
        found.most_lent.length
          ? card(
              { title: t(own ? 'stats.mostAsked' : 'stats.mostLent'), icon: 'star' },
              bars(
                found.most_lent.map((item) => ({
                  label: item.name,
                  href: item.item_id ? `/equipos/${item.item_id}` : undefined,
                  value: item.loans,
                })),
                { label: t('stats.mostLent'), long: true },
              ),
            )
          : null,
      ],
    ),
  ];
}
