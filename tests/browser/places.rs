//! Each role signs in, sees its home, and is offered its places: no more, no less, and each of them works. Which places there are
//! the list of pages says (js/routes.js); what a role lives from, and in which order, is said here.

use crate::support::{Page, Place, Screen, journey};
use Screen::{Desktop, Phone};
use serde_json::json;

const AMBIENTES: &str = "/ambientes";
const EQUIPOS: &str = "/equipos";
const HORARIOS: &str = "/horarios";
const ESCANEAR: &str = "/escanear";
const VERIFICACIONES: &str = "/verificaciones";
const HALLAZGOS: &str = "/hallazgos";
const ALERTAS: &str = "/alertas";
const MANTENIMIENTO: &str = "/mantenimiento";
const NOTIFICACIONES: &str = "/notificaciones";
const CENTROS: &str = "/centros";
const USUARIOS: &str = "/usuarios";
const AUDITORIA: &str = "/auditoria";
const COPIAS: &str = "/copias";
const SERVIDOR: &str = "/servidor";
const PERFIL: &str = "/perfil";

/// One of the demo's people, and what the role is for: the greeting, the line below it, the places after the home that it has in
/// this order, whatever stands between them.
struct Role {
    account: &'static str,
    name: &'static str,
    greeting: &'static str,
    hint: &'static str,
    places: &'static [&'static str],
    /// What the home shows of real data.
    shows: &'static str,
}

const APPRENTICE: Role = Role {
    account: "aprendiz",
    name: "Laura Gómez Ríos",
    greeting: "Hola, Laura",
    hint: "Su ambiente y las clases de hoy.",
    places: &[VERIFICACIONES, ESCANEAR, HORARIOS, EQUIPOS, AMBIENTES, MANTENIMIENTO, NOTIFICACIONES, PERFIL],
    shows: "Hacer la verificación",
};
const INSTRUCTOR: Role = Role {
    account: "instructor",
    name: "Carlos Pérez Mejía",
    greeting: "Hola, Carlos",
    hint: "Su ambiente y sus clases de hoy.",
    places: &[VERIFICACIONES, ESCANEAR, HORARIOS, EQUIPOS, AMBIENTES, MANTENIMIENTO, NOTIFICACIONES, PERFIL],
    shows: "Esperan su confirmación",
};
const SUPERVISOR: Role = Role {
    account: "supervisor",
    name: "Marta Suárez Ortiz",
    greeting: "Hola, Marta",
    hint: "Qué necesita atención en los ambientes.",
    places: &[
        VERIFICACIONES,
        AMBIENTES,
        ALERTAS,
        HALLAZGOS,
        MANTENIMIENTO,
        EQUIPOS,
        ESCANEAR,
        HORARIOS,
        CENTROS,
        NOTIFICACIONES,
        PERFIL,
    ],
    shows: "Esperan su decisión",
};
const WAREHOUSE: Role = Role {
    account: "bodega",
    name: "Jairo Molina Díaz",
    greeting: "Hola, Jairo",
    hint: "Qué necesita atención en ambientes y bodega.",
    places: &[
        EQUIPOS,
        ESCANEAR,
        HALLAZGOS,
        ALERTAS,
        MANTENIMIENTO,
        VERIFICACIONES,
        AMBIENTES,
        HORARIOS,
        CENTROS,
        NOTIFICACIONES,
        PERFIL,
    ],
    shows: "Hallazgos por resolver",
};
const GENERAL: Role = Role {
    account: "admin",
    name: "Elena Cárdenas Vélez",
    greeting: "Hola, Elena",
    hint: "El centro de un vistazo.",
    places: &[
        VERIFICACIONES,
        EQUIPOS,
        HALLAZGOS,
        ALERTAS,
        MANTENIMIENTO,
        ESCANEAR,
        AMBIENTES,
        HORARIOS,
        USUARIOS,
        CENTROS,
        AUDITORIA,
        COPIAS,
        SERVIDOR,
        NOTIFICACIONES,
        PERFIL,
    ],
    shows: "1 cuenta espera activación",
};

