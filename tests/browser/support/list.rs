//! The list of pages (js/routes.js) as the page that is open has it: a test walks what there is and needs no list of its own.

use super::Page;
use serde::Deserialize;
use serde_json::json;

/// An entry of the bars.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Place {
    /// Where it leads.
    pub path: String,
    /// Its word, which is the headline of its page too.
    pub word: String,
    /// Its word where there is little room.
    pub short: String,
    /// The how manieth group of the bars it stands in.
    pub group: usize,
}

/// An address, perhaps with `:id` in it, and the place in the bars that it belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Route {
    /// The address.
    pub path: String,
    /// The address of its list, if it has one.
    pub place: Option<String>,
}

const PLACES: &str = "return (async () => {
    const [{ groupsOf, placesOf }, { session }, { t }] = await Promise.all(
      ['/js/frame/places.js', '/js/frame/session.js', '/js/kit/words.js'].map((path) => import(path)));
    const places = placesOf(session.user.role);
    const groups = groupsOf(places);
    return places.map((place) => ({
      path: place.path, word: t(place.label), short: t(place.short ?? place.label),
      group: groups.findIndex((group) => group.places.includes(place)),
    }));
  })()";

const ROUTES: &str = "return (async () => {
    const [{ FAMILIES }, { routesOf }] = await Promise.all(
      ['/js/routes.js', '/js/frame/places.js'].map((path) => import(path)));
    return routesOf(FAMILIES).filter((route) => !route.guest).map(({ path, place }) => ({ path, place: place ?? null }));
  })()";

impl Page<'_> {
    /// What the bars of the one who is signed in hold, by the list.
    pub async fn places(&self) -> Vec<Place> {
        self.ask(PLACES, vec![]).await
    }

    /// Every address for people who are signed in, in the order of the list.
    pub async fn routes(&self) -> Vec<Route> {
        self.ask(ROUTES, vec![]).await
    }

    /// The id of the first thing that the list on the screen leads to.
    pub async fn first_of(&self, place: &str) -> Option<String> {
        self.ask(
            "return [...document.querySelectorAll(`main a[href^='${arguments[0]}/']`)]
               .map((link) => link.pathname.split('/').at(-1)).find((id) => /^[0-9a-f-]{36}$/.test(id)) ?? null",
            vec![json!(place)],
        )
        .await
    }
}
