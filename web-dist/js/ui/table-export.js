/** How a table is taken along: the server writes what stands on the screen. */
import { t } from '../kit/words.js';
import { exportMenu } from './export.js';
import { pickOf, shownOf } from './rows.js';

/**
 * What the server writes of a list: which, and to what it was narrowed where the server does that. A list that the browser narrows is
 * taken along row by row as it stands on the screen.
 * @typedef {{list: import('./export.js').Asked['list'], filters?: (state: import('./rows.js').State) => import('./export.js').Asked['filters']}} TableExport
 */
/** @typedef {{state: () => import('./rows.js').State, rows: () => any[], found: () => any[], count: () => string}} Standing */

/** @param {import('./table.js').TableOptions} options @param {Standing} standing */
export function tableExport(options, { state, rows, found, count }) {
  if (!options.exports) return null;
  const { list, filters } = options.exports;
  const words = { search: t('table.search'), sort: t('table.sortBy') };
  const shown = () => shownOf(state(), options.filters ?? [], options.columns, rows(), words);
  return exportMenu({
    count,
    signal: options.ctx.signal,
    ask: () => ({
      list,
      filters: filters?.(state()),
      ...(options.loadPage ? {} : pickOf(found(), state(), options, shown)),
    }),
  });
}
