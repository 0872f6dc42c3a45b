/** Words of a forgotten password, in Spanish as it is written in Colombia. @type {import('../../kit/words.js').Dictionary} */
export default {
  'recovery.title': '¿Olvidó su contraseña?',
  'recovery.hint': 'Escriba el correo de su cuenta y le enviamos un código para poner otra.',
  'recovery.send': 'Enviar el código',
  'recovery.sent': 'Revise su correo',
  'recovery.sentHint': 'El código vale 30 minutos y una sola vez.',
  'recovery.noMail': 'Este servidor no envía correos. Pida un código a la administración del centro y escríbalo aquí.',
  'recovery.haveCode': 'Ya tengo un código',
  'recovery.toLogin': 'Volver a ingresar',

  'recovery.newTitle': 'Contraseña nueva',
  'recovery.newHint': 'Con el código que le llegó por correo o que le dio la administración.',
  'recovery.code': 'Código',
  'recovery.codeHint': 'Doce letras y números, como ABCD-EFGH-2345.',
  'recovery.codeShape': 'El código tiene doce letras y números',
  'recovery.new': 'Contraseña nueva',
  'recovery.ends': 'Las sesiones abiertas de su cuenta se cierran en todos los equipos.',
  'recovery.set': 'Cambiar y entrar',
  'recovery.set.enter': 'Su contraseña ya es la nueva. Ingrese con ella.',
  'recovery.done': 'Contraseña cambiada. Hola, {name}.',
  'recovery.another': 'Pedir otro código',
  'recovery.one': 'Código para una contraseña nueva',
};
