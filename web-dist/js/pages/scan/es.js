/** Words of scanning, in Spanish as it is written in Colombia. @type {import('../../kit/words.js').Dictionary} */
export default {
  'scan.title': 'Escanear',
  'scan.hint': 'Escanee la puerta para vincularse al ambiente, o un equipo para ver cómo está.',
  'scan.placeholder': 'INV-00012',
  'scan.fromList': 'Elegir de la lista',
  'scan.fromListHint': 'Si el código está dañado o no tiene cámara.',
  'scan.chooseLabel': 'Ambiente o bodega',
  'scan.choose': 'Ver ambiente',
  'scan.seeRoom': 'Ver el ambiente',
  'scan.similar': 'Parecidos a «{text}»',
  'scan.unknown': 'No encontramos ese código',
  'scan.unknownHint': 'Nada a su alcance tiene el código «{text}». Revíselo, o elija el ambiente de la lista.',

  'scan.secure': 'Con la dirección segura puede escanear con la cámara, sin tomar fotos.',
  'scan.secureGo': 'Abrir la dirección segura',
  'scan.secureHow': 'Cómo prepararla',
};