/// What is offered after the home. All that the role lives from is there in its order, and nothing that is others' business.
async fn offered(page: &Page<'_>, role: &Role) -> Vec<Place> {
    let mut places = page.places().await;
    assert_eq!(places.remove(0).path, "/", "the home comes first");
    let known: Vec<&str> =
        places.iter().map(|place| place.path.as_str()).filter(|path| role.places.contains(path)).collect();
    assert_eq!(known, role.places);
    for others in others(role) {
        assert!(places.iter().all(|place| place.path != *others), "{others} is not for {}", role.account);
    }
    places
}

/// What is kept from a role.
fn others(role: &Role) -> impl Iterator<Item = &'static &'static str> {
    const KEPT: &[&str] = &[USUARIOS, AUDITORIA, COPIAS, SERVIDOR, HALLAZGOS, ALERTAS];
    KEPT.iter().filter(|path| !role.places.contains(path))
}

/// The words of a bar, top to bottom or left to right.
async fn words(page: &Page<'_>, bar: &str) -> Vec<String> {
    let script = "return [...document.querySelectorAll(`${arguments[0]} .place`)].map((node) => node.innerText.trim())";
    page.ask(script, vec![json!(bar)]).await
}

/// Title of the window, one line of purpose, something to see, nothing gone wrong.
async fn is_whole(page: &Page<'_>, title: &str) {
    // What is not read yet is counted before it.
    let window: String = page.ask(r"return document.title.replace(/^\(\d+\) /, '')", vec![]).await;
    assert_eq!(window, format!("{title} · Inventario"));
    let hint: String = page.ask("return document.querySelector('.page-hint')?.innerText ?? ''", vec![]).await;
    assert!(hint.len() > 15 && hint.ends_with('.'), "{title} says what it is for: {hint:?}");
    // One line on a desk; on a phone it may run over into a second one.
    let lines: f64 = page
        .ask("const hint = document.querySelector('.page-hint'); return hint.offsetHeight / parseFloat(getComputedStyle(hint).lineHeight)", vec![])
        .await;
    let most = if page.screen == Phone { 3.0 } else { 1.0 };
    assert!(lines.round() <= most, "the line below «{title}» takes {lines} lines");
    let wrong: Vec<String> = page
        .ask("return [...document.querySelectorAll('main [role=\"alert\"]')].map((node) => node.innerText).filter(Boolean)", vec![])
        .await;
    assert!(wrong.is_empty(), "{title}: {wrong:?}");
    let filled: usize =
        page.ask("return document.querySelector('.page-body').innerText.trim().length", vec![]).await;
    assert!(filled > 20, "{title} is not empty");
}

async fn at_home(page: &Page<'_>, role: &Role) {
    page.sign_in(role.account).await;
    page.arrive("/", role.greeting).await;
    page.see(role.hint).await;
    page.see(role.shows).await;
    is_whole(page, role.greeting).await;
}

/// Places as the bars have them: group by group, each in the order of the role.
fn grouped(places: &[Place]) -> Vec<Place> {
    let mut places = places.to_vec();
    places.sort_by_key(|place| place.group);
    places
}

