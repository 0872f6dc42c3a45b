/** Words of the first start. @type {Record<string, string | {one: string, other: string}>} */
export default {
  'setup.progress': 'Paso {at} de {all}: {name}',
  'setup.step.code': 'Código',
  'setup.step.admin': 'Administrador',
  'setup.step.center': 'Centro',
  'setup.step.start': 'Empezar',
  'setup.next': 'Siguiente',
  'setup.back': 'Atrás',
  'setup.otherLanguage': 'English',

  'setup.title.code': 'Configure el inventario',
  'setup.hint.code': 'Este servidor es nuevo. En unos tres minutos queda listo para su centro.',
  'setup.code': 'Código de configuración',
  'setup.codeHint':
    'Son ocho letras y números. El servidor los muestra en su pantalla al arrancar, y en su registro: journalctl -u inventario',
  'setup.codeLength': 'El código tiene ocho letras y números, por ejemplo 7KXM-3PQD',
  'setup.codeOld': 'Ese código ya no vale: el servidor muestra uno nuevo cada vez que arranca.',

  'setup.title.admin': 'Su cuenta de administrador',
  'setup.hint.admin': 'Con ella se manejan las cuentas, los ambientes y todo lo demás. Después puede nombrar a otros.',
  'setup.first': 'Nombres',
  'setup.last': 'Apellidos',
  'setup.emailHint': 'Con este correo va a ingresar. No se le envía nada.',
  'setup.passwordAgain': 'La contraseña no se guarda en el navegador: escríbala de nuevo.',
  'setup.guessable': 'Esa contraseña se adivina fácilmente. Use otra más larga o varias palabras, sin su correo.',

  'setup.title.center': 'Su centro de formación',
  'setup.hint.center': 'Aparece en las listas, las actas y los informes. Después se puede corregir.',
  'setup.centerName': 'Nombre del centro',
  'setup.centerSample': 'Centro de Comercio y Servicios',
  'setup.centerCode': 'Código del centro',
  'setup.centerCodeHint': 'El número que le da el SENA, por ejemplo 9301.',

  'setup.title.start': '¿Cómo quiere empezar?',
  'setup.hint.start': 'Revise los datos. Al terminar ya queda dentro del inventario.',
  'setup.startWith': 'Empezar',
  'setup.empty': 'Sin datos',
  'setup.emptyHint': 'Usted crea los ambientes, los equipos y las cuentas.',
  'setup.demo': 'Con datos de demostración',
  'setup.demoHint': 'Ocho ambientes, 400 equipos y 64 personas inventadas, para conocer el programa.',
  'setup.demoWarning':
    'Los datos inventados no se quitan después: para trabajar en serio tendría que empezar de nuevo con otra carpeta de datos. Nadie más puede ingresar hasta que usted le ponga una contraseña.',
  'setup.restore':
    '¿Tiene una copia de seguridad? No siga aquí: detenga el servidor y use la orden inventario restore.',
  'setup.server': 'Servidor',
  'setup.finish': 'Terminar',

  'setup.done': 'El inventario está listo',
  'setup.doneHint': 'Bienvenido, {name}. Ya ingresó con su cuenta. Esto es lo que sigue:',
  'setup.makeRooms': 'Cree los ambientes',
  'setup.makeRoomsHint': 'Aulas, talleres y bodegas. Cada uno tiene su código QR para la puerta.',
  'setup.seeRooms': 'Vea los ambientes',
  'setup.seeRoomsHint': 'Seis aulas y dos bodegas, con sus códigos QR.',
  'setup.equipment': 'Registre los equipos',
  'setup.equipmentHint': 'Uno por uno o en grupos, cada uno en su ambiente.',
  'setup.people': 'Cree las cuentas',
  'setup.peopleHint': 'Instructores, supervisores y bodega. Los aprendices se registran solos.',
  'setup.peopleDemoHint': 'Póngale una contraseña a una persona inventada para ingresar como ella.',
  'setup.enter': 'Entrar al inventario',
  'setup.already': 'El servidor ya está configurado',
  'setup.alreadyHint': 'Alguien terminó antes. Ingrese con su cuenta.',

  'zone.title': 'Zona horaria',
  'zone.hint': 'La de este edificio. En ella se muestran todas las fechas y horas, y empieza cada día.',
  'zone.fieldHint': 'Escriba el país o la ciudad. En Colombia es una sola.',
  'zone.change': 'Cambiar la zona horaria',
  'zone.changes':
    'Rige de inmediato para todas las personas. Las horas ya registradas se muestran en la zona nueva; los horarios de clase y la hora de la copia diaria conservan la hora que tienen escrita.',
  'zone.changed': 'La zona horaria ahora es {zone}',
  'zone.fixed': 'Está fijada en el equipo, con --time-zone o INVENTARIO_TIME_ZONE: solo se cambia allí.',

  'verb.SETUP': 'Primer inicio',
};
