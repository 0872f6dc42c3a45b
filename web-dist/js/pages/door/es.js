/** Words of signing in and making an account, in Spanish as it is written in Colombia. @type {import('../../kit/words.js').Dictionary} */
export default {
  'login.title': 'Ingresar',
  'login.hint': 'Use el correo y la contraseña de su cuenta.',
  'login.submit': 'Ingresar',
  'login.noAccount': '¿No tiene cuenta?',
  'login.register': 'Crear cuenta',
  'login.othersFailed':
    'Desde otros equipos fallaron muchos ingresos. Espere {minutes} min, o ingrese desde un equipo donde ya lo haya hecho.',
  'login.again': 'Ingrese de nuevo',
  'login.againHint': 'Su sesión terminó. Lo que escribió sigue en la página.',
  'login.other': 'Entrar con otra cuenta',

  'register.title': 'Crear cuenta',
  'register.hint': 'Para ver y verificar los equipos de su ambiente.',
  'register.role': 'Soy',
  'register.submit': 'Crear cuenta',
  'register.have': '¿Ya tiene cuenta?',
  'register.wait': 'La administración activa estas cuentas antes del primer ingreso.',
  'register.waiting': 'Su cuenta espera activación',
  'register.waitingText':
    'La administración del centro revisará la solicitud de {email}. Cuando la active, podrá ingresar.',
  'register.toLogin': 'Volver a ingresar',
  'register.closed': 'El registro está cerrado',
  'register.closedText': 'La administración del centro crea las cuentas: pida la suya.',
  'register.welcome': 'Cuenta creada. Hola, {name}.',
  'register.emailHint': 'Con este correo ingresará.',
  'login.forgot': '¿Olvidó su contraseña?',
};