/// A side bar with every place; what is not there cannot be reached by its address either.
fn on_a_desk(role: &Role) {
    journey(Desktop, async |page| {
        at_home(page, role).await;
        // The own account stands below them, under the person's name.
        let places = offered(page, role).await;
        let (own, shared) = places.split_last().unwrap();
        let shared = grouped(shared);
        assert_eq!(own.path, PERFIL);
        let bar: Vec<&str> =
            std::iter::once("Inicio").chain(shared.iter().map(|place| place.word.as_str())).collect();
        assert_eq!(words(page, ".sidebar").await, bar);
        assert!(!page.has("button", "Más").await, "the bottom bar is the phone's");
        for place in &shared {
            page.click("at", &format!(".sidebar [href='{}']", place.path)).await;
            page.arrive(&place.path, &place.word).await;
            is_whole(page, &place.word).await;
            let lit: Vec<String> =
                page.ask("return [...document.querySelectorAll('.sidebar [aria-current]')].map((node) => node.innerText.trim())", vec![]).await;
            assert_eq!(lit, [place.word.as_str()]);
        }
        page.click("row", role.name).await;
        page.arrive(&own.path, &own.word).await;
        is_whole(page, &own.word).await;
        page.see(role.name).await;
        for closed in others(role) {
            page.open(closed).await;
            page.arrive(closed, "Su rol no tiene acceso").await;
        }
    });
}

/// Four places within the thumb's reach, the rest behind "Más".
fn on_a_phone(role: &Role) {
    journey(Phone, async |page| {
        at_home(page, role).await;
        let places = offered(page, role).await;
        let (near, far) = places.split_at(3);
        let near_words = near.iter().map(|place| place.short.as_str());
        let bar: Vec<&str> = std::iter::once("Inicio").chain(near_words).chain(["Más"]).collect();
        assert_eq!(words(page, ".bottombar").await, bar);
        for place in near {
            page.click("link", &place.short).await;
            page.arrive(&place.path, &place.word).await;
            is_whole(page, &place.word).await;
        }
        page.press("Más").await;
        let more: Vec<String> =
            page.ask("return [...document.querySelectorAll('dialog[open] .link-title')].map((node) => node.innerText.trim())", vec![]).await;
        assert_eq!(more, grouped(far).iter().map(|place| place.word.as_str()).collect::<Vec<_>>());
        page.press("Cerrar").await;
        for place in far {
            page.press("Más").await;
            // By its address: a word may begin as another one does.
            page.click("at", &format!("dialog[open] [href='{}']", place.path)).await;
            page.arrive(&place.path, &place.word).await;
            is_whole(page, &place.word).await;
        }
    });
}

/// One test a role and screen.
macro_rules! roles {
    ($($desk:ident, $phone:ident: $role:expr;)*) => {
        $(
            #[test]
            fn $desk() {
                on_a_desk(&$role);
            }

            #[test]
            fn $phone() {
                on_a_phone(&$role);
            }
        )*
    };
}

roles! {
    an_apprentice_at_a_desk, an_apprentice_with_a_phone: APPRENTICE;
    an_instructor_at_a_desk, an_instructor_with_a_phone: INSTRUCTOR;
    a_supervisor_at_a_desk, a_supervisor_with_a_phone: SUPERVISOR;
    a_warehouse_admin_at_a_desk, a_warehouse_admin_with_a_phone: WAREHOUSE;
    the_general_admin_at_a_desk, the_general_admin_with_a_phone: GENERAL;
}

#[test]
fn a_group_of_the_bar_stays_closed_until_somebody_goes_there() {
    journey(Desktop, async |page| {
        page.sign_in("bodega").await;
        page.arrive("/", "Hola, Jairo").await;
        let shown = async |path: &str| -> bool {
            let script =
                "return document.querySelector(`.sidebar [href='${arguments[0]}']`).checkVisibility()";
            page.ask(script, vec![json!(path)]).await
        };
        assert!(shown("/productos").await);
        // By keyboard, as by a click: it is the browser's own element.
        let script = "[...document.querySelectorAll('.sidebar summary')].find((it) => it.innerText.trim() === 'Materiales').focus(); return true";
        let _: bool = page.ask(script, vec![]).await;
        page.type_blindly("\u{e007}").await;
        page.until("the group is closed", async || !shown("/productos").await).await;
        page.open("/equipos").await;
        page.arrive("/equipos", "Equipos").await;
        assert!(!shown("/productos").await, "the browser remembers");
        page.open("/productos").await;
        page.arrive("/productos", "Productos").await;
        assert!(shown("/productos").await, "where somebody is can be seen");
    });
}
