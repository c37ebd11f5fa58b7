//! Held money is released, whole or in part: what is left of a hold can still be captured or cancelled.

use acquirers::HttpClient;
use domain::{sealed::KeyRing, transition::Started};
use store::Database;

use super::{Asker, OperationError, OperationRequest, Performed, begin::on_hold};
use crate::{Clock, Entropy, Ports};

/// Cancels a hold. The operation that is answered may be of unknown result yet.
pub async fn cancel<D: Database, H: HttpClient, C: Clock, E: Entropy>(
    ports: Ports<'_, D, H, C, E>,
    key: &KeyRing,
    asker: &Asker<'_>,
    request: &OperationRequest,
) -> Result<Performed, OperationError> {
    on_hold(ports, key, asker, Started::Cancel, request).await
}
