/** Words of the box: its state, its certificate, its time zone, in Spanish as it is written in Colombia. @type {import('../../kit/words.js').Dictionary} */
export default {
  'server.hint': 'Cómo está el servidor, por dónde se llega a él y qué hay que revisar.',
  'server.allWell': 'Todo está en orden',
  'server.allWellText': 'No hay nada que revisar en el servidor.',

  'server.warning.database_failing': 'La base de datos no acepta cambios',
  'server.warning.disk_low': 'Queda poco espacio en el disco',
  'server.warning.clock_behind': 'El reloj del servidor está atrasado',
  'server.warning.clock_leapt': 'El reloj del servidor saltó',
  'server.warning.backup_missing': 'No hay copia de seguridad',
  'server.warning.backup_old': 'La última copia de seguridad es vieja',
  'server.warning.job_failed': 'Una tarea programada falló',
  'server.warning.name_taken': 'Otro equipo ya usa el nombre en la red',
  'server.warning.discovery_failed': 'El servidor no se pudo anunciar en la red',
  'server.todo.database_failing': '{problem}.',
  'server.todo.disk_low': 'Quedan {free}. Libere espacio antes de que el servidor deje de guardar.',
  'server.todo.clock_behind':
    'La auditoría ya tiene registros de {when}. Ponga en hora el equipo: las fechas nuevas quedan mal.',
  'server.todo.clock_leapt':
    'La última hora conocida es {when}. Si el servidor no estuvo apagado, póngalo en hora. Nada se borra por su edad hasta que lleve dos días así.',
  'server.todo.backup_missing': 'Haga una copia ahora y guárdela en otro equipo o en una memoria USB.',
  'server.todo.backup_old': 'Es de {when}. Revise por qué no se hizo la de anoche y haga una ahora.',
  'server.todo.job_failed': 'Tareas: {jobs}. El motivo está abajo y en el registro del servidor.',
  'server.todo.name_taken': 'Se pidió {wanted} y vale {name}. Use ese nombre, o cambie el del otro equipo.',
  'server.todo.discovery_failed': 'Se intenta de nuevo cada minuto. Mientras tanto use la dirección IP.',

  'server.reach': 'Cómo llegar',
  'server.reachHint': 'Con la cámara del teléfono, en la misma red.',
  'server.codeOf': 'Código QR de {url}',
  'server.noAddress': 'El servidor no tiene dirección en la red: revise el cable o la configuración de red.',
  'server.name': 'Nombre',
  'server.noName': 'Ninguno por ahora',
  'server.nameHint': 'Los teléfonos viejos no entienden los nombres que terminan en .local: deles la dirección IP.',
  'server.discovery': 'Anuncio en la red',
  'server.discovery.off': 'Apagado',
  'server.discovery.no_network': 'Sin red',
  'server.discovery.starting': 'Comprobando el nombre',
  'server.discovery.announced': 'Anunciado',
  'server.discovery.failed': 'Falló',
  'server.why': 'Motivo',

  'server.storage': 'Datos',
  'server.disk': 'Disco',
  'server.diskFree': '{free} libres de {total} ({share})',
  'server.database': 'Base de datos',
  'server.log': 'Registro de cambios (WAL)',
  'server.backup': 'Última copia de seguridad',
  'server.backupMade': '{when}, {size}',
  'server.noBackup': 'Ninguna',

  'server.program': 'Programa',
  'server.version': 'Versión',
  'server.uptime': 'En marcha desde hace',
  'server.daysHours': '{days} d {hours} h',
  'server.hoursMinutes': '{hours} h {minutes} min',
  'server.minutes': '{minutes} min',
  'server.memory': 'Memoria',
  'server.clock': 'Hora del servidor',
  'server.job': 'Tarea: {name}',
  'server.jobsHint': 'Qué hace el servidor sin que nadie se lo pida, y cuándo',
  'server.jobName.clear': 'limpieza',
  'server.jobName.remind': 'recordatorios',
  'server.jobName.backup': 'copia de seguridad',

  'server.logLevel': 'Nivel del registro',
  'server.logHint': 'Cuánto escribe el servidor en su registro. Vale hasta que arranque de nuevo.',
  'server.logSaved': 'Nivel del registro: {level}',

  'zone.title': 'Zona horaria',
  'zone.hint': 'La de este edificio. En ella se muestran todas las fechas y horas, y empieza cada día.',
  'zone.fieldHint': 'Escriba el país o la ciudad. En Colombia es una sola.',
  'zone.change': 'Cambiar la zona horaria',
  'zone.changes':
    'Rige de inmediato para todas las personas. Las horas ya registradas se muestran en la zona nueva; los horarios de clase y la hora de la copia diaria conservan la hora que tienen escrita.',
  'zone.changed': 'La zona horaria ahora es {zone}',
  'zone.fixed': 'Está fijada en el equipo, con --time-zone o INVENTARIO_TIME_ZONE: solo se cambia allí.',

  'certificate.title': 'Conexión segura',
  'certificate.hint':
    'Instale una vez el certificado de esta caja y podrá usar la dirección https: nadie en la red puede leer su contraseña, y el navegador deja usar la cámara.',
  'certificate.off': 'Este servidor no usa https',
  'certificate.offText': 'Quien lo instaló puede activarlo con la opción --tls. Mientras tanto todo funciona por http.',
  'certificate.files': 'El certificado lo puso quien instaló este servidor: no tiene que instalar nada.',
  'certificate.hintPlain':
    'Por la dirección https nadie en la red puede leer su contraseña, y el navegador deja usar la cámara.',
  'certificate.back': 'Ir a Ingresar',
  'certificate.backSetup': 'Volver a la configuración',

  'certificate.download': '1. Descargue el certificado',
  'certificate.downloadHint': 'Es público: no tiene contraseñas ni datos de nadie.',
  'certificate.downloadButton': 'Descargar el certificado',
  'certificate.checkHint':
    'Antes de instalarlo compare la huella con la que aparece en Servidor o con la que le dé quien administra la caja. Si no es igual, no lo instale.',
  'certificate.fingerprint': 'Huella SHA-256',
  'certificate.until': 'Vale hasta',
  'certificate.reach':
    'Solo sirve para direcciones de la red local: con él nadie puede hacerse pasar por una página de Internet.',

  'certificate.steps': '2. Instálelo',
  'certificate.stepsHint': 'Elija su equipo. Los nombres de los menús cambian un poco de una versión a otra.',
  'certificate.android': 'Android',
  'certificate.android.1':
    'Descargue el certificado. Si el teléfono dice que no lo puede abrir, está bien: se instala desde los ajustes.',
  'certificate.android.2':
    'Abra Ajustes y busque «certificado de CA». En muchos teléfonos está en Seguridad → Más ajustes → Cifrado y credenciales → Instalar un certificado.',
  'certificate.android.3':
    'Toque «Certificado de CA», luego «Instalar de todos modos», confirme con su PIN o su huella y elija el archivo de la carpeta Descargas.',
  'certificate.android.4': 'Vuelva a esta página y abra la dirección segura en Chrome.',
  'certificate.iphone': 'iPhone y iPad',
  'certificate.iphone.1':
    'Abra esta página en Safari, descargue el certificado y toque «Permitir». Si queda en Archivos, tóquelo ahí.',
  'certificate.iphone.2':
    'Abra Ajustes y toque «Perfil descargado» (o General → VPN y gestión de dispositivos) y luego «Instalar».',
  'certificate.iphone.3':
    'Abra Ajustes → General → Información → Configuración de confianza de los certificados y active el que empieza por «Inventario». Sin este paso no vale.',
  'certificate.iphone.4': 'Vuelva a esta página y abra la dirección segura.',
  'certificate.windows': 'Windows',
  'certificate.windows.1': 'Descargue el certificado, ábralo y oprima «Instalar certificado».',
  'certificate.windows.2': 'Elija «Usuario actual», o «Equipo local» para todos los que usan el computador.',
  'certificate.windows.3':
    'Elija «Colocar todos los certificados en el siguiente almacén», oprima «Examinar» y elija «Entidades de certificación raíz de confianza».',
  'certificate.windows.4':
    'Termine, acepte la advertencia y vuelva a abrir el navegador. Para Firefox vea «Linux y Firefox».',
  'certificate.linux': 'Linux y Firefox',
  'certificate.linux.1':
    'Firefox, en cualquier sistema: Ajustes → Privacidad y seguridad → Ver certificados → Autoridades → Importar. Elija el archivo y marque «Confiar en esta CA para identificar sitios web».',
  'certificate.linux.2':
    'Chrome o Chromium en Linux: abra chrome://certificate-manager, entre a los certificados instalados por usted e impórtelo entre los de confianza.',
  'certificate.linux.3':
    'Para las órdenes del sistema (Debian): copie el archivo a /usr/local/share/ca-certificates/ y ejecute sudo update-ca-certificates.',

  'certificate.goOn': 'Abra la dirección segura',
  'certificate.goOnHint': 'Si el navegador advierte que no es segura, aún falta instalar el certificado.',
  'certificate.goOnHintFiles': 'Si el navegador advierte que no es segura, avise a quien instaló el servidor.',

  'server.secure': 'Conexión segura (https)',
  'server.secureGo': 'Instalarlo en teléfonos y computadores',
  'server.secureOff': 'Apagada. Se activa con la opción --tls.',
  'server.secureState': 'Estado',
  'server.secureOn': 'Activa',
  'server.secureSource': 'Certificado',
  'server.secureSource.authority': 'De la caja; cada equipo lo instala una vez',
  'server.secureSource.files': 'De quien instaló la caja',
  'server.secureUrl': 'Dirección segura',
  'server.secureUntil': 'El certificado en uso vale hasta',
  'server.secureLeftOut': 'Fuera del certificado',
  'server.secureLeftOutHint':
    'El certificado de la caja solo cubre la red local. En estas direcciones de Internet el navegador advierte: {ips}',
  'server.secureError': 'Los archivos del certificado cambiaron y no se pueden usar: siguen valiendo los de antes',
};
