//! From the address of a feed to the answer behind all redirects.

use std::time::Duration;

use ::url::Url;
use reqwest::header::LOCATION;

use super::Failure;
use super::address::Guard;
use super::hosts::Hosts;
use super::http::{Answer, Client, Validators};

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
    /// The address that all permanent redirects lead to, up to the first that is not: where to ask from now on.
    pub(super) moved_to: Option<Url>,
}

/// Asks an address, and those that it redirects to.
pub(super) async fn exchange(
    client: &Client,
    guard: &Guard,
    hosts: &Hosts,
    start: &Url,
    validators: &Validators,
) -> Result<Exchange, Failure> {
    let mut url = start.clone();
    let mut moved_to = None;
    let mut is_permanent = true;
    for hop in 0..=MAX_REDIRECTS {
        guard.check(&url)?;
        let is_redirected = url.origin() != start.origin();
        let answer = {
            let _turn = hosts.turn(&url).await?;
            asked(client, &url, validators, is_redirected).await?
        };
        let Some(kind) = redirect(answer.status) else {
            return Ok(Exchange {
                answer,
                url,
                moved_to,
            });
        };
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
        is_permanent &= kind == Redirect::Permanent;
        if is_permanent {
            moved_to = Some(target.clone());
        }
        url = target;
    }
    Err(Failure::TooManyRedirects(MAX_REDIRECTS))
}

/// Asks, and once more if the connection failed or a server between us and the other said so.
async fn asked(
    client: &Client,
    url: &Url,
    validators: &Validators,
    is_redirected: bool,
) -> Result<Answer, Failure> {
    let first = client.get(url, validators, is_redirected).await;
    let is_worth_it = match &first {
        Ok(answer) => matches!(answer.status, 502 | 504),
        Err(failure) => failure.is_of_connecting(),
    };
    if !is_worth_it {
        return first;
    }
    tokio::time::sleep(PAUSE).await;
    client.get(url, validators, is_redirected).await
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
