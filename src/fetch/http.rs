//! One request and its answer. The only file that opens a socket.

use std::io::{ErrorKind, Read};
use std::net::SocketAddr;
use std::sync::{Arc, Once};
use std::time::Duration;

use ::url::Url;
use flate2::bufread::GzDecoder;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{self, HeaderMap, HeaderName, HeaderValue};
use reqwest::redirect::Policy;

use super::address::Guard;
use super::{Failure, FetchOptions, freshness};

/// What we would like to get, the best first.
const ACCEPT: &str = "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, \
    application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, text/html;q=0.5, */*;q=0.1";

/// How it may be packed.
const ACCEPT_ENCODING: &str = "gzip, br, zstd";

/// Names of [codings](https://www.iana.org/assignments/http-parameters/http-parameters.xhtml#content-coding) that pack documents.
/// What is none of these is a mistake of a server.
const CODINGS: [&str; 7] = [
    "br",
    "compress",
    "deflate",
    "gzip",
    "x-compress",
    "x-gzip",
    "zstd",
];

/// How what is packed by gzip begins.
const GZIP: [u8; 2] = [0x1F, 0x8B];

/// How long a host may take to accept a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// What a server told us of the document that we have, to be given back as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Validators {
    pub(super) etag: Option<Vec<u8>>,
    pub(super) last_modified: Option<Vec<u8>>,
}

/// An answer.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// When it came, in seconds since 1970: what it says of times counts from then on.
    pub(super) time: i64,
    pub(super) headers: HeaderMap,
    /// The body, decoded; empty for all answers but documents.
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// Returns the text of a header.
    pub(super) fn header(&self, name: HeaderName) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Returns the text of a header whose values may stand on several lines.
    pub(super) fn list(&self, name: HeaderName) -> String {
        let lines = self.headers.get_all(name).into_iter();
        let texts: Vec<&str> = lines.filter_map(|line| line.to_str().ok()).collect();
        texts.join(",")
    }

    pub(super) fn validators(&self) -> Validators {
        let bytes = |name| Some(self.headers.get(name)?.as_bytes().to_owned());
        Validators {
            etag: bytes(header::ETAG),
            last_modified: bytes(header::LAST_MODIFIED),
        }
    }

    /// Lets the next request be for the whole document.
    pub(super) fn forget_validators(&mut self) {
        self.headers.remove(header::ETAG);
        self.headers.remove(header::LAST_MODIFIED);
    }

    /// Unpacks what the client leaves packed: gzip, named or not, and others whose names are not in small letters. It takes away
    /// the names of those that it undoes. What does not look packed is not, whatever its server says.
    fn unpack(&mut self, max_size: usize) -> Result<(), Failure> {
        let named = self.list(header::CONTENT_ENCODING);
        let coding = named.trim().to_ascii_lowercase();
        let is_known = |part: &str| CODINGS.contains(&part.trim());
        let is_gzip = matches!(&*coding, "gzip" | "x-gzip");
        let is_other = !is_gzip && coding.split(',').any(is_known);
        if is_other && !is_text(&self.body) {
            return Err(Failure::Coding(named));
        }
        if self.body.starts_with(&GZIP) {
            self.body = unpacked(&self.body, max_size)?;
        }
        Ok(())
    }

    /// Returns whether it is a document, or a part of one (RFC 3229).
    pub(super) fn is_document(&self) -> bool {
        matches!(self.status, 200 | 203 | 226)
    }
}

/// Asks servers.
pub(super) struct Client {
    inner: reqwest::Client,
    headers: HeaderMap,
    max_size: usize,
}

impl Client {
    pub(super) fn new(options: &FetchOptions) -> Result<Self, Failure> {
        static PROVIDER: Once = Once::new();
        PROVIDER.call_once(|| {
            let _ = rustls::crypto::ring::default_provider().install_default();
        });
        let mut headers = HeaderMap::new();
        for (name, value) in &options.headers {
            let name = HeaderName::try_from(name).map_err(|_| Failure::BadHeader(name.clone()))?;
            let value = HeaderValue::try_from(value)
                .map_err(|_| Failure::BadHeader(name.as_str().to_owned()))?;
            headers.append(name, value);
        }
        let inner = reqwest::Client::builder()
            .user_agent(user_agent(options.user_agent.as_deref()))
            .redirect(Policy::none())
            .referer(false)
            .no_gzip()
            .timeout(options.timeout)
            .connect_timeout(CONNECT_TIMEOUT.min(options.timeout))
            .pool_max_idle_per_host(options.per_host)
            .dns_resolver(Resolver(Arc::new(guard_with_proxies(&options.guard))))
            .build()
            .map_err(|error| Failure::connection(&error))?;
        Ok(Self {
            inner,
            headers,
            max_size: options.max_size,
        })
    }

