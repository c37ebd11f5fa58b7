//! A manual payment is confirmed or rejected; an invoice is taken for paid by hand.

use std::rc::Rc;

use edge::{Context, D1, Problem, SystemClock, SystemEntropy};
use operations::{
    Ports,
    fields::Fields,
    invoices::{self, Actor, Cash},
    manual::{
        Decided,
        confirm::{self, Decision},
        reject,
    },
};
use serde_json::{Value, json};

use crate::asked::Asked;

/// Confirms a manual payment, as the payer says or corrected.
pub(crate) async fn confirm(context: &Rc<Context>, asked: &Asked<'_>) -> Result<Value, Problem> {
    let decision = Decision::read(asked.body).map_err(Problem::fields)?;
    let Asked {
        org_id, number, actor, ..
    } = asked;
    let mode = Some(asked.mode.as_str());
    let decided = confirm::confirm(ports(context), *org_id, mode, *number, &decision, actor, context.now).await?;
    Ok(done(&decided))
}

/// Rejects a manual payment: the money has not come.
pub(crate) async fn reject(context: &Rc<Context>, asked: &Asked<'_>) -> Result<Value, Problem> {
    let mut fields = Fields::of(asked.body, "").map_err(|error| Problem::fields(vec![error]))?;
    let comment = fields.text("comment").unwrap_or_default();
    let comment = fields.finish(comment).map_err(Problem::fields)?;
    let Asked {
        org_id, number, actor, ..
    } = asked;
    let mode = Some(asked.mode.as_str());
    let decided = reject::reject(ports(context), *org_id, mode, *number, &comment, actor, context.now).await?;
    Ok(done(&decided))
}

/// Takes an invoice for paid by hand, in cash or by another manual system.
pub(crate) async fn accept_cash(context: &Rc<Context>, asked: &Asked<'_>) -> Result<Value, Problem> {
    let cash = Cash::read(asked.body).map_err(Problem::fields)?;
    let actor = Actor {
        org_id: asked.org_id,
        mode: asked.is_bound.then_some(asked.mode.as_str()),
        actor: &asked.actor,
        now: context.now,
    };
    let paid = invoices::accept_cash(ports(context), actor, asked.number, &cash, &asked.local_day).await?;
    Ok(json!({ "number": asked.number, "event_id": paid.event_id }))
}

fn done(decided: &Decided) -> Value {
    json!({ "number": decided.number, "event_id": decided.event_id })
}

/// Nobody outside is asked: what is decided is a person's word.
fn ports(context: &Rc<Context>) -> Ports<'_, D1, (), SystemClock, SystemEntropy> {
    Ports {
        database: &context.database,
        client: &(),
        clock: &SystemClock,
        entropy: &SystemEntropy,
    }
}
