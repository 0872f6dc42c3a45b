/** The classes that were put away: the week doesn't show them, and here they can be found to be taken up again. */
import { api } from '../../kit/api.js';
import { date, weekday } from '../../kit/format.js';
import { openDialog } from '../../ui/dialog.js';
import { async, emptyState, linkList } from '../../ui/parts.js';
import { hoursText } from './hours.js';
import { t } from './words.js';

/** @param {{id: string, role: string}} user an instructor sees his own, the others those of their centre */
export function inactiveClasses(user) {
  const query = { is_active: false, instructor_id: user.role === 'instructor' ? user.id : null };
  const body = async(
    () => api.all('/api/schedules', { query }),
    (rows) =>
      rows.length
        ? linkList(
            rows.map((row) => ({
              href: `/horarios/${row.id}`,
              title: row.program,
              icon: 'calendar',
              hint: `${row.environment_name} · ${weekday(row.day_of_week)}, ${hoursText(row)} · ${t('schedules.until', { date: date(row.end_date) })}`,
            })),
          )
        : emptyState({ icon: 'calendar', title: t('schedules.noInactive') }),
  );
  const box = openDialog({ title: t('schedules.inactive'), hint: t('schedules.inactiveHint'), body });
  body.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('a')) box.close();
  });
}
