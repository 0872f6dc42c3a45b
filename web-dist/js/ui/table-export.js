/** How a table is taken along: by the server where it knows the list, else the rows at hand as CSV. */
import { ApiError } from '../kit/api.js';
import { today } from '../kit/format.js';
import { t } from '../kit/words.js';
import { announce, h, icon } from './dom.js';
import { exportMenu } from './export.js';
import { busy, errorText, saveFile } from './parts.js';
import { shownOf, toCsv } from './rows.js';
import { toast } from './toast.js';

/**
 * What the server writes of a list: which, and to what it was narrowed where the server does that. A list that the browser narrows is
 * taken along row by row as it stands on the screen.
 * @typedef {{list: import('./export.js').Asked['list'], filters?: (state: import('./rows.js').State) => import('./export.js').Asked['filters']}} TableExport
 */
/** @typedef {import('./table.js').TableOptions} TableOptions */
/** @typedef {{state: () => import('./rows.js').State, rows: () => any[], found: () => any[], count: () => string, columns: import('./table.js').TableColumn[]}} Standing */

/** @param {TableOptions} options @param {Standing} standing */
export function tableExport(options, standing) {
  if (options.exports) return bySheet(options, options.exports, standing);
  const wanted = options.csv ?? !options.loadPage;
  return { element: wanted ? csvButton(options, standing) : null, update: () => undefined };
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
        : {
            ids: found().map((row) => String(row.id)),
            shown: shownOf(state(), options.filters ?? [], columns, rows(), {
              search: t('table.search'),
              sort: t('table.sortBy'),
            }),
          }),
    }),
  });
  return { element, update: close };
}

/** @param {TableOptions} options @param {Standing} standing */
function csvButton(options, { found, columns }) {
  const save = async () => {
    const kept = typeof options.csv === 'function' ? await options.csv() : found();
    const file = `${options.name}-${today()}.csv`;
    saveFile(new Blob([toCsv(kept, columns)], { type: 'text/csv;charset=utf-8' }), file);
    announce(t('table.csvDone', { file }));
  };
  const element = h(
    'button',
    {
      type: 'button',
      class: 'button quiet desktop-only',
      on: {
        click: () =>
          busy(element, save).catch((error) => {
            if (!(error instanceof ApiError)) console.error(error);
            toast(errorText(error), { tone: 'bad' });
          }),
      },
    },
    icon('download'),
    t('table.csv'),
  );
  return element;
}
