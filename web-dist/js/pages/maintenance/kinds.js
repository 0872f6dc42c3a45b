/** The words of the wire for maintenance, in their order. Pure. */

/** In the order in which a request goes through them. */
export const REQUEST_STATUSES = ['pending', 'assigned', 'in_progress', 'completed', 'cancelled'];
/** What is still to be done. */
export const OPEN = ['pending', 'assigned', 'in_progress'];
/** Kinds of work. */
export const TYPES = ['corrective', 'preventive', 'upgrade'];
/** What a report of a room is about. */
export const CATEGORIES = ['equipos', 'mobiliario', 'infraestructura', 'sistemas', 'otros'];

/** The app writes Spanish words, the forms English ones. @type {Record<string, string>} */
const SAME = { baja: 'low', media: 'medium', alta: 'high', urgente: 'urgent' };
/** Most urgent first. */
export const PRIORITIES = ['urgent', 'high', 'medium', 'low'];
/** @param {string} priority */
export const priorityOf = (priority) => SAME[priority] ?? (PRIORITIES.includes(priority) ? priority : 'medium');
