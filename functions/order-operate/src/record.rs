//! What was sold without the payer is recorded: an order, or a further payment of one.

use std::rc::Rc;

use edge::{Context, Problem, SystemEntropy};
use operations::{
    fields::Fields,
    orders::{
        further::{self, FurtherPayment},
        record::{self, RecordRequest, Recorder},
    },
};
use serde_json::{Value, json};

use crate::asked::Asked;

/// Records an order with a manual payment that waits for its decision. Answers its number.
pub(crate) async fn record(context: &Rc<Context>, asked: &Asked<'_>) -> Result<Value, Problem> {
    let request = RecordRequest::read(asked.body).map_err(Problem::fields)?;
    let by = Recorder {
        org_id: asked.org_id,
        mode: &asked.mode,
        actor: &asked.actor,
        request_key: &asked.key,
        local_day: &asked.local_day,
        now: context.now,
    };
    let opened = record::record(&context.database, &SystemEntropy, by, &request).await?;
    Ok(json!({ "number": opened.order_id }))
}

/// Records a further payment of an order. Answers the order's number.
pub(crate) async fn further(context: &Rc<Context>, asked: &Asked<'_>) -> Result<Value, Problem> {
    let mut fields = Fields::of(asked.body, "").map_err(|error| Problem::fields(vec![error]))?;
    let (system, paid_on) = (fields.text("system"), fields.text("paid_on"));
    let comment = fields.text("comment").unwrap_or_default();
    let comment = fields.finish(comment).map_err(Problem::fields)?;
    let payment = FurtherPayment {
        org_id: asked.org_id,
        mode: &asked.mode,
        actor: &asked.actor,
        request_key: &asked.key,
        order_id: asked.number,
        system: system.as_deref(),
        paid_on,
        comment,
        local_day: &asked.local_day,
        now: context.now,
    };
    further::add(&context.database, &SystemEntropy, &payment).await?;
    Ok(json!({ "number": asked.number }))
}
