//! Bodies arrive at a pace. Who opens connections and hardly sends keeps descriptors and memory; such a body is given up, also where no proxy stands in
//! front. A slow line is not: what arrives earns time.
use crate::state::App;
use actix_web::{
    Error, HttpMessage,
    body::MessageBody,
    dev::{Payload, ServiceRequest, ServiceResponse},
    error::PayloadError,
    middleware::Next,
    web,
};
use futures::{Stream, StreamExt, stream};
use std::{
    io::ErrorKind,
    time::{Duration, Instant},
};
use tokio::time::timeout;

/// So many bytes earn a second.
const BYTES_A_SECOND: u32 = 4096;

/// Runs around every request that has a body.
pub async fn around(mut request: ServiceRequest, next: Next<impl MessageBody + 'static>) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let patience = request.app_data::<web::Data<App>>().map_or(0, |app| app.config.limits.body_seconds);
    let payload = request.take_payload();
    let payload = match payload {
        Payload::None => Payload::None,
        payload if patience == 0 => payload,
        payload => Payload::Stream { payload: paced(payload, Duration::from_secs(patience)).boxed_local() },
    };
    request.set_payload(payload);
    next.call(request).await
}

/// The same body, for which one waits no longer than this; time that we take ourselves does not count.
fn paced<S>(body: S, patience: Duration) -> impl Stream<Item = Result<web::Bytes, PayloadError>>
where
    S: Stream<Item = Result<web::Bytes, PayloadError>> + Unpin,
{
    stream::unfold(Some((body, patience)), move |state| async move {
        let (mut body, left) = state?;
        let begun = Instant::now();
        match timeout(left, body.next()).await {
            Ok(None) => None,
            Ok(Some(Ok(piece))) => {
                let left = patience_left(left, begun.elapsed(), piece.len(), patience);
                Some((Ok(piece), Some((body, left))))
            }
            Ok(Some(Err(error))) => Some((Err(error), None)),
            Err(_) => Some((Err(PayloadError::Io(ErrorKind::TimedOut.into())), None)),
        }
    })
}

/// How long one still waits after having waited for so many bytes; never longer than at the beginning.
fn patience_left(left: Duration, waited: Duration, bytes: usize, most: Duration) -> Duration {
    let earned = Duration::from_secs(1).saturating_mul(u32::try_from(bytes).unwrap_or(u32::MAX)) / BYTES_A_SECOND;
    left.saturating_sub(waited).saturating_add(earned).min(most)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(sizes: &[usize]) -> impl Stream<Item = Result<web::Bytes, PayloadError>> + Unpin {
        stream::iter(sizes.iter().map(|size| Ok(web::Bytes::from(vec![0; *size]))).collect::<Vec<_>>())
    }

    #[actix_web::test]
    async fn a_body_that_does_not_come_is_given_up_and_one_that_comes_is_whole() {
        let whole: Vec<_> = paced(pieces(&[1, 70_000, 3]), Duration::from_secs(60)).map(|piece| piece.unwrap().len()).collect().await;
        assert_eq!(whole, [1, 70_000, 3]);
        let stalls = pieces(&[10]).chain(stream::pending());
        let read: Vec<_> = paced(stalls, Duration::from_millis(1)).collect().await;
        assert_eq!(read.len(), 2, "and then it is over");
        assert!(matches!(&read[1], Err(PayloadError::Io(error)) if error.kind() == ErrorKind::TimedOut));
    }

    #[test]
    fn what_trickles_in_earns_too_little_and_a_slow_line_enough() {
        let most = Duration::from_secs(15);
        for (left, waited, bytes, expected) in [(15, 1, 1, 14_000), (15, 4, 16_384, 15_000), (3, 2, 8_192, 3_000), (1, 1, 1, 0), (5, 0, usize::MAX, 15_000)] {
            let left = patience_left(Duration::from_secs(left), Duration::from_secs(waited), bytes, most).as_millis();
            assert_eq!(left, expected, "after {waited} s for {bytes} bytes");
        }
    }
}
