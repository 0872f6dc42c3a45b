//! chromedriver and one Chromium with an empty profile, in the size of a phone or of a desk.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use thirtyfour::LoggingPrefsLogLevel::{All, Severe};
use thirtyfour::{ChromiumLikeCapabilities, DesiredCapabilities, WebDriver};

/// What the page is looked at with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Screen {
    /// 360 x 740, touched with a finger.
    Phone,
    /// 1280 x 800, with a mouse.
    Desktop,
}

impl Screen {
    fn size(self) -> (u32, u32) {
        match self {
            Self::Phone => (360, 740),
            Self::Desktop => (1280, 800),
        }
    }
}

const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--lang=es",
    // Whatever is asked of another host fails, and shows up in the console.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

/// A chromedriver, killed when it goes out of scope.
struct Driver(Child);

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Driver {
    /// Starts it on a port of its choice, which it says.
    fn start() -> (Self, u16) {
        let child = Command::new("chromedriver").arg("--port=0").stdout(Stdio::piped()).spawn();
        let mut driver = Self(child.expect("chromedriver is installed"));
        let mut lines = BufReader::new(driver.0.stdout.take().unwrap()).lines().map_while(Result::ok);
        let port = lines.find_map(|line| {
            line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse().ok()
        });
        // Whatever else it says must not fill the pipe.
        std::thread::spawn(move || lines.for_each(drop));
        (driver, port.expect("chromedriver says its port"))
    }
}

/// A browser with nothing in it.
pub struct Browser {
    /// The session.
    pub driver: WebDriver,
    // In this order: the browser goes before the folder that it writes to.
    _process: Driver,
    _profile: TempDir,
}

impl Browser {
    /// Opens the window.
    pub async fn start(screen: Screen) -> Self {
        let profile = tempfile::Builder::new().prefix("inventario-browser-").tempdir().unwrap();
        let (process, port) = Driver::start();
        let mut wishes = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wishes.add_arg(flag).unwrap();
        }
        let (width, height) = screen.size();
        wishes.add_arg(&format!("--window-size={width},{height}")).unwrap();
        wishes.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        if screen == Screen::Phone {
            let metrics =
                json!({ "width": width, "height": height, "pixelRatio": 2.0, "touch": true, "mobile": true });
            wishes.add_experimental_option("mobileEmulation", json!({ "deviceMetrics": metrics })).unwrap();
        }
        wishes.set_logging_prefs("browser", Severe).unwrap();
        wishes.set_logging_prefs("performance", All).unwrap();
        let driver = WebDriver::new(format!("http://127.0.0.1:{port}"), wishes).await.unwrap();
        driver.set_script_timeout(Duration::from_secs(60)).await.unwrap();
        Self { driver, _process: process, _profile: profile }
    }

    /// What the console has said of errors since the last time.
    pub async fn console(&self) -> Vec<String> {
        match self.driver.get_log("browser").await {
            Ok(entries) => entries.into_iter().map(|entry| entry.message).collect(),
            Err(error) => vec![format!("the console cannot be read: {error}")],
        }
    }

    /// The addresses that were asked for since the last time.
    pub async fn requests(&self) -> Vec<String> {
        let entries = self.driver.get_log("performance").await.unwrap_or_default();
        let events = entries.iter().filter_map(|entry| serde_json::from_str::<Value>(&entry.message).ok());
        events
            .filter(|event| event["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|event| Some(event["message"]["params"]["request"]["url"].as_str()?.to_owned()))
            .collect()
    }

    /// Ends the session, and with it the browser.
    pub async fn close(self) {
        let _ = self.driver.quit().await;
    }
}
