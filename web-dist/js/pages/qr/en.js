/** Words of the labels, in English. @type {import('../../kit/words.js').Dictionary} */
export default {
  'label.title': 'QR code',
  'label.hint.environment': 'Stick it on the door of the room.',
  'label.hint.item': 'Stick it on the item.',
  'label.print': 'Print on a sheet',
  'label.label': 'Label',
  'label.show': 'Enlarge the QR code of {name}',
  'label.alt': 'QR code of {name}',
  'label.enlargeHint': 'Point your phone here.',
};
