//! Our own format: the event as it is. Its signature is a header (`crate::signature::standard_webhooks`), as with every
//! other format. Source: github.com/standard-webhooks/standard-webhooks (any 2xx acknowledges).

use super::{Acknowledgement, JSON, Letter, Notice};

pub(super) fn write(notice: &Notice<'_>) -> Letter {
    Letter {
        content_type: JSON,
        body: notice.body.as_bytes().to_vec(),
        acknowledged_by: Acknowledgement::Success,
    }
}
