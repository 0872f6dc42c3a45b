// What sticks out of the screen to the right, so that the page scrolls sideways. (A phone zooms out of a page that is
// too wide, and innerWidth with it; clientWidth stays.)
const { scrollWidth, clientWidth } = document.documentElement;
if (scrollWidth <= clientWidth) return [];
const out = [...document.querySelectorAll('body *')].filter((node) => node.checkVisibility() && node.getBoundingClientRect().right > clientWidth + 1);
return [`${scrollWidth} px wide, not ${clientWidth}: ${out.slice(0, 3).map((node) => `${node.tagName.toLowerCase()}.${node.className}`).join(', ')}`];
