//! From the address of a feed to the answer behind all redirects.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use ::url::{Host, Url};
use reqwest::header::{CONTENT_TYPE, LOCATION};

use super::Failure;
use super::address::{with_user_of, without_user_of};
use super::history::History;
use super::hosts::{Place, Turn};
use super::http::{Answer, Validators};
use super::task::Shared;
use crate::formats;

/// The most redirects that are followed; nobody needs more.
const MAX_REDIRECTS: usize = 10;

/// How long we wait before the one repetition of what did not even arrive.
const PAUSE: Duration = Duration::from_secs(1);

/// What became of a request.
#[derive(Debug)]
pub(super) struct Exchange {
    pub(super) answer: Answer,
    /// The address that answered.
    pub(super) url: Url,
    /// Whether it began at the user's own address.
    pub(super) is_from_own: bool,
    /// The address that all permanent redirects lead to, up to the first that is not: where to ask from now on.
    pub(super) moved_to: Option<Url>,
    /// Whether all redirects were permanent, if there were any.
    pub(super) is_permanent: bool,
    /// Whether it was found in a page.
    pub(super) is_of_page: bool,
    /// What is behind it, if that is wanted. The document is there, then.
    pub(super) history: Option<History>,
    /// The place of its request, which it keeps until there is room for what came.
    pub(super) place: Option<Place>,
}

impl Exchange {
    /// Returns the size of the document and of what is behind it, in bytes.
    pub(super) fn size(&self) -> usize {
        let history = self.history.as_ref().map_or(0, |history| history.size);
        self.answer.body.len() + history
    }

    /// Returns whether the feed is gone for good. What a page names, or what an address leads to, may go; the feed is where the
    /// user says.
    pub(super) fn is_gone(&self, own: &Url) -> bool {
        self.answer.status == 410 && self.url == *own && !self.is_of_page
    }

    /// Returns the first feed that the document names, if it is a page.
    pub(super) fn feed_of_page(&self) -> Option<Url> {
        let kind = self.answer.header(CONTENT_TYPE).unwrap_or_default();
        let may_be = self.answer.is_document() && !kind.contains("xml") && !kind.contains("json")
            || kind.contains("xhtml");
        if !may_be {
            return None;
        }
        let feeds = formats::feeds_of_page(&self.answer.body, &self.url);
        let mut feed = feeds.iter().find_map(|feed| Url::parse(feed).ok())?;
        // No server sees it.
        feed.set_fragment(None);
        (feed != self.url).then_some(feed)
    }
}

/// What is asked, and for whom.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) shared: &'a Shared,
    /// The feed, as the user has it. An archive is none.
    pub(super) owner: Option<&'a str>,
    /// The address that the user gave. Whatever else is asked, a stranger has named.
    pub(super) own: &'a Url,
    /// Set as soon as anybody is asked.
    pub(super) was_asked: &'a AtomicBool,
    pub(super) was_answered: &'a AtomicBool,
    /// Whether a stranger lists it.
    pub(super) is_of_stranger: bool,
    /// Whether another feed can stand for it.
    pub(super) is_new: bool,
    /// Whether what it says of fields beyond its format counts.
    pub(super) is_trusted: bool,
    pub(super) validators: &'a Validators,
}

