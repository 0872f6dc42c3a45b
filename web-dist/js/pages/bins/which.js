/** The choice of the warehouse that new bins are for. */
import { h, uid } from '../../ui/dom.js';
import { t } from './words.js';

/**
 * Stands above a form and is no part of it: another warehouse names its bins otherwise, so that its form is another one. Who stays for the
 * sake of what is typed keeps the warehouse as well.
 * @param {import('wire').Warehouse[]} known @param {import('wire').Warehouse} chosen @param {(warehouse: string) => unknown} go
 */
export function warehouseChoice(known, chosen, go) {
  const id = uid('warehouse');
  const select = h(
    'select',
    {
      id,
      on: {
        change: () => {
          const wanted = select.value;
          select.value = chosen.id;
          if (wanted !== chosen.id) go(wanted);
        },
      },
    },
    ...known.map((one) => h('option', { value: one.id, selected: one.id === chosen.id }, one.name)),
  );
  return h('div', { class: 'field bin-warehouse' }, h('label', { for: id }, t('bins.warehouse')), select);
}
