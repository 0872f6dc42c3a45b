/** Words of the movements, in Spanish as it is written in Colombia. @type {import('../../kit/words.js').Dictionary} */
export default {
  'movements.title': 'Movimientos',
  'movements.hint': 'Todo lo que entró y salió, con quién y por qué. Nada de aquí se borra ni se cambia.',
  'movements.count': { one: '{count} movimiento', other: '{count} movimientos' },
  'movements.what': 'Qué pasó',
  'movements.material': 'Material',
  'movements.where': 'Ubicación',
  'movements.who': 'Quién',
  'movements.when': 'Cuándo',
  'movements.type': 'Clase',
  'movements.product': 'Producto',
  'movements.warehouse': 'Bodega',
  'movements.lot': 'Lote',
  'movements.from': 'Desde',
  'movements.until': 'Hasta',
  'movements.search': 'Producto, lote, ubicación o documento',
  'movements.empty': 'Todavía no hay movimientos',
  'movements.emptyHint': 'Cada entrada, salida, ajuste, traslado y baja queda aquí.',

  'movements.told.receipt': {
    one: 'Entró {count}. Había {before}; quedó {after}.',
    other: 'Entraron {count}. Había {before}; quedaron {after}.',
  },
  'movements.told.issue': {
    one: 'Salió {count}. Había {before}; quedaron {after}.',
    other: 'Salieron {count}. Había {before}; quedaron {after}.',
  },
  'movements.told.scrap': {
    one: 'Se dio de baja {count}. Había {before}; quedaron {after}.',
    other: 'Se dieron de baja {count}. Había {before}; quedaron {after}.',
  },
  'movements.told.adjustment.more': {
    one: 'Se encontró {count} de más. El libro decía {before}; hay {after}.',
    other: 'Se encontraron {count} de más. El libro decía {before}; hay {after}.',
  },
  'movements.told.adjustment.less': {
    one: 'Faltó {count}. El libro decía {before}; hay {after}.',
    other: 'Faltaron {count}. El libro decía {before}; hay {after}.',
  },
  'movements.told.transfer.more': {
    one: 'Llegó {count} por traslado. Había {before}; quedaron {after}.',
    other: 'Llegaron {count} por traslado. Había {before}; quedaron {after}.',
  },
  'movements.told.transfer.less': {
    one: 'Se fue {count} por traslado. Había {before}; quedaron {after}.',
    other: 'Se fueron {count} por traslado. Había {before}; quedaron {after}.',
  },
  'movements.paper': 'documento {paper}',
  'movements.outOfTurn': 'Fuera de turno: {reason}',
  'movements.forcedInTurn': 'Se pidió excepción, pero era su turno: {reason}',
  'movements.notes': 'Nota: {notes}',

  'movement.receipt': 'Entrada',
  'movement.issue': 'Salida',
  'movement.adjustment': 'Ajuste',
  'movement.transfer': 'Traslado',
  'movement.scrap': 'Baja',

  'movement.reason.supplier_delivery': 'Entrega de proveedor',
  'movement.reason.reservation_fulfillment': 'Entrega de una reserva',
  'movement.reason.transfer_out': 'Cambio de ubicación',
  'movement.reason.transfer_in': 'Cambio de ubicación',
  'movement.reason.cross_warehouse_out': 'Envío a otra bodega',
  'movement.reason.cross_warehouse_in': 'Llegada de otra bodega',
  'movement.reason.transfer_cancelled': 'Traslado cancelado',
};
