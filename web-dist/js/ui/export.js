/** What a list is taken along as: a menu of three formats, each a file that the server writes of what is on the screen. */
import { ApiError, api } from '../kit/api.js';
import { t } from '../kit/words.js';
import { menu } from './menu.js';
import { busy, errorText, isAbort, saveFile } from './parts.js';
import { MOST } from './rows.js';
import { toast } from './toast.js';

/** @typedef {import('wire').Schemas['NewExport']} Asked */
/** @typedef {{list: Asked['list'], filters?: Asked['filters'], ids?: string[], shown?: Asked['shown']}} Export what is on the screen */

/** The format that is wanted most first. @type {Asked['file_format'][]} */
const FORMATS = ['excel', 'csv', 'pdf'];

/**
 * @param {{count: () => string, ask: () => Export, signal?: AbortSignal}} given `count` says how many rows there are: "37 equipos"
 */
export function exportMenu({ count, ask, signal }) {
  const element = menu({
    label: t('table.export'),
    icon: 'download',
    kind: 'quiet',
    items: () =>
      FORMATS.map((format) => ({
        label: t(`table.export.${format}`, { rows: count() }),
        run: () => save(format),
      })),
  });
  const opener = /** @type {HTMLButtonElement} */ (element.querySelector('button'));

  /** @param {Asked['file_format']} format */
  async function save(format) {
    const rows = count();
    const asked = ask();
    if (asked.ids && asked.ids.length > MOST) return toast(t('table.export.tooMany'), { tone: 'bad' });
    await busy(opener, async () => {
      try {
        const body = { file_format: format, ...asked };
        const { blob, name } = await api.file('/api/exports/lists', { body, signal });
        saveFile(blob, name);
        toast(t('table.export.done', { rows, name }));
      } catch (error) {
        if (isAbort(error)) return;
        if (!(error instanceof ApiError)) console.error(error);
        toast(errorText(error), { tone: 'bad' });
      }
    });
  }
  return {
    element,
    /** There is nothing to take along. @param {boolean} none */
    close(none) {
      opener.disabled = none;
    },
  };
}
