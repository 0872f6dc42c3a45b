/** Words of scanning, in English. @type {import('../../kit/words.js').Dictionary} */
export default {
  'scan.title': 'Scan',
  'scan.hint': 'Scan the door to link yourself to the room, or an item to see how it is.',
  'scan.placeholder': 'INV-00012',
  'scan.fromList': 'Choose from the list',
  'scan.fromListHint': 'If the code is damaged or you have no camera.',
  'scan.chooseLabel': 'Room or warehouse',
  'scan.choose': 'See room',
  'scan.seeRoom': 'See the room',
  'scan.similar': 'Similar to “{text}”',
  'scan.unknown': 'We do not know that code',
  'scan.unknownHint': 'Nothing within your reach has the code “{text}”. Check it, or choose the room from the list.',

  'scan.secure': 'With the secure address you can scan with the camera, without taking photos.',
  'scan.secureGo': 'Open the secure address',
  'scan.secureHow': 'How to prepare it',
};
