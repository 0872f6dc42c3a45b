//! A page as a person uses it: by the words on it. Every wait ends, and says what it waited for.

use super::browser::{Browser, Screen};
use super::process::Server;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::time::{Duration, Instant};
use thirtyfour::prelude::*;

/// How long a person would wait before asking somebody.
const PATIENCE: Duration = Duration::from_secs(15);
const GLANCE: Duration = Duration::from_millis(40);

const LOCATE: &str = include_str!("locate.js");

/// Loaded, drawn, and nothing on its way any more; under an open dialog it may be.
const SETTLED: &str = "const place = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document; \
    return document.readyState === 'complete' && Boolean(document.querySelector('h1')) \
    && !place.querySelector('.skeleton, .boot, .loadbar.on, [aria-busy=\"true\"]');";

/// One window on one server.
pub struct Page<'a> {
    browser: &'a Browser,
    /// The server behind it.
    pub server: &'a Server,
    /// Its size.
    pub screen: Screen,
    url: String,
    expected: RefCell<Vec<String>>,
}

impl<'a> Page<'a> {
    pub(super) fn new(browser: &'a Browser, server: &'a Server, screen: Screen) -> Self {
        // Before anybody has signed in, the silent renewal of the session is refused, and the console says so.
        let expected = RefCell::new(vec!["/api/auth/refresh - Failed to load resource".to_owned()]);
        Self { browser, server, screen, url: server.url(), expected }
    }

    /// The next faults of the console with this text are part of the story.
    pub fn expect_in_console(&self, text: &str) {
        self.expected.borrow_mut().push(text.to_owned());
    }

    /// What went wrong unnoticed: errors in the console, and anything asked of another host.
    pub(super) async fn faults(&self) -> Vec<String> {
        let (said, asked) = (self.browser.console().await, self.browser.requests().await);
        let expected = self.expected.borrow();
        let console = said.into_iter().filter(|line| !expected.iter().any(|text| line.contains(text)));
        let silent = !asked.iter().any(|url| url.starts_with(&self.url));
        // The browser's own pages (chrome:, data:, blob:) are no request to anybody.
        let own = ["blob:", "data:"];
        let foreign = asked
            .into_iter()
            .filter(|url| url.contains("//") && !own.iter().any(|kind| url.starts_with(kind)));
        let foreign = foreign.filter(|url| !url.starts_with("chrome") && !url.starts_with(&self.url));
        let foreign = foreign.map(|url| format!("asked for {url}"));
        let silence = silent.then(|| "no request was seen, not even to the server".to_owned());
        console.chain(foreign).chain(silence).collect()
    }

    /// A picture for whoever looks into the failure.
    pub(super) async fn keep_picture(&self) {
        let name = std::thread::current().name().unwrap_or("journey").replace("::", "-");
        let file = format!("{}/{name}.png", env!("CARGO_TARGET_TMPDIR"));
        if self.browser.driver.screenshot(file.as_ref()).await.is_ok() {
            eprintln!("what it looked like: {file}, at {}", self.place().await);
        }
    }

    /// Runs a script in the page.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        let answer = self.browser.driver.execute(script, arguments).await;
        answer.and_then(|answer| answer.convert()).unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// The same for a script that answers later.
    pub async fn ask_later<T: DeserializeOwned>(&self, script: &str, arguments: Vec<Value>) -> T {
        let answer = self.browser.driver.execute_async(script, arguments).await;
        answer.and_then(|answer| answer.convert()).unwrap_or_else(|error| panic!("{error}"))
    }

    /// Waits until something is so.
    pub async fn until(&self, what: &str, so: impl AsyncFnMut() -> bool) {
        self.until_within(PATIENCE, what, so).await;
    }