impl Request<'_> {
    /// Asks an address, and those that it redirects to. `turn` is the right to ask the first.
    pub(super) async fn exchange(
        &self,
        start: &Url,
        mut turn: Option<Turn>,
    ) -> Result<Exchange, Failure> {
        let mut url = with_user_of(self.own, start.clone());
        let mut moved_to = None;
        let mut is_permanent = true;
        for hop in 0..=MAX_REDIRECTS {
            self.shared.options.guard.check(&url)?;
            if let Some(owner) = self.owner
                && let Some(other) = self.shared.claim(&url, owner)
                && self.is_new
            {
                let moved_to = moved_to.filter(|_| is_permanent);
                let moved_to = moved_to.as_ref().map(Url::to_string);
                return Err(Failure::SameAs { other, moved_to });
            }
            let is_own = !self.is_of_stranger && url.origin() == self.own.origin();
            let turn = match turn.take() {
                Some(turn) => turn,
                None => self.shared.hosts.turn(&url).await?,
            };
            let asked = self.asked(&url, is_own, turn).await;
            let (answer, place) = asked.map_err(|failure| match failure {
                Failure::HostBlocked => failure,
                // Who asks for an archive says where it is.
                failure if self.owner.is_none() && hop == 0 => failure,
                failure => failure.at(&url, self.own),
            })?;
            if answer.status == 429 && !self.shared.options.guard.is_own(&url) {
                self.shared.hosts.block(&url);
            }
            let Some(kind) = redirect(answer.status) else {
                return Ok(Exchange {
                    answer,
                    url,
                    is_from_own: start == self.own,
                    moved_to,
                    is_permanent,
                    is_of_page: false,
                    history: None,
                    place: Some(place),
                });
            };
            drop(place);
            if hop == MAX_REDIRECTS {
                break;
            }
            let location = answer
                .headers
                .get(LOCATION)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
                .ok_or(Failure::NoLocation(answer.status))?;
            let target = url
                .join(location.trim())
                .map_err(|_| Failure::BadLocation(location.clone()))?;
            check_notation(&url, &target, &location)?;
            is_permanent &= kind == Redirect::Permanent;
            url = with_user_of(self.own, target);
            url.set_fragment(None);
            if is_permanent {
                moved_to = Some(without_user_of(self.own, &url));
            }
        }
        Err(Failure::TooManyRedirects(MAX_REDIRECTS))
    }

    /// Asks, and once more if the connection failed or a server between us and the other said so.
    async fn asked(&self, url: &Url, is_own: bool, turn: Turn) -> Result<(Answer, Place), Failure> {
        let client = &self.shared.client;
        let first = client.get(url, self.validators, is_own).await;
        self.note(&first);
        let is_worth_it = match &first {
            Ok(answer) => matches!(answer.status, 502 | 504),
            Err(failure) => failure.is_of_connecting(),
        };
        if !is_worth_it {
            return Ok((first?, turn.into_place()));
        }
        // To its host, the repetition is a request as any other, and who waits has no place.
        drop(turn);
        tokio::time::sleep(PAUSE).await;
        let turn = self.shared.hosts.turn(url).await?;
        let second = client.get(url, self.validators, is_own).await;
        self.note(&second);
        Ok((second?, turn.into_place()))
    }

    fn note(&self, answer: &Result<Answer, Failure>) {
        // A name that stands for a private address is looked up, and no more.
        if !matches!(answer, Err(Failure::Private(_))) {
            self.was_asked.store(true, Ordering::Relaxed);
        }
        if !answer.as_ref().is_err_and(Failure::is_unanswered) {
            self.was_answered.store(true, Ordering::Relaxed);
        }
    }
}

/// Refuses numeric addresses in a notation that nobody uses who has nothing to hide.
fn check_notation(from: &Url, target: &Url, location: &str) -> Result<(), Failure> {
    let host = target.host_str().unwrap_or_default();
    let is_number = matches!(target.host(), Some(Host::Ipv4(_)));
    if is_number && names_host(from, location) && !location.contains(host) {
        return Err(Failure::BadLocation(location.to_owned()));
    }
    Ok(())
}

/// Returns whether a location names a host: one that does not has that of whatever address it is read at.
fn names_host(from: &Url, location: &str) -> bool {
    const ELSEWHERE: &str = "elsewhere.invalid";
    let mut base = from.clone();
    let is_set = base.set_host(Some(ELSEWHERE)).is_ok();
    let target = base.join(location.trim());
    !(is_set && target.is_ok_and(|target| target.host_str() == Some(ELSEWHERE)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Redirect {
    Permanent,
    Temporary,
}

fn redirect(status: u16) -> Option<Redirect> {
    match status {
        301 | 308 => Some(Redirect::Permanent),
        302 | 303 | 307 => Some(Redirect::Temporary),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_numbers_that_hide_an_address_and_no_relative_location() {
        let from = Url::parse("http://127.0.0.1:8080/feed").expect("a URL");
        for (location, is_allowed) in [
            ("/go?to=http://x/", true),
            ("go//on", true),
            ("?http://2130706433/", true),
            ("http:/there", true),
            ("http://127.0.0.1/there", true),
            ("//127.0.0.1/there", true),
            ("http://2130706433/", false),
            ("//2130706433/", false),
            ("\\\\2130706433/", false),
            ("https:/2130706433/", false),
            ("https://0x7f.1/", false),
        ] {
            let target = from.join(location).expect("a URL");
            let checked = check_notation(&from, &target, location);
            assert_eq!(checked.is_ok(), is_allowed, "{location}");
        }
    }
}
