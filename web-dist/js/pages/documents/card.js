/** The documents of an item: downloaded by all who see them, added and deleted by those who keep equipment. */
import { api, ApiError } from '../../kit/api.js';
import { bytes, date } from '../../kit/format.js';
import { h, icon, replace, uid } from '../../ui/dom.js';
import { confirm } from '../../ui/dialog.js';
import { async, badge, button, card, saveFile } from '../../ui/parts.js';
import { sendingList } from '../../ui/sending.js';
import { toast } from '../../ui/toast.js';
import { mayWriteItems } from '../inventory/actions.js';
import { isPdf, LARGEST } from './rules.js';
import { KINDS, kindName, t } from './words.js';

/** @typedef {import('wire').ItemDocument} Document */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */
/** @typedef {{id: string, name: string}} Of */

/** @type {Record<Document['kind'], [string, import('../../kit/format.js').Tone]>} */
const LOOK = { invoice: ['lock', 'info'], manual: ['list', 'muted'], other: ['file', 'muted'] };

/** @param {Of} item @param {PageContext} ctx */
export function documentsCard(item, ctx) {
  const load = () => api.get('/api/item-documents', { query: { item_id: item.id }, signal: ctx.signal });
  const writes = mayWriteItems(ctx.user);
  return card(
    { title: t('documents.title'), icon: 'file', class: 'documents' },
    async(load, (list) => documents(item, list, { ctx, writes, load }), { lines: 2 }),
  );
}

/**
 * @param {Of} item @param {Document[]} first @param {{ctx: PageContext, writes: boolean, load: () => Promise<Document[]>}} given
 */
function documents(item, first, { ctx, writes, load }) {
  const place = h('div', {});
  /** @param {Document[]} list */
  function draw(list) {
    replace(
      place,
      list.length
        ? h('ul', { class: 'document-list', role: 'list' }, ...list.map(line))
        : h('p', { class: 'muted' }, t('documents.none')),
    );
  }
  const reload = async () => draw(await load());

  /** @param {Document} row */
  function line(row) {
    const [sign, tone] = LOOK[row.kind];
    return h(
      'li',
      {},
      h(
        'div',
        { class: 'document-text' },
        h('span', { class: 'strong' }, row.name),
        h(
          'span',
          { class: 'muted small' },
          t('documents.by', { size: bytes(row.size), name: row.created_by_name, day: date(row.created_at) }),
        ),
      ),
      badge({ word: kindName(row.kind), icon: sign, tone }),
      h(
        'div',
        { class: 'document-acts' },
        button({
          label: t('documents.download', { name: row.name }),
          icon: 'download',
          iconOnly: true,
          kind: 'quiet',
          run: async () => {
            const path = /** @type {'/api/item-documents/{id}/file'} */ (`/api/item-documents/${row.id}/file`);
            const { blob, name } = await api.file(path, { signal: ctx.signal });
            saveFile(blob, name || row.name);
          },
        }),
        writes
          ? button({
              label: t('documents.remove', { name: row.name }),
              icon: 'trash',
              iconOnly: true,
              kind: 'quiet',
              run: () => remove(row),
            })
          : null,
      ),
    );
  }

  /** @param {Document} row */
  async function remove(row) {
    const sure = await confirm({
      title: t('documents.removeAsk', { name: row.name }),
      loses: [t('documents.loses')],
      confirmLabel: t('common.delete'),
      danger: true,
    });
    if (!sure) return;
    await api.del(`/api/item-documents/${row.id}`);
    toast(t('documents.removed'));
    await reload();
  }
  draw(first);
  return [place, writes ? adder(item, ctx, reload) : null];
}

/** A file that the server would refuse is refused before it travels. @param {File} file */
async function check(file) {
  if (file.size > LARGEST)
    throw new ApiError(413, 'demasiado_grande', t('documents.tooLarge', { size: bytes(file.size) }));
  if (!isPdf(new Uint8Array(await file.slice(0, 5).arrayBuffer())))
    throw new ApiError(400, 'documento_no_es_pdf', t('documents.notPdf'));
}

/** @param {Of} item @param {PageContext} ctx @param {() => Promise<void>} onAdded */
function adder(item, ctx, onAdded) {
  const id = uid('document');
  const kind = h(
    'select',
    { id: `${id}-kind`, 'aria-describedby': `${id}-hint` },
    ...KINDS.map((value) => h('option', { value }, kindName(value))),
  );
  kind.value = 'manual';
  const sending = sendingList(async (row, told) => {
    await check(row.file);
    const made = await api.upload('/api/item-documents', row.file, {
      query: { item_id: item.id, kind: row.kept, name: row.file.name },
      signal: ctx.signal,
      onProgress: (done, all) => told(done / Math.max(1, all)),
    });
    toast(t('documents.added', { name: made.name }));
    await onAdded();
  });
  ctx.guard(() => sending.any());
  const input = h('input', {
    type: 'file',
    id,
    accept: 'application/pdf,.pdf',
    class: 'visually-hidden',
    'aria-describedby': `${id}-hint`,
    on: {
      change: () => {
        const file = input.files?.[0];
        input.value = '';
        if (file) void sending.add([file], kind.value);
      },
    },
  });
  return h(
    'div',
    { class: 'stack tight' },
    sending.element,
    h(
      'div',
      { class: 'document-add' },
      h('label', { for: `${id}-kind`, class: 'small muted' }, t('documents.kind')),
      kind,
      input,
      h('label', { class: 'button', for: id }, icon('plus'), t('documents.add')),
    ),
    h('p', { class: 'field-hint', id: `${id}-hint` }, `${t('documents.addHint')} ${t('documents.invoiceHint')}`),
  );
}