    async fn until_within(&self, patience: Duration, what: &str, mut so: impl AsyncFnMut() -> bool) {
        let end = Instant::now() + patience;
        while !so().await {
            assert!(Instant::now() < end, "waited in vain until {what}; the page: {}", self.text().await);
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Everything that can be read in the topmost dialog, or on the page with its messages.
    pub async fn text(&self) -> String {
        let script =
            "return ([...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body).innerText";
        self.ask(script, vec![]).await
    }

    /// The address without the host.
    pub async fn place(&self) -> String {
        self.ask("return location.pathname + location.search", vec![]).await
    }

    /// The headline.
    pub async fn title(&self) -> String {
        self.ask("return document.querySelector('h1')?.innerText ?? ''", vec![]).await
    }

    /// Waits for a text.
    pub async fn see(&self, text: &str) {
        self.until(&format!("«{text}» is there"), async || self.text().await.contains(text)).await;
    }

    /// Waits for a text behind work that takes a debug build many seconds: half a year of a centre.
    pub async fn see_after_work(&self, text: &str) {
        let what = format!("«{text}» is there");
        self.until_within(PATIENCE * 6, &what, async || self.text().await.contains(text)).await;
    }

    /// Waits until a text is gone.
    pub async fn see_no(&self, text: &str) {
        self.until(&format!("«{text}» is gone"), async || !self.text().await.contains(text)).await;
    }

    /// Waits until nothing loads any more.
    pub async fn settle(&self) {
        self.until("the page is loaded", async || self.ask(SETTLED, vec![]).await).await;
    }

    /// Waits for a page by its address (with or without its query) and headline.
    pub async fn arrive(&self, path: &str, title: &str) {
        let what = format!("{path} is open with the headline «{title}»");
        self.until(&what, async || {
            let place = self.place().await;
            (place == path || place.split('?').next() == Some(path)) && self.title().await == title
        })
        .await;
        self.settle().await;
    }

    /// Types an address into the bar.
    pub async fn open(&self, path: &str) {
        self.begin(path).await;
        self.settle().await;
    }

    /// Types the address of a page into the bar that doesn't come to rest.
    pub async fn begin(&self, path: &str) {
        self.browser.driver.goto(format!("{}{path}", self.url)).await.unwrap();
    }

    /// Loads the page again, whatever it says about unsaved changes.
    pub async fn reload(&self) {
        self.browser.driver.refresh().await.unwrap();
        let _ = self.browser.driver.accept_alert().await;
        self.settle().await;
    }

    /// The element of a kind with a name, when it is there.
    pub async fn find(&self, kind: &str, name: &str) -> Option<WebElement> {
        let answer = self.browser.driver.execute(LOCATE, vec![json!(kind), json!(name)]).await.unwrap();
        answer.element().ok()
    }

    /// Whether there is one.
    pub async fn has(&self, kind: &str, name: &str) -> bool {
        self.find(kind, name).await.is_some()
    }

    /// Does something with the element of a kind with a name, as soon as it lets itself.
    async fn with(&self, kind: &str, name: &str, act: impl AsyncFn(&WebElement) -> WebDriverResult<()>) {
        let end = Instant::now() + PATIENCE;
        loop {
            let refusal = match self.find(kind, name).await {
                Some(element) => match act(&element).await {
                    Ok(()) => return,
                    Err(error) => {
                        // Something lies over it, as a bar does: a person scrolls.
                        let _ = element.scroll_into_view().await;
                        error.to_string()
                    }
                },
                None => "it is not there".to_owned(),
            };
            if Instant::now() > end {
                panic!("no {kind} «{name}»: {refusal}; the page: {}", self.text().await);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    /// Presses a button.
    pub async fn press(&self, name: &str) {
        self.click("button", name).await;
    }

    /// Presses a button, a link, a row, a tab…
    pub async fn click(&self, kind: &str, name: &str) {
        self.with(kind, name, async |element| element.click().await).await;
    }

    /// Opens a menu and takes something from it.
    pub async fn pick(&self, menu: &str, item: &str) {
        self.press(menu).await;
        self.click("menuitem", item).await;
    }

    /// Writes into a field, over what stands there.
    pub async fn write(&self, field: &str, text: &str) {
        self.with("field", field, async |element| {
            element.send_keys(Key::Control + "a").await?;
            element.send_keys(Key::Backspace + text).await
        })
        .await;
    }

    /// Dates and times are typed differently in each language, so they are set.
    pub async fn set(&self, field: &str, value: &str) {
        let script = "arguments[0].focus(); arguments[0].value = arguments[1]; \
            for (const kind of ['input', 'change']) arguments[0].dispatchEvent(new Event(kind, { bubbles: true }));";
        self.with("field", field, async |element| {
            let arguments = vec![element.to_json()?, json!(value)];
            self.browser.driver.execute(script, arguments).await.map(drop)
        })
        .await;
    }

    /// Chooses from a list that opens.
    pub async fn choose(&self, field: &str, option: &str) {
        self.with("field", field, async |element| {
            element.find(By::XPath(format!(".//option[normalize-space(.)='{option}']"))).await?.click().await
        })
        .await;
    }

    /// Chooses from a list that narrows while one writes.
    pub async fn choose_by_writing(&self, field: &str, option: &str) {
        self.write(field, option).await;
        self.click("option", option).await;
    }

    /// What a field holds.
    pub async fn value(&self, field: &str) -> String {
        let element = self.find("field", field).await.unwrap_or_else(|| panic!("no field «{field}»"));
        element.value().await.unwrap().unwrap_or_default()
    }

    /// Types as a scanner does: wherever the focus is.
    pub async fn type_blindly(&self, text: &str) {
        self.browser.driver.action_chain().send_keys(text).perform().await.unwrap();
    }

    /// Draws a line from the middle of something, as a finger or the mouse does.
    pub async fn draw_on(&self, place: &str) {
        let element = self.find("at", place).await.unwrap_or_else(|| panic!("no «{place}»"));
        element.scroll_into_view().await.unwrap();
        let pen = self.browser.driver.action_chain().move_to_element_center(&element).click_and_hold();
        pen.move_by_offset(40, -20)
            .move_by_offset(30, 30)
            .move_by_offset(-80, 5)
            .release()
            .perform()
            .await
            .unwrap();
    }

    /// Gives a file to the hidden input of the page.
    pub async fn give_file(&self, file: &std::path::Path) {
        let input = self.browser.driver.find(By::Css("input[type='file']")).await.unwrap();
        input.send_keys(file.to_str().unwrap()).await.unwrap();
    }

    /// Asks the browser for something that is not for people.
    async fn tell_browser(&self, method: &str, parameters: Value) {
        self.browser.driver.cdp().send_raw(method, parameters).await.unwrap();
    }

    /// The page as the browser prints it, as PDF.
    pub async fn print(&self) -> Vec<u8> {
        let wanted = json!({ "preferCSSPageSize": true, "printBackground": true });
        let answer = self.browser.driver.cdp().send_raw("Page.printToPDF", wanted).await.unwrap();
        bytes_of(answer["data"].as_str().unwrap())
    }

    /// Runs a script at the start of every page from now on.
    pub async fn bring_along(&self, script: &str) {
        self.tell_browser("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await;
    }

    /// The addresses that the page has asked for since the last time.
    pub async fn asked_for(&self) -> Vec<String> {
        self.browser.requests().await
    }

    /// As if the device were set to dark, or to light, and to no movement.
    pub async fn make_dark(&self, dark: bool) {
        let scheme = if dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        self.tell_browser("Emulation.setEmulatedMedia", json!({ "features": features })).await;
        let still = "return document.getAnimations().every((one) => one.playState !== 'running')";
        self.until("the colours have changed", async || self.ask(still, vec![]).await).await;
    }

    /// Takes the network away, or gives it back.
    pub async fn cut_off(&self, off: bool) {
        let network =
            json!({ "offline": off, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.tell_browser("Network.emulateNetworkConditions", network).await;
    }

    /// Keeps what these addresses have from the page.
    pub async fn block(&self, addresses: &[&str]) {
        self.tell_browser("Network.enable", json!({})).await;
        self.tell_browser("Network.setBlockedURLs", json!({ "urls": addresses })).await;
    }
}

/// The bytes behind base64, as browsers answer files.
fn bytes_of(text: &str) -> Vec<u8> {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let values = text.bytes().filter_map(|letter| LETTERS.iter().position(|it| *it == letter));
    let mut out = Vec::with_capacity(text.len() * 3 / 4);
    for four in values.collect::<Vec<usize>>().chunks(4) {
        let bits = four.iter().fold(0, |bits, value| bits << 6 | value) << (6 * (4 - four.len()));
        out.extend([bits >> 16, bits >> 8, bits].map(|byte| byte as u8).iter().take(four.len() - 1));
    }
    out
}
