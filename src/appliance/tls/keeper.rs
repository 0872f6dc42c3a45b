//! Keeps the server's certificate in force: signs it anew when it is due or no longer fits, reads files that have changed.

use super::authority::Authority;
use super::files::{Files, Loaded, Stamp};
use super::rules::{self, Names, Validity};
use super::{InForce, Shown, State, Voucher, fingerprint, server_config, store};
use crate::appliance::mdns::{self, names};
use crate::appliance::tls::options::Tls;
use crate::kit::access::Origin;
use crate::kit::clock;
use crate::kit::db::event::last_entry;
use crate::kit::db::{Change, Db, Event};
use crate::kit::error::{Error, Result};
use crate::kit::net::interfaces;
use crate::kit::wire::LocalTime;
use chrono::{DateTime, Utc};
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, RwLock};
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};
use tokio_rustls::rustls::ServerConfig;

/// How often it is looked whether another certificate is needed: two files, or the list of addresses.
const LOOK: Duration = Duration::from_secs(5);

/// The keeper of the server's certificate.
pub struct Keeper {
    db: Db,
    source: Source,
    in_force: Arc<InForce>,
    state: State,
}

#[derive(Debug)]
enum Source {
    Own(Box<Own>),
    Files { files: Files, seen: Stamp },
}

/// The box's own authority, and what it signs for.
#[derive(Debug)]
struct Own {
    authority: Authority,
    machine: Machine,
    names: Names,
    validity: Validity,
}

/// Where the names and addresses of this machine come from.
#[derive(Debug)]
struct Machine {
    host: String,
    listen: SocketAddr,
    discovery: mdns::State,
}

impl Machine {
    /// What a certificate for this machine is made out to now.
    fn names(&self, authority: &Authority) -> Names {
        let in_force: Vec<String> =
            self.discovery.snapshot().names.into_values().map(|names| names.host).collect();
        let listen = self.listen.ip();
        let mut ips: Vec<IpAddr> = interfaces::addresses(listen).into_iter().map(|it| it.ip).collect();
        if !listen.is_unspecified() {
            ips.push(listen);
        }
        rules::names(authority.host(), &self.host, &in_force, &ips)
    }
}

impl Keeper {
    /// Reads the technician's files, or takes (at the first start makes) the authority of the database and signs a
    /// certificate with it.
    ///
    /// # Errors
    /// A Spanish sentence when the files can't be used; when the database or the system's randomness fails.
    pub async fn open(
        db: &Db,
        tls: &Tls,
        host: Option<&str>,
        listen: SocketAddr,
        (discovery, state): (&mdns::State, &State),
    ) -> Result<Self> {
        let (source, certified) = match &tls.files {
            Some(files) => {
                let (files, seen) = (files.clone(), files.stamp());
                let loaded = files.load().map_err(Error::internal)?;
                state.show(shown_of_files(&loaded));
                (Source::Files { files, seen }, loaded.certified)
            }
            None => {
                let host = host.unwrap_or(names::HOST);
                let machine = Machine { host: host.to_owned(), listen, discovery: discovery.clone() };
                let believed = believed(db).await;
                let authority = authority(db, host, believed).await?;
                let names = machine.names(&authority);
                let validity = rules::of_server(believed);
                let certified = authority.sign(&names, validity)?;
                let own = Own { authority, machine, names, validity };
                own.tell(state);
                (Source::Own(Box::new(own)), certified)
            }
        };
        let in_force = Arc::new(InForce(RwLock::new(Arc::new(certified))));
        Ok(Self { db: db.clone(), source, in_force, state: state.clone() })
    }

    /// How the server speaks TLS, now and with every certificate to come.
    ///
    /// # Errors
    /// When the cryptography that is built in speaks no version of TLS.
    pub fn config(&self) -> Result<Arc<ServerConfig>> {
        server_config(Arc::clone(&self.in_force))
    }

