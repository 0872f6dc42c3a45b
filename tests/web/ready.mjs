/** The UI as js/main.js makes it ready: the list of pages is handed in, so addresses, places and words of the bars are known. */
import { routesOf, usePlaces } from '../../web-dist/js/frame/places.js';
import { useEntities } from '../../web-dist/js/kit/entities.js';
import { FAMILIES } from '../../web-dist/js/routes.js';

usePlaces(FAMILIES);
useEntities(FAMILIES.flatMap(({ words }) => words ?? []));

export { FAMILIES };
export const ROUTES = routesOf(FAMILIES);
