/** Materials that were chosen to be labelled: by the address of one, or carried over from a list. */

/** @typedef {{source: 'bins' | 'products' | 'lots', ids: string[]}} Materials */

const KEY = 'inventario.labels.materials';
/** What the address calls one of each. @type {Record<string, Materials['source']>} */
const ONE = { ubicacion: 'bins', producto: 'products', lote: 'lots' };

/** Takes a selection along to the designer. @param {Materials['source']} source @param {string[]} ids @returns {string} the designer's address */
export function carryMaterials(source, ids) {
  sessionStorage.setItem(KEY, JSON.stringify({ source, ids }));
  return `/etiquetas?materiales=${source}`;
}

/** What the address of the designer asks for, if it is materials. @param {URLSearchParams} query @returns {Materials | null} */
export function askedMaterials(query) {
  for (const [name, source] of Object.entries(ONE)) {
    const id = query.get(name);
    if (id) return { source, ids: [id] };
  }
  const wanted = query.get('materiales');
  if (!wanted) return null;
  try {
    const { source, ids } = JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
    return source === wanted && Array.isArray(ids) ? { source, ids: ids.filter((id) => typeof id === 'string') } : null;
  } catch {
    return null;
  }
}
