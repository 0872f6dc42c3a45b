/** The same words in English. @type {Record<string, string | {one: string, other: string}>} */
export default {
  'certificate.title': 'Secure connection',
  'certificate.hint':
    'Install the certificate of this box once and you can use its https address: nobody on the network can read your password, and the browser lets you use the camera.',
  'certificate.link': 'Secure connection (https)',
  'certificate.off': 'This server does not use https',
  'certificate.offText':
    'Whoever installed it can turn it on with the option --tls. Until then everything works by http.',
  'certificate.files': 'Whoever installed this server provided its certificate: there is nothing for you to install.',
  'certificate.hintPlain':
    'By the https address nobody on the network can read your password, and the browser lets you use the camera.',
  'certificate.back': 'Go to sign-in',
  'certificate.backSetup': 'Back to the set-up',

  'certificate.download': '1. Download the certificate',
  'certificate.downloadHint': 'It is public: there are no passwords in it and nobody’s data.',
  'certificate.downloadButton': 'Download the certificate',
  'certificate.checkHint':
    'Before you install it, compare the fingerprint with the one shown under Server or given to you by whoever runs the box. If they differ, do not install it.',
  'certificate.fingerprint': 'SHA-256 fingerprint',
  'certificate.until': 'Valid until',
  'certificate.reach':
    'It is good for addresses of the local network only: nobody can use it to pass for a site on the Internet.',

  'certificate.steps': '2. Install it',
  'certificate.stepsHint': 'Choose your device. The names of the menus differ a little between versions.',
  'certificate.android': 'Android',
  'certificate.android.1':
    'Download the certificate. If the phone says that it cannot open it, that is fine: it is installed from the settings.',
  'certificate.android.2':
    'Open Settings and search for “CA certificate”. On many phones it is under Security → More settings → Encryption & credentials → Install a certificate.',
  'certificate.android.3':
    'Tap “CA certificate”, then “Install anyway”, confirm with your PIN or fingerprint and choose the file in Downloads.',
  'certificate.android.4': 'Come back to this page and open the secure address in Chrome.',
  'certificate.iphone': 'iPhone and iPad',
  'certificate.iphone.1':
    'Open this page in Safari, download the certificate and tap “Allow”. If it ends up in Files, tap it there.',
  'certificate.iphone.2':
    'Open Settings and tap “Profile Downloaded” (or General → VPN & Device Management), then “Install”.',
  'certificate.iphone.3':
    'Open Settings → General → About → Certificate Trust Settings and turn on the one that begins with “Inventario”. It is not trusted without this step.',
  'certificate.iphone.4': 'Come back to this page and open the secure address.',
  'certificate.windows': 'Windows',
  'certificate.windows.1': 'Download the certificate, open it and press “Install Certificate”.',
  'certificate.windows.2': 'Choose “Current User”, or “Local Machine” for everybody who uses the computer.',
  'certificate.windows.3':
    'Choose “Place all certificates in the following store”, press “Browse” and choose “Trusted Root Certification Authorities”.',
  'certificate.windows.4': 'Finish, accept the warning and reopen the browser. For Firefox see “Linux and Firefox”.',
  'certificate.linux': 'Linux and Firefox',
  'certificate.linux.1':
    'Firefox, on any system: Settings → Privacy & Security → View Certificates → Authorities → Import. Choose the file and tick “Trust this CA to identify websites”.',
  'certificate.linux.2':
    'Chrome or Chromium on Linux: open chrome://certificate-manager, go to the certificates installed by you and import it among the trusted ones.',
  'certificate.linux.3':
    'For the system’s commands (Debian): copy the file to /usr/local/share/ca-certificates/ and run sudo update-ca-certificates.',

  'certificate.goOn': 'Open the secure address',
  'certificate.goOnHint': 'If the browser warns that it is not secure, the certificate is not installed yet.',
  'certificate.goOnHintFiles': 'If the browser warns that it is not secure, tell whoever installed the server.',

  'scan.secure': 'With the secure address you can scan with the camera, without taking photos.',
  'scan.secureGo': 'Open the secure address',
  'scan.secureHow': 'How to prepare it',

  'server.secure': 'Secure connection (https)',
  'server.secureGo': 'Install it on phones and computers',
  'server.secureOff': 'Off. It is turned on with the option --tls.',
  'server.secureState': 'State',
  'server.secureOn': 'On',
  'server.secureSource': 'Certificate',
  'server.secureSource.authority': 'From the box; each device installs it once',
  'server.secureSource.files': 'From whoever installed the box',
  'server.secureUrl': 'Secure address',
  'server.secureUntil': 'The certificate in use is valid until',
  'server.secureLeftOut': 'Not in the certificate',
  'server.secureLeftOutHint':
    'The certificate of the box covers the local network only. At these addresses of the Internet the browser warns: {ips}',
  'server.secureError': 'The files of the certificate changed and cannot be used: those from before stay in force',
};
