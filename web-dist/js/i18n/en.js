/** Words in English; what is missing here is shown in Spanish. */
import pages from './en-pages.js';

/** @type {Record<string, string | {one: string, other: string}>} */
export default {
  'app.name': 'Inventario', 'app.tagline': 'Equipment of the training centre', 'app.skip': 'Skip to content', 'app.places': 'Sections',
  'app.loading': 'Opening the inventory…', 'app.offline': 'No connection to the server. What you typed is kept.',
  'app.leave': 'Leave without saving?', 'app.leaveText': 'There are unsaved changes on this page.', 'app.leaveGo': 'Leave without saving', 'app.leaveStay': 'Stay here',

  'nav.home': 'Home', 'nav.environments': 'Rooms', 'nav.inventory': 'Equipment', 'nav.schedules': 'Timetable', 'nav.scan': 'Scan',
  'nav.centers': 'Centres', 'nav.users': 'Users', 'nav.audit': 'Audit', 'nav.profile': 'My profile', 'nav.more': 'More', 'nav.moreTitle': 'More sections',

  'common.save': 'Save', 'common.cancel': 'Cancel', 'common.close': 'Close', 'common.edit': 'Edit', 'common.delete': 'Delete', 'common.new': 'New',
  'common.search': 'Search', 'common.retry': 'Try again', 'common.back': 'Back', 'common.open': 'Open', 'common.download': 'Download', 'common.print': 'Print',
  'common.yes': 'Yes', 'common.no': 'No', 'common.all': 'All', 'common.none': 'None', 'common.optional': 'optional', 'common.name': 'Name', 'common.status': 'Status',
  'common.actions': 'Actions', 'common.export': 'Export', 'common.more': 'Show more', 'common.loading': 'Loading…', 'common.active': 'Active', 'common.inactive': 'Inactive',
  'common.phone': 'Phone', 'common.email': 'E-mail', 'common.notes': 'Notes', 'common.description': 'Description', 'common.undo': 'Undo', 'common.continue': 'Continue',
  'common.never': 'Never', 'common.good': 'Good', 'common.damaged': 'Damaged', 'common.missing': 'Missing', 'common.waiting': 'Waiting for activation',
  'common.pieces': { one: '{n} piece', other: '{n} pieces' }, 'common.items': { one: '{n} item', other: '{n} items' },

  'error.title': 'Could not load', 'error.notFound': 'Not found, or no access', 'error.notFoundText': 'The address changed, it was deleted, or your role may not see it.',
  'error.forbidden': 'Your role has no access', 'error.forbiddenText': 'If you need it, talk to the administration of the centre.', 'error.home': 'Go home',
  'error.network': 'No connection to the server. Check the network and try again; what you typed is still here.', 'error.unknown': 'Something failed in the server. Try again in a moment.',
  'error.busy': 'The server is busy. Try again in a moment.', 'error.tooMany': 'Too many attempts. Wait {seconds} s and try again.', 'error.ended': 'Your session ended. Sign in again.',
  'error.badAnswer': 'The server gave an answer that makes no sense. Try again.', 'error.page': 'This page could not be opened',

  'table.search': 'Search', 'table.clear': 'Clear filters', 'table.none': 'Nothing matches', 'table.noneHint': 'Try another word or clear the filters.', 'table.empty': 'Nothing here yet',
  'table.rows': { one: '{n} result', other: '{n} results' }, 'table.of': '{shown} of {total}', 'table.range': '{from}–{to} of {total}', 'table.previous': 'Previous', 'table.next': 'Next',
  'table.csv': 'Export CSV', 'table.csvDone': 'File {file} downloaded', 'table.rowActions': 'Actions for {name}', 'table.any': '{label}: all', 'table.sortBy': 'Sort', 'table.sortAsc': '{label} ↑', 'table.sortDesc': '{label} ↓', 'table.detail': 'Detail', 'table.openFull': 'Open in full',

  'form.required': 'Fill this in.', 'form.choose': 'Choose an option.', 'form.email': 'Write a valid e-mail, like name@sena.edu.co.', 'form.short': 'Use at least {n} characters.', 'form.long': 'Use at most {n} characters.',
  'form.min': 'Must be {n} or more.', 'form.max': 'Must be {n} or less.', 'form.number': 'Write a number.', 'form.integer': 'Write a whole number.', 'form.pattern': 'The format is not right.', 'form.date': 'Write a valid date.', 'form.time': 'Write a valid time.',
  'form.check': 'Tick this box.', 'form.faults': { one: 'Check the marked field.', other: 'Check the {n} marked fields.' }, 'form.none': 'Not chosen', 'form.pick': 'Choose…', 'form.draft': 'We kept what you had typed.', 'form.dropDraft': 'Start afresh',
  'form.showPassword': 'Show password', 'form.hidePassword': 'Hide password', 'form.saving': 'Saving…', 'form.strength1': 'Very weak', 'form.strength2': 'Weak: make it longer', 'form.strength3': 'Good', 'form.strength4': 'Very good', 'form.strengthHint': '8 characters or more. A short phrase works well.',
  'form.comboNone': 'Nothing matches', 'form.comboCount': { one: '{n} option', other: '{n} options' }, 'form.clear': 'Clear the choice', 'form.optionsFailed': 'The options could not be loaded.', 'form.fromList': 'Choose an option of the list.',
  'dialog.loses': 'This is lost:', 'toast.region': 'Messages',

  'scan.live': 'Use the camera', 'scan.photo': 'Take a photo of the code', 'scan.typed': 'Code, typed or read by a scanner', 'scan.typedHint': 'Type the code or use the scanner, then press Enter.', 'scan.stop': 'Camera off', 'scan.reading': 'Reading the code…', 'scan.use': 'Use code', 'scan.noCamera': 'The camera could not be opened. Use a photo.', 'scan.aim': 'Aim at the QR code.',
  'photo.take': 'Take or choose a photo', 'photo.change': 'Change photo', 'photo.remove': 'Remove photo', 'photo.preview': 'Chosen photo', 'photo.bad': 'That image cannot be read. Choose another.',

  'login.title': 'Sign in', 'login.hint': 'Use the e-mail and password of your account.', 'login.email': 'E-mail', 'login.password': 'Password', 'login.submit': 'Sign in', 'login.noAccount': 'No account?', 'login.register': 'Create one',
  'login.again': 'Sign in again', 'login.againHint': 'Your session ended. What you typed is still on the page.', 'login.other': 'Use another account', 'login.out': 'Signed out', 'login.inactive': 'Your account is not active yet',
  'register.title': 'Create account', 'register.hint': 'To see and check the equipment of your room.', 'register.role': 'I am', 'register.first': 'First names', 'register.last': 'Last names', 'register.program': 'Training programme', 'register.ficha': 'Ficha', 'register.fichaHint': 'The number of your group.', 'register.password': 'Password',
  'register.submit': 'Create account', 'register.have': 'Have an account?', 'register.wait': 'The administration activates these accounts before the first sign-in.', 'register.done': 'Account created', 'register.waiting': 'Your account waits for activation', 'register.waitingText': 'The administration of the centre will review the request of {email}. Once active, you can sign in.', 'register.toLogin': 'Back to sign-in', 'register.welcome': 'Account created. Welcome, {name}.', 'register.emailHint': 'You will sign in with this e-mail.',

  'home.title': 'Hello, {name}', 'home.hint.student': 'Your room and today’s classes.', 'home.hint.instructor': 'Your room and your classes of today.', 'home.hint.supervisor': 'What needs attention in the rooms.', 'home.hint.admin': 'What needs attention in rooms and warehouse.', 'home.hint.admin_general': 'The centre at a glance.',
  'home.room': 'My room', 'home.noRoom': 'You have no room yet', 'home.noRoomText': 'Scan the QR code on the wall of the room to see and check its equipment.', 'home.scanRoom': 'Scan a room', 'home.scanOther': 'Scan another room', 'home.seeItems': 'See equipment', 'home.capacity': 'Capacity', 'home.people': { one: '{n} person', other: '{n} people' }, 'home.noItems': 'This room has no equipment on record.',
  'home.today': 'Classes today', 'home.todayDate': '{weekday}, {date}', 'home.noClasses': 'No classes today.', 'home.noClassesRoom': 'Once you have a room, its classes of today are here.', 'home.now': 'Now', 'home.next': 'Next', 'home.past': 'Over', 'home.allSchedules': 'See the timetable', 'home.group': 'Ficha {ficha}', 'home.mine': 'You teach it',
  'home.rooms': 'Rooms', 'home.warehouses': { one: 'plus {n} warehouse', other: 'plus {n} warehouses' }, 'home.roomsHint': 'Those with damage or missing pieces first.', 'home.allRooms': 'See all rooms', 'home.roomOk': 'Complete', 'home.noRooms': 'No rooms on record', 'home.noRoomsHint': 'Create the first one to start recording equipment.', 'home.newRoom': 'Create a room',
  'home.items': 'Equipment', 'home.pieces': 'Pieces', 'home.good': 'In good state', 'home.damaged': 'Damaged', 'home.missing': 'Missing', 'home.maintenance': 'Maintenance', 'home.attention': 'Need attention', 'home.attentionHint': 'Damaged, incomplete or in maintenance.', 'home.attentionNone': 'All in order', 'home.attentionNoneText': 'Nothing is damaged or missing.', 'home.allItems': 'See all equipment', 'home.moreAttention': { one: 'and {n} more', other: 'and {n} more' },
  'home.goodW': 'in good state', 'home.damagedW': { one: 'damaged', other: 'damaged' }, 'home.missingW': { one: 'missing', other: 'missing' }, 'home.damagedN': { one: '{n} damaged', other: '{n} damaged' }, 'home.missingN': { one: '{n} missing', other: '{n} missing' },
  'home.users': 'Active users', 'home.waitingTitle': { one: '{n} account waits for activation', other: '{n} accounts wait for activation' }, 'home.waitingText': 'Review and activate them so that they can sign in.', 'home.review': 'Review accounts', 'home.newUsers': { one: '{n} new in 7 days', other: '{n} new in 7 days' }, 'home.byRole': 'Users by role', 'home.activity': 'Latest activity', 'home.allActivity': 'See the audit', 'home.noActivity': 'No activity yet.', 'home.byState': 'State of the equipment', 'home.inRooms': { one: 'in {n} room', other: 'in {n} rooms' },

  'profile.title': 'My profile', 'profile.hint': 'Your data, your password and how this page looks.', 'profile.data': 'Personal data', 'profile.saved': 'Data saved', 'profile.room': 'Room', 'profile.noRoom': 'No room', 'profile.password': 'Change password', 'profile.passwordHint': 'All other open sessions end.', 'profile.current': 'Current password', 'profile.new': 'New password', 'profile.repeat': 'Repeat the new one', 'profile.mismatch': 'The passwords differ.', 'profile.change': 'Change password', 'profile.changed': 'Password changed',
  'profile.look': 'Appearance', 'profile.lookHint': 'Kept in this browser.', 'profile.theme': 'Theme', 'profile.themeAuto': 'Automatic', 'profile.themeLight': 'Light', 'profile.themeDark': 'Dark', 'profile.language': 'Language', 'profile.logout': 'Sign out', 'profile.lastLogin': 'Last sign-in', 'profile.role': 'Role', 'profile.since': 'Account since', 'profile.account': 'Account', 'profile.emailFixed': 'The administration changes the e-mail.', 'profile.logoutAsk': 'Sign out?', 'profile.logoutText': 'There are unsaved changes; they are lost.',

  'role.student': 'Apprentice', 'role.instructor': 'Instructor', 'role.supervisor': 'Supervisor', 'role.admin': 'Warehouse admin', 'role.admin_general': 'General admin',
  'item.available': 'Available', 'item.good': 'Good', 'item.in_use': 'In use', 'item.maintenance': 'In maintenance', 'item.damaged': 'Damaged', 'item.lost': 'Lost', 'item.missing': 'Missing',
  'category.computer': 'Computer', 'category.projector': 'Projector', 'category.keyboard': 'Keyboard', 'category.mouse': 'Mouse', 'category.tv': 'TV', 'category.camera': 'Camera', 'category.microphone': 'Microphone', 'category.tablet': 'Tablet', 'category.other': 'Other',
  'entity.user': 'User', 'entity.center': 'Centre', 'entity.environment': 'Room', 'entity.inventory': 'Item', 'entity.schedule': 'Class', 'entity.auth': 'Access', 'entity.qr': 'QR code', 'entity.audit': 'Audit',
  'verb.CREATE': 'Created', 'verb.UPDATE': 'Changed', 'verb.DELETE': 'Deleted', 'verb.ACTIVATE': 'Activated', 'verb.DEACTIVATE': 'Deactivated', 'verb.VERIFY': 'Checked', 'verb.VIEW': 'Viewed', 'verb.LINK': 'Linked', 'verb.SCAN': 'Scanned', 'verb.CHANGE': 'Changed', 'verb.RESET': 'Reset', 'verb.CLEANUP': 'Cleaned up', 'verb.GENERATE': 'Generated',
  'noun.USER': 'user', 'noun.CENTER': 'centre', 'noun.ENVIRONMENT': 'room', 'noun.INVENTORY': 'item', 'noun.INVENTORY_ITEM': 'item', 'noun.ITEM': 'item', 'noun.SCHEDULE': 'class', 'noun.PASSWORD': 'password', 'noun.PROFILE': 'profile', 'noun.QR': 'QR code', 'noun.QR_CODE': 'QR code', 'noun.AUDIT_LOGS': 'audit', 'noun.INVENTORY_VERIFICATION': 'stock', 'noun.ACCOUNT': 'account', 'noun.VERIFICATION': 'stock',
  'audit.LOGIN': 'Signed in', 'audit.LOGIN_FAILED': 'Failed sign-in', 'audit.LOGOUT': 'Signed out', 'audit.REGISTER': 'Created an account', 'audit.REFRESH_TOKEN': 'Renewed the session', 'audit.CHANGE_PASSWORD': 'Changed the password', 'audit.LINK_ENVIRONMENT': 'Linked to a room', 'audit.UPDATE_PROFILE': 'Changed the profile', 'audit.VERIFY_INVENTORY_ITEM': 'Checked an item',
  'noun.AUTHENTICATION': 'password', 'noun.DEMO': 'demo data', 'noun.LOAN': 'loan', 'noun.INVENTORY_CHECK': 'check', 'noun.MAINTENANCE_REQUEST': 'maintenance request', 'noun.MAINTENANCE_HISTORY': 'maintenance', 'noun.NOTIFICATION': 'notification', 'noun.FEEDBACK': 'feedback', 'noun.SETTING': 'setting', 'noun.SETTINGS': 'settings', 'noun.REPORT': 'report', 'noun.SYSTEM_ALERT': 'alert', 'noun.ALERT': 'alert', 'noun.AUDIT_LOG': 'audit',
  'entity.authentication': 'Access', 'entity.loan': 'Loan', 'entity.inventory_check': 'Check', 'entity.maintenance_request': 'Maintenance', 'entity.notification': 'Notification', 'entity.report': 'Report', 'entity.settings': 'Settings', 'entity.audit_log': 'Audit',
  ...pages,
};
