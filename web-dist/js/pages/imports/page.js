/** Importing equipment: choosing a file, the template, and the imports of before. */
import { ApiError, api } from '../../kit/api.js';
import { bytes } from '../../kit/format.js';
import { when } from '../../ui/columns.js';
import { confirm } from '../../ui/dialog.js';
import { h, replace } from '../../ui/dom.js';
import { badge, button, card, errorText, isAbort, notice, saveFile } from '../../ui/parts.js';
import { dataTable } from '../../ui/table.js';
import { toast } from '../../ui/toast.js';
import { LARGEST } from './rules.js';
import { importState, t } from './words.js';

/** @typedef {import('wire').Import} Import */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** Where a file is chosen or dropped; what is chosen is sent at once: nothing happens to the inventory by it. @param {PageContext} ctx */
function chooser(ctx) {
  const input = h('input', {
    type: 'file',
    id: 'import-file',
    class: 'visually-hidden',
    accept: '.csv,.tsv,.txt,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'aria-describedby': 'import-file-hint',
    on: { change: () => input.files?.[0] && void send(input.files[0]) },
  });
  const said = h('div', { role: 'status' });
  const zone = h(
    'div',
    {
      class: 'import-drop',
      on: {
        dragover: (/** @type {DragEvent} */ event) => {
          event.preventDefault();
          zone.classList.add('over');
        },
        dragleave: () => zone.classList.remove('over'),
        drop: (/** @type {DragEvent} */ event) => {
          event.preventDefault();
          zone.classList.remove('over');
          const file = event.dataTransfer?.files[0];
          if (file) void send(file);
        },
      },
    },
    input,
    h(
      'label',
      { for: 'import-file' },
      h('span', { class: 'strong desktop-only' }, t('imports.drop')),
      h('span', { class: 'button primary' }, t('imports.pick')),
    ),
    h('p', { id: 'import-file-hint', class: 'muted small' }, t('imports.chooseHint')),
  );

  /** One key for one choice: sent again after a lost answer, it is still one import. @param {File} file */
  async function send(file) {
    if (zone.getAttribute('aria-busy') === 'true') return;
    zone.setAttribute('aria-busy', 'true');
    replace(said, h('p', { class: 'import-sending' }, t('imports.sending', { name: file.name }), h('progress', {})));
    try {
      if (file.size > LARGEST)
        throw new ApiError(413, 'demasiado_grande', t('imports.tooLarge', { size: bytes(file.size) }));
      const options = { query: { file_name: file.name }, key: crypto.randomUUID(), signal: ctx.signal };
      const begun = await api.upload('/api/imports', new Blob([file]), options);
      ctx.navigate(`/importaciones/${begun.id}`);
    } catch (error) {
      if (isAbort(error)) return;
      replace(said, h('div', { role: 'alert' }, notice({ tone: 'bad', text: errorText(error) })));
    } finally {
      zone.removeAttribute('aria-busy');
      input.value = '';
    }
  }
  return h('div', { class: 'stack' }, zone, said);
}

/** @param {PageContext} ctx @param {'excel' | 'csv'} format */
const template = (ctx, format) =>
  button({
    label: t(format === 'excel' ? 'imports.templateExcel' : 'imports.templateCsv'),
    icon: 'download',
    run: async () => {
      const file = await api.blob('/api/imports/template', { query: { file_format: format }, signal: ctx.signal });
      saveFile(file, `${t('imports.templateName')}.${format === 'excel' ? 'xlsx' : 'csv'}`);
    },
  });

/** What came of it, in a few words. @param {Import} row */
const outcome = (row) =>
  row.status === 'failed'
    ? (row.error ?? '')
    : [
        row.create_count && t('imports.nNew', { n: row.create_count }),
        row.change_count && t('imports.nChange', { n: row.change_count }),
        row.refused_count && t('imports.nRefused', { n: row.refused_count }),
      ]
        .filter(Boolean)
        .join(' · ') || t('imports.rowCount', { n: row.row_count });

/** @param {Import} row */
async function removeImport(row) {
  const sure = await confirm({
    title: t('imports.deleteAsk'),
    text: t(row.status === 'applied' ? 'imports.deleteApplied' : 'imports.deleteText', { name: row.file_name }),
    confirmLabel: t('imports.delete'),
    danger: true,
    icon: 'trash',
  });
  if (!sure) return false;
  toast((await api.del(`/api/imports/${row.id}`)).message);
  return true;
}

/** @type {import('../../frame/router.js').Page} */
export const overview = {
  title: () => t('imports.title'),
  hint: () => t('imports.hint'),
  render(ctx) {
    ctx.setBack('/equipos', t('imports.back'));
    const everybodys = ctx.can('admin_general');
    /** @type {ReturnType<typeof dataTable<Import>>} */
    const table = dataTable({
      ctx,
      name: 'importaciones',
      caption: t('imports.earlier'),
      noun: (n) => t('imports.count', { n }),
      load: ({ signal }) => api.all('/api/imports', { signal }),
      columns: [
        { key: 'file_name', label: t('imports.field.file_name'), card: 'title' },
        { key: 'result', label: t('imports.result'), card: 'subtitle', value: outcome, sortable: false },
        when(t('imports.when')),
        ...(everybodys ? [{ key: 'user_name', label: t('imports.by') }] : []),
        {
          key: 'status',
          label: t('common.status'),
          card: /** @type {const} */ ('badge'),
          narrow: true,
          value: (/** @type {Import} */ row) => importState(row.status).word,
          cell: (/** @type {Import} */ row) => badge(importState(row.status)),
        },
      ],
      search: false,
      sort: { key: 'created_at', desc: true },
      href: (row) => `/importaciones/${row.id}`,
      actions: (row) => [
        {
          label: t('imports.delete'),
          icon: 'trash',
          danger: true,
          run: async () => {
            if (await removeImport(row)) await table.reload();
          },
        },
      ],
      empty: { icon: 'upload', title: t('imports.empty'), hint: t('imports.emptyHint') },
    });
    return h(
      'div',
      { class: 'stack loose' },
      card(
        { title: t('imports.choose'), icon: 'upload' },
        chooser(ctx),
        h(
          'div',
          { class: 'import-template' },
          h(
            'div',
            {},
            h('p', { class: 'strong' }, t('imports.template')),
            h('p', { class: 'muted small' }, t('imports.templateHint')),
          ),
          h('div', { class: 'row' }, template(ctx, 'excel'), template(ctx, 'csv')),
        ),
      ),
      h(
        'section',
        { class: 'stack', 'aria-labelledby': 'imports-earlier' },
        h(
          'div',
          {},
          h('h2', { id: 'imports-earlier' }, t('imports.earlier')),
          h('p', { class: 'muted small' }, t('imports.earlierHint')),
        ),
        table.element,
      ),
    );
  },
};
