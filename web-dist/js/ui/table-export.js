/** How a table is taken along: the server writes what stands on the screen. */
import { t } from '../kit/words.js';
import { exportMenu } from './export.js';
import { pickOf, shownOf } from './rows.js';

/**
 * What the server writes of a list: which, and to what it was narrowed where the server does that. A list that the browser narrows is
 * taken along row by row as it stands on the screen.
 * @typedef {{list: import('./export.js').Asked['list'], filters?: (state: import('./rows.js').State) => import('./export.js').Asked['filters']}} TableExport
 */
/** @typedef {import('./table.js').TableOptions} TableOptions */
/** @typedef {{state: () => import('./rows.js').State, rows: () => any[], found: () => any[], count: () => string, columns: import('./table.js').TableColumn[]}} Standing */

/** @param {TableOptions} options @param {Standing} standing */
export function tableExport(options, standing) {
  return options.exports ? bySheet(options, options.exports, standing) : { element: null, update: () => undefined };
}

/** @param {TableOptions} options @param {TableExport} of @param {Standing} standing */
function bySheet(options, { list, filters }, { state, rows, found, count, columns }) {
  const { element, close } = exportMenu({
    count,
    signal: options.ctx.signal,
    ask: () => ({
      list,
      filters: filters?.(state()),
      ...(options.loadPage
        ? {}
        : pickOf(found(), state(), options, () =>
            shownOf(state(), options.filters ?? [], columns, rows(), {
              search: t('table.search'),
              sort: t('table.sortBy'),
            }),
          )),
    }),
  });
  return { element, update: close };
}