    /// Keeps a certificate in force until it is dropped.
    pub async fn run(mut self) {
        let mut tick = interval(LOOK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            tick.tick().await;
            let believed = believed(&self.db).await;
            // Asks the system for its addresses, or the disk for two files.
            let looked = tokio::task::spawn_blocking(move || {
                self.look(believed);
                self
            });
            self = match looked.await {
                Ok(keeper) => keeper,
                Err(error) => {
                    tracing::error!(%error, "the server's certificate is kept no longer");
                    return;
                }
            };
        }
    }

    fn look(&mut self, believed: DateTime<Utc>) {
        match &mut self.source {
            Source::Own(own) => {
                let names = own.machine.names(&own.authority);
                if names == own.names && !rules::is_due(own.validity, believed) {
                    return;
                }
                let validity = rules::of_server(believed);
                match own.authority.sign(&names, validity) {
                    Ok(certified) => {
                        (own.names, own.validity) = (names, validity);
                        self.in_force.put(certified);
                        own.tell(&self.state);
                    }
                    Err(error) => tracing::error!(%error, "the server's certificate was not made anew"),
                }
            }
            Source::Files { files, seen } => {
                let now = files.stamp();
                if now == *seen {
                    return;
                }
                *seen = now;
                match files.load() {
                    Ok(loaded) => {
                        let until = loaded.validity.until;
                        tracing::info!(%until, "the certificate's files have changed and are in force");
                        self.state.show(shown_of_files(&loaded));
                        self.in_force.put(loaded.certified);
                    }
                    Err(error) => {
                        tracing::error!(
                            error,
                            "the certificate's files have changed; those from before stay in force"
                        );
                        self.state.failed(&error);
                    }
                }
            }
        }
    }
}

impl Own {
    fn tell(&self, state: &State) {
        let Names { hosts, ips, left_out } = &self.names;
        tracing::info!(?hosts, ?ips, until = %self.validity.until, "a certificate was made");
        if !left_out.is_empty() {
            tracing::warn!(
                ?left_out,
                "addresses of the Internet are not in the certificate: browsers will warn there"
            );
        }
        state.show(Shown {
            voucher: Voucher::Authority {
                certificate: self.authority.pem().to_owned(),
                host: self.authority.host().to_owned(),
            },
            fingerprint: fingerprint(self.authority.der()),
            validity: self.authority.validity(),
            in_force: self.validity,
            names: self.names.clone(),
            error: None,
        });
    }
}

fn shown_of_files(Loaded { certified, validity, names }: &Loaded) -> Shown {
    let validity = *validity;
    let now = clock::now();
    if now < validity.from || now > validity.until {
        tracing::warn!(from = %validity.from, until = %validity.until, "the certificate is not good now");
    }
    Shown {
        voucher: Voucher::Files,
        fingerprint: certified.cert.first().map(|it| fingerprint(it)).unwrap_or_default(),
        validity,
        in_force: validity,
        names: names.clone(),
        error: None,
    }
}

/// What time it is, as far as the box can tell. Only a clock that is obviously wrong needs the audit for that.
async fn believed(db: &Db) -> DateTime<Utc> {
    let now = clock::now();
    let last = if now < rules::WRITTEN { db.read(last_entry).await.ok().flatten() } else { None };
    rules::believed(now, last.map(|it| it.0))
}

/// The authority of the database; the first time, a new one.
async fn authority(db: &Db, host: &str, believed: DateTime<Utc>) -> Result<Authority> {
    if let Some(authority) = db.read(store::authority).await? {
        return Ok(authority);
    }
    let authority = Authority::make(host, rules::of_authority(believed))?;
    let origin = Origin::of_command("serve");
    let write = db.write(&origin, move |tx| {
        store::keep(tx, &authority, LocalTime(tx.now))?;
        // Of the authority nothing but what is public goes into the audit.
        let event = Event::named("UPDATE_SETTING", "setting", None)
            .describe(format!("Autoridad de certificados creada; huella {}", fingerprint(authority.der())));
        Ok(Change::new(authority, event))
    });
    write.await
}

#[cfg(test)]
mod tests;
