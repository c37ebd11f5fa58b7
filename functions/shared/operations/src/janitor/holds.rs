//! A hold that the bank will soon let go is captured, or released where the terminal says so.

use acquirers::HttpClient;
use domain::{sealed::KeyRing, time::Timestamp};
use store::{
    Database,
    janitor::{self, Hold},
};

use crate::{
    Clock, Entropy, Ports,
    operation::{Asker, OperationError, OperationRequest, Performed, cancel::cancel, capture::capture},
};

/// Holds looked at in one tick.
const HOLDS_MAX: u32 = 20;
/// How long a claimed hold stays out of others' hands, in milliseconds.
const CLAIM_MS: i64 = 5 * 60_000;

/// Captures or releases the holds due by `due`. Answers what was done.
pub async fn end_holds<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    due: Timestamp,
) -> Result<Vec<Performed>, OperationError> {
    let until = ports.clock.now().after_ms(CLAIM_MS);
    let mut ended = Vec::new();
    for hold in janitor::claim_holds(ports.database, due.ms(), until.ms(), HOLDS_MAX).await? {
        match end(ports, key, &hold).await {
            Ok(performed) => ended.push(performed),
            // What stands in the way is decided soon: tried again when the claim ends.
            Err(OperationError::Refused("operation_in_flight")) => continue,
            // Somebody was faster, or the terminal does not allow it: a person's matter, shown on the payment.
            Err(OperationError::Refused(_)) => {}
            Err(error) => return Err(error),
        }
        janitor::hold_seen(ports.database, &hold).await?;
    }
    Ok(ended)
}

async fn end<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    hold: &Hold,
) -> Result<Performed, OperationError> {
    let asker = Asker {
        org_id: hold.org_id,
        mode: None,
        door: "janitor",
        actor: "system",
        // One intention a hold, however often it is claimed.
        key: &format!("deadline:{}:{}", hold.number, hold.hold_until_ms.unwrap_or_default()),
    };
    let request = OperationRequest {
        number: hold.number,
        reason: Some("deadline".to_owned()),
        ..OperationRequest::default()
    };
    if hold.at_deadline == "release" {
        cancel(ports, key, &asker, &request).await
    } else {
        capture(ports, key, &asker, &request).await
    }
}
