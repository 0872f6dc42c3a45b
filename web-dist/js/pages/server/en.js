/** Words of the box: its state, its certificate, its time zone, in English. @type {import('../../kit/words.js').Dictionary} */
export default {
  'server.hint': 'How the server is, how to reach it, and what needs a look.',
  'server.allWell': 'All is well',
  'server.allWellText': 'Nothing about the server needs a look.',

  'server.warning.database_failing': 'The database takes no changes',
  'server.warning.disk_low': 'The disk is nearly full',
  'server.warning.clock_behind': 'The server’s clock is behind',
  'server.warning.clock_leapt': 'The server’s clock has leapt',
  'server.warning.backup_missing': 'There is no backup',
  'server.warning.backup_old': 'The last backup is old',
  'server.warning.job_failed': 'A scheduled job failed',
  'server.warning.name_taken': 'Another machine has the name on the network',
  'server.warning.discovery_failed': 'The server could not be announced on the network',
  'server.todo.database_failing': '{problem}.',
  'server.todo.disk_low': '{free} are left. Make room before the server stops saving.',
  'server.todo.clock_behind': 'The audit already has entries of {when}. Set the clock: new dates are wrong.',
  'server.todo.clock_leapt':
    'The last known time is {when}. Unless the server was off, set the clock. Nothing is deleted for its age until it has gone on like this for two days.',
  'server.todo.backup_missing': 'Make one now and keep it on another machine or a USB stick.',
  'server.todo.backup_old': 'It is of {when}. Find out why last night’s was not made, and make one now.',
  'server.todo.job_failed': 'Jobs: {jobs}. The reason is below and in the server’s log.',
  'server.todo.name_taken':
    '{wanted} was asked for and {name} is in force. Use that name, or rename the other machine.',
  'server.todo.discovery_failed': 'It is tried again every minute. Meanwhile use the IP address.',

  'server.reach': 'How to get here',
  'server.reachHint': 'With a phone’s camera, on the same network.',
  'server.codeOf': 'QR code of {url}',
  'server.noAddress': 'The server has no address on the network: check the cable or the network settings.',
  'server.name': 'Name',
  'server.noName': 'None at the moment',
  'server.nameHint': 'Older phones don’t understand names that end in .local: give them the IP address.',
  'server.discovery': 'Announcement',
  'server.discovery.off': 'Off',
  'server.discovery.no_network': 'No network',
  'server.discovery.starting': 'Checking the name',
  'server.discovery.announced': 'Announced',
  'server.discovery.failed': 'Failed',
  'server.why': 'Reason',

  'server.storage': 'Data',
  'server.disk': 'Disk',
  'server.diskFree': '{free} free of {total} ({share})',
  'server.database': 'Database',
  'server.log': 'Write-ahead log (WAL)',
  'server.backup': 'Last backup',
  'server.backupMade': '{when}, {size}',
  'server.noBackup': 'None',

  'server.program': 'Program',
  'server.version': 'Version',
  'server.uptime': 'Running for',
  'server.daysHours': '{days} d {hours} h',
  'server.hoursMinutes': '{hours} h {minutes} min',
  'server.minutes': '{minutes} min',
  'server.memory': 'Memory',
  'server.clock': 'Server’s time',
  'server.job': 'Job: {name}',
  'server.jobsHint': 'What the server does without being asked, and when',
  'server.jobName.clear': 'clean-up',
  'server.jobName.remind': 'reminders',
  'server.jobName.backup': 'backup',

  'server.logLevel': 'Log level',
  'server.logHint': 'How much the server writes to its log. In force until it starts again.',
  'server.logSaved': 'Log level: {level}',

  'zone.title': 'Time zone',
  'zone.hint': "This building's. All dates and times are shown in it, and each day begins by it.",
  'zone.fieldHint': 'Type the country or the city.',
  'zone.change': 'Change the time zone',
  'zone.changes':
    'In force at once, for everybody. Times already recorded are shown in the new zone; the timetable and the time of the daily backup keep the hour that is written there.',
  'zone.changed': 'The time zone is now {zone}',
  'zone.fixed': 'It is fixed on the machine, with --time-zone or INVENTARIO_TIME_ZONE: it is changed only there.',

  'certificate.title': 'Secure connection',
  'certificate.hint':
    'Install the certificate of this box once and you can use its https address: nobody on the network can read your password, and the browser lets you use the camera.',
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
