/** Words of the movements, in English. @type {import('../../kit/words.js').Dictionary} */
export default {
  'movements.title': 'Movements',
  'movements.hint': 'All that came in and went out, with who and why. Nothing of it is deleted or changed.',
  'movements.count': { one: '{count} movement', other: '{count} movements' },
  'movements.what': 'What happened',
  'movements.material': 'Material',
  'movements.where': 'Bin',
  'movements.who': 'Who',
  'movements.when': 'When',
  'movements.type': 'Type',
  'movements.product': 'Product',
  'movements.warehouse': 'Warehouse',
  'movements.lot': 'Lot',
  'movements.from': 'From',
  'movements.until': 'Until',
  'movements.search': 'Product, lot, bin or document',
  'movements.empty': 'No movements yet',
  'movements.emptyHint': 'Each receipt, issue, adjustment, transfer and write-off stays here.',

  'movements.told.receipt': {
    one: '{count} came in. There were {before}; {after} now.',
    other: '{count} came in. There were {before}; {after} now.',
  },
  'movements.told.issue': {
    one: '{count} went out. There were {before}; {after} left.',
    other: '{count} went out. There were {before}; {after} left.',
  },
  'movements.told.scrap': {
    one: '{count} written off. There were {before}; {after} left.',
    other: '{count} written off. There were {before}; {after} left.',
  },
  'movements.told.adjustment.more': {
    one: '{count} more were found. The book said {before}; there are {after}.',
    other: '{count} more were found. The book said {before}; there are {after}.',
  },
  'movements.told.adjustment.less': {
    one: '{count} were missing. The book said {before}; there are {after}.',
    other: '{count} were missing. The book said {before}; there are {after}.',
  },
  'movements.told.transfer.more': {
    one: '{count} came by transfer. There were {before}; {after} now.',
    other: '{count} came by transfer. There were {before}; {after} now.',
  },
  'movements.told.transfer.less': {
    one: '{count} left by transfer. There were {before}; {after} left.',
    other: '{count} left by transfer. There were {before}; {after} left.',
  },
  'movements.paper': 'document {paper}',
  'movements.outOfTurn': 'Out of turn: {reason}',
  'movements.forcedInTurn': 'An exception was asked for, but it was its turn: {reason}',
  'movements.notes': 'Note: {notes}',

  'movement.receipt': 'Receipt',
  'movement.issue': 'Issue',
  'movement.adjustment': 'Adjustment',
  'movement.transfer': 'Transfer',
  'movement.scrap': 'Write-off',

  'movement.reason.supplier_delivery': 'Delivery of a supplier',
  'movement.reason.reservation_fulfillment': 'Delivery of a reservation',
  'movement.reason.transfer_out': 'Moved to another bin',
  'movement.reason.transfer_in': 'Moved from another bin',
  'movement.reason.cross_warehouse_out': 'Sent to another warehouse',
  'movement.reason.cross_warehouse_in': 'Came from another warehouse',
  'movement.reason.transfer_cancelled': 'Transfer cancelled',
};
