//! Held money is taken, whole or in part. A hold is captured once: what is left of it, the bank lets go.

use acquirers::HttpClient;
use domain::{sealed::KeyRing, transition::Started};
use store::Database;

use super::{Asker, OperationError, OperationRequest, Performed, begin::on_hold};
use crate::{Clock, Entropy, Ports};

/// Captures a hold. The operation that is answered may be of unknown result yet.
pub async fn capture<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    asker: &Asker<'_>,
    request: &OperationRequest,
) -> Result<Performed, OperationError> {
    on_hold(ports, key, asker, Started::Capture, request).await
}
