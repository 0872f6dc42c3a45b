/** One supplier: how to reach them, and what they delivered. */
import { api } from '../../kit/api.js';
import { activeState, number } from '../../kit/format.js';
import { h } from '../../ui/dom.js';
import { menu } from '../../ui/menu.js';
import { badge, button, card, facts, notice } from '../../ui/parts.js';
import { mayDescribe } from '../warehouses/options.js';
import { opensCodes } from '../warehouses/open-code.js';
import { removeSupplier, setActive } from './actions.js';
import { t } from './words.js';

/** @typedef {import('wire').Supplier} Supplier */
/** @typedef {import('../../frame/router.js').PageContext} PageContext */

/** @param {Supplier} row @param {PageContext} ctx */
function actions(row, ctx) {
  if (!mayDescribe(ctx.user)) return;
  ctx.setActions(
    menu({
      label: t('common.more'),
      icon: 'more',
      items: [
        {
          label: t(row.is_active ? 'common.deactivate' : 'common.activate'),
          icon: row.is_active ? 'minus' : 'check-circle',
          run: () => setActive(row, !row.is_active, ctx.reload),
        },
        {
          label: t('common.delete'),
          icon: 'trash',
          danger: true,
          run: () =>
            removeSupplier(row, {
              gone: () => ctx.navigate('/proveedores', { replace: true }),
              changed: ctx.reload,
            }),
        },
      ],
    }),
    button({ label: t('common.edit'), icon: 'edit', href: `/proveedores/${row.id}/editar` }),
  );
}

/** @type {import('../../frame/router.js').Page} */
export const detail = {
  title: () => t('suppliers.one'),
  hint: () => t('suppliers.oneHint'),
  async render(ctx) {
    opensCodes(ctx);
    ctx.setBack('/proveedores', t('suppliers.title'));
    const row = await api.get(`/api/suppliers/${ctx.params.id}`, { signal: ctx.signal });
    ctx.setTitle(row.company_name);
    actions(row, ctx);
    return h(
      'div',
      { class: 'stack' },
      row.is_active ? null : notice({ tone: 'muted', icon: 'info', text: t('suppliers.inactiveText') }),
      card(
        { title: t('suppliers.facts'), icon: 'info' },
        facts([
          [t('common.status'), badge(activeState(row.is_active))],
          [t('suppliers.nit'), row.tax_number ?? null],
          [t('suppliers.contact'), row.contact_person ?? null],
          [
            t('common.phone'),
            row.phone ? h('a', { href: `tel:${row.phone.replace(/[^+\d]/g, '')}` }, row.phone) : null,
          ],
          [t('common.email'), row.email ? h('a', { href: `mailto:${row.email}` }, row.email) : null],
          [t('suppliers.address'), row.address ?? null],
          [
            t('suppliers.lots'),
            row.lots
              ? h(
                  'a',
                  { href: `/existencias?proveedor=${row.id}` },
                  t('suppliers.lotsOf', { n: row.lots, count: number(row.lots) }),
                )
              : number(row.lots),
          ],
          [t('suppliers.center'), row.center_name],
        ]),
      ),
    );
  },
};
