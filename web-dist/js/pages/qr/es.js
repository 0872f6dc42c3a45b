/** Words of the labels, in Spanish as it is written in Colombia. @type {import('../../kit/words.js').Dictionary} */
export default {
  'label.title': 'Código QR',
  'label.hint.environment': 'Péguelo en la puerta del ambiente.',
  'label.hint.item': 'Péguelo en el equipo.',
  'label.print': 'Imprimir en hoja',
  'label.label': 'Etiqueta',
  'label.show': 'Ver grande el código QR de {name}',
  'label.alt': 'Código QR de {name}',
  'label.enlargeHint': 'Apunte aquí con el celular.',
};
