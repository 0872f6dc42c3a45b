/** Words of the page about the box's certificate, and of the links to it. @type {Record<string, string | {one: string, other: string}>} */
export default {
  'certificate.title': 'Conexión segura',
  'certificate.hint':
    'Instale una vez el certificado de esta caja y podrá usar la dirección https: nadie en la red puede leer su contraseña, y el navegador deja usar la cámara.',
  'certificate.link': 'Conexión segura (https)',
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

  'scan.secure': 'Con la dirección segura puede escanear con la cámara, sin tomar fotos.',
  'scan.secureGo': 'Abrir la dirección segura',
  'scan.secureHow': 'Cómo prepararla',

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