    /// Asks once. The user's own headers may hold secrets: they go where the user sends them, and not where a redirect, a page
    /// or a feed does.
    pub(super) async fn get(
        &self,
        url: &Url,
        validators: &Validators,
        is_own: bool,
    ) -> Result<Answer, Failure> {
        let mut request = self
            .inner
            .get(url.clone())
            .header(header::ACCEPT, ACCEPT)
            .header(header::ACCEPT_ENCODING, ACCEPT_ENCODING)
            .header("A-IM", "feed");
        if is_own {
            request = request.headers(self.headers.clone());
        }
        let conditions = [
            (header::IF_NONE_MATCH, &validators.etag),
            (header::IF_MODIFIED_SINCE, &validators.last_modified),
        ];
        for (name, value) in conditions {
            if let Some(Ok(value)) = value.as_deref().map(HeaderValue::from_bytes) {
                request = request.header(name, value);
            }
        }
        let mut response = request
            .send()
            .await
            .map_err(|error| Failure::connection(&error))?;
        let mut answer = Answer {
            status: response.status().as_u16(),
            time: freshness::now(),
            headers: response.headers().clone(),
            body: Vec::new(),
        };
        // What an error page says is nobody's concern.
        if answer.is_document() {
            while let Some(chunk) = response
                .chunk()
                .await
                .map_err(|error| Failure::connection(&error))?
            {
                if answer.body.len() + chunk.len() > self.max_size {
                    return Err(Failure::TooLarge(self.max_size));
                }
                answer.body.extend_from_slice(&chunk);
            }
            answer.unpack(self.max_size)?;
        }
        Ok(answer)
    }
}

/// Unpacks what is packed by gzip, piece by piece. What stands behind and is no such piece fills a block, or nobody knows what.
fn unpacked(mut packed: &[u8], max_size: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while packed.starts_with(&GZIP) {
        let limit = (max_size - body.len()).saturating_add(1) as u64;
        let mut piece = GzDecoder::new(packed).take(limit);
        piece
            .read_to_end(&mut body)
            .map_err(|error| match error.kind() {
                ErrorKind::UnexpectedEof => Failure::CutOff,
                _ => Failure::Coding("damaged gzip".to_owned()),
            })?;
        if body.len() > max_size {
            return Err(Failure::TooLarge(max_size));
        }
        packed = piece.into_inner().into_inner();
    }
    Ok(body)
}

/// Returns whether a body begins as feeds and pages do: with a mark of its encoding, blank, or as XML or JSON. In UTF-16, a NUL
/// may stand before.
fn is_text(body: &[u8]) -> bool {
    let marks = [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"];
    let first = body.iter().find(|byte| **byte != 0);
    let is_text =
        first.is_none_or(|first| matches!(first, b'<' | b'{' | b'\t' | b'\n' | b'\r' | b' '));
    is_text || marks.iter().any(|mark| body.starts_with(mark))
}

/// Says who asks, and where to complain.
fn user_agent(more: Option<&str>) -> String {
    let own = concat!(
        "feedmatter/",
        env!("CARGO_PKG_VERSION"),
        " (+https://w3id.org/feedmatter)"
    );
    match more {
        Some(more) => format!("{own} {more}"),
        None => own.to_owned(),
    }
}

/// Proxies are the user's own, wherever they are.
fn guard_with_proxies(guard: &Guard) -> Guard {
    let mut guard = guard.clone();
    for name in ["http_proxy", "https_proxy", "all_proxy"] {
        for name in [name.to_owned(), name.to_uppercase()] {
            let value = std::env::var(name).unwrap_or_default();
            // Before a port, a name would be a scheme.
            let url = if value.contains("://") {
                Url::parse(&value)
            } else {
                Url::parse(&format!("http://{value}"))
            };
            if let Some(host) = url.ok().as_ref().and_then(Url::host_str) {
                guard.allowed_hosts.insert(host.to_ascii_lowercase());
            }
        }
    }
    guard
}

/// Looks names up, and forgets addresses that may not be asked. Between this and the connection, nobody looks again.
struct Resolver(Arc<Guard>);

impl Resolve for Resolver {
    fn resolve(&self, name: Name) -> Resolving {
        let guard = Arc::clone(&self.0);
        Box::pin(async move {
            let host = name.as_str().to_owned();
            let found = tokio::net::lookup_host((host.as_str(), 0)).await?;
            let allowed: Vec<SocketAddr> = found
                .filter(|address| guard.allows(&host, address.ip()))
                .collect();
            if allowed.is_empty() {
                return Err(Failure::Private(host).into());
            }
            Ok(Box::new(allowed.into_iter()) as Addrs)
        })
    }
}
