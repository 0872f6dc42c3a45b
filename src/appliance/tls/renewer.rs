//! Keeps the server's certificate in force: signs it anew when it is due or no longer fits, reads files that have changed.

use super::authority::Authority;
use super::files::{CertificateFiles, FileStamps, LoadedCertificate};
use super::rules::{self, CertifiedNames, Validity};
use super::server::{InForce, server_config};
use super::{CertificateFacts, TlsState, Voucher, change, fingerprint, store};
use crate::appliance::mdns::{DiscoveryState, names};
use crate::appliance::tls::options::Tls;
use crate::kit::db::event::last_entry;
use crate::kit::net::interfaces;
use crate::kit::{Db, Error, Origin, Result, clock};
use chrono::{DateTime, Utc};
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::sign::CertifiedKey;

/// How often it is looked whether another certificate is needed: two files, or the list of addresses.
const LOOK: Duration = Duration::from_secs(5);

/// Who keeps the server's certificate in force.
pub struct Renewer {
    db: Db,
    source: CertificateSupply,
    in_force: Arc<InForce>,
    state: TlsState,
}

enum CertificateSupply {
    Own(Box<OwnCertificate>),
    Files { files: CertificateFiles, stamps: FileStamps },
}

/// The box's own authority, and what it signs for.
struct OwnCertificate {
    authority: Authority,
    /// What the machine is called now.
    host: String,
    listen: SocketAddr,
    discovery: DiscoveryState,
    /// What the certificate in force is made out to.
    names: CertifiedNames,
    validity: Validity,
}

impl OwnCertificate {
    /// What a certificate for this machine is made out to now.
    fn names_now(&self) -> CertifiedNames {
        let listen = self.listen.ip();
        let mut ips: Vec<IpAddr> = interfaces::addresses(listen).into_iter().map(|it| it.ip).collect();
        if !listen.is_unspecified() {
            ips.push(listen);
        }
        rules::names(self.authority.host(), &self.host, &self.discovery.hosts(), &ips)
    }

    /// Signs another certificate, and says so.
    fn renew(
        &mut self,
        names: CertifiedNames,
        believed: DateTime<Utc>,
        state: &TlsState,
    ) -> Result<CertifiedKey> {
        let validity = rules::of_server(believed);
        let certified = self.authority.sign(&names, validity)?;
        (self.names, self.validity) = (names, validity);
        let CertifiedNames { hosts, ips, left_out } = &self.names;
        tracing::info!(?hosts, ?ips, until = %self.validity.until, "a certificate was made");
        if !left_out.is_empty() {
            tracing::warn!(
                ?left_out,
                "addresses of the Internet are not in the certificate: browsers will warn there"
            );
        }
        state.put(CertificateFacts {
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
        Ok(certified)
    }
}

impl Renewer {
    /// Reads the technician's files, or takes (at the first start makes) the authority of the database and signs a
    /// certificate with it.
    pub async fn open(
        db: &Db,
        tls: &Tls,
        host: Option<&str>,
        listen: SocketAddr,
        (discovery, state): (&DiscoveryState, &TlsState),
    ) -> Result<Self> {
        let (source, certified) = match &tls.files {
            Some(files) => {
                let (files, stamps) = (files.clone(), files.stamp());
                let loaded = files.load().map_err(Error::internal)?;
                state.put(facts_of_files(&loaded));
                (CertificateSupply::Files { files, stamps }, loaded.certified)
            }
            None => {
                let host = host.unwrap_or(names::HOST).to_owned();
                let believed = believed(db).await;
                let authority = authority(db, &host, believed).await?;
                let (discovery, names) = (discovery.clone(), CertifiedNames::default());
                let validity = rules::of_server(believed);
                let mut own = OwnCertificate { authority, host, listen, discovery, names, validity };
                let certified = own.renew(own.names_now(), believed, state)?;
                (CertificateSupply::Own(Box::new(own)), certified)
            }
        };
        let in_force = Arc::new(InForce::new(certified));
        Ok(Self { db: db.clone(), source, in_force, state: state.clone() })
    }

    /// How the server speaks TLS, now and with every certificate to come.
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
                self.renew_if_needed(believed);
                self
            });
            self = match looked.await {
                Ok(renewer) => renewer,
                Err(error) => {
                    tracing::error!(%error, "the server's certificate is kept no longer");
                    return;
                }
            };
        }
    }

    fn renew_if_needed(&mut self, believed: DateTime<Utc>) {
        match &mut self.source {
            CertificateSupply::Own(own) => {
                let names = own.names_now();
                if names == own.names && !rules::is_due(own.validity, believed) {
                    return;
                }
                match own.renew(names, believed, &self.state) {
                    Ok(certified) => self.in_force.put(certified),
                    Err(error) => tracing::error!(%error, "the server's certificate was not made anew"),
                }
            }
            CertificateSupply::Files { files, stamps } => {
                let now = files.stamp();
                if now == *stamps {
                    return;
                }
                *stamps = now;
                match files.load() {
                    Ok(loaded) => {
                        let until = loaded.validity.until;
                        tracing::info!(%until, "the certificate's files have changed and are in force");
                        self.state.put(facts_of_files(&loaded));
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

fn facts_of_files(LoadedCertificate { certified, validity, names }: &LoadedCertificate) -> CertificateFacts {
    let validity = *validity;
    let now = clock::now();
    if now < validity.from || now > validity.until {
        tracing::warn!(from = %validity.from, until = %validity.until, "the certificate is not good now");
    }
    CertificateFacts {
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
    db.write(&Origin::of_command("serve"), move |tx| change::keep_authority(tx, authority)).await
}

#[cfg(test)]
mod tests;
