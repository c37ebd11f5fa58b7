//! `GET /api/payments/{number}`: one payment with everything that happened to it.

use domain::permission::Permission;
use edge::{
    Problem, Response,
    cabinet::Visitor,
    json,
    operate::{payment_not_found, payment_number},
    operation_json::RefundedLineJson,
    payment_json::{PaymentFacts, PaymentJson, amount, time},
    postback_json::{PostbackAttemptJson, PostbackJson},
};
use http::StatusCode;
use serde::Serialize;
use store::{
    Database,
    cabinet::{self, Attempt, Dispute, Entry, Operation, PaymentDetail},
    postbacks::list::{self, Delivery},
};

use crate::{callbacks::CallbackJson, facts, payments::CardJson};

/// A payment, whole, with everything that happened to it.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PaymentDetail))]
pub struct PaymentDetailJson {
    /// The payment.
    #[serde(flatten)]
    payment: PaymentJson,
    /// Trips to banks.
    attempts: Vec<AttemptJson>,
    /// Operations on the money.
    operations: Vec<OperationJson>,
    /// What banks told us.
    callbacks: Vec<CallbackJson>,
    /// Notices to the merchant.
    postbacks: Vec<PaymentPostbackJson>,
    /// Ledger entries.
    entries: Vec<EntryJson>,
    /// What the card's owner disputes.
    disputes: Vec<DisputeJson>,
    /// Fiscal receipt, as far as it is known.
    receipt: ReceiptJson,
    /// The payment's status in the words of the systems that merchants come from.
    statuses: Vec<StatusJson>,
    /// What this person may do with the payment now.
    actions: ActionsJson,
}

/// What may be done now, by this person.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PaymentActions))]
pub struct ActionsJson {
    /// Take held money.
    capture: bool,
    /// Release held money.
    cancel: bool,
    /// Give captured money back.
    refund: bool,
    /// Clear the mark that asks for attention.
    settle_attention: bool,
}

/// A status in another system's words.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = ForeignStatus))]
pub struct StatusJson {
    /// `paykeeper`, `paykassma`, `spring` or `click_pay`.
    pub(crate) system: &'static str,
    /// The word.
    pub(crate) status: &'static str,
    /// In English.
    pub(crate) label_en: &'static str,
    /// In Russian.
    pub(crate) label_ru: &'static str,
}

/// A dispute.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Dispute))]
pub struct DisputeJson {
    /// The bank's id.
    dispute: String,
    /// The chargeback's operation.
    operation: i64,
    /// `open`, `won` or `lost`, as the merchant sees it.
    state: String,
    /// Until when the bank takes evidence.
    evidence_due_at: Option<String>,
    /// When it was opened.
    opened_at: String,
    /// When it was decided.
    decided_at: Option<String>,
}

/// The parameters of a fiscal receipt, in PayKeeper's names.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Receipt))]
pub struct ReceiptJson {
    /// Unguessable, known from the start; makes the receipt's link.
    fop_receipt_key: Option<String>,
    /// The rest is set by a fiscal provider.
    fop_uuid: Option<String>,
    /// Fiscal sign of the document.
    fop_fpd: Option<String>,
    /// Number of the fiscal document.
    fop_fnd: Option<String>,
    /// Number of the receipt within the shift.
    fop_receipt_number: Option<String>,
    /// Number of the fiscal storage device.
    fop_fn: Option<String>,
    /// Registration number of the cash register.
    fop_rnkkt: Option<String>,
}

/// A trip to a bank.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Attempt))]
pub struct AttemptJson {
    /// Counted from 1.
    attempt: i64,
    /// Where.
    terminal: String,
    /// `intended`, `sent`, `authorised`, `captured`, `declined` or `unknown`.
    state: String,
    /// Why the bank declined.
    decline_code: Option<String>,
    /// The card, if one was used.
    card: Option<CardJson>,
    /// The bank's id of the payment.
    bank_reference: Option<String>,
    /// Retrieval reference number.
    rrn: Option<String>,
    /// When the payer went.
    created_at: String,
    /// When the bank had decided.
    finished_at: Option<String>,
}

/// An operation on the money.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Operation))]
pub struct OperationJson {
    /// Counted from 1.
    operation: i64,
    /// Of which trip.
    attempt: i64,
    /// `authorise`, `capture`, `void`, `refund` or `chargeback`.
    kind: String,
    /// `intended`, `sent`, `done`, `refused`, `unknown` or `reversed` (a chargeback that was won).
    state: String,
    /// `desk` or `bank`: who began it.
    origin: String,
    /// Who asked for it, as the journal names them.
    actor: String,
    /// The amount.
    amount: String,
    /// A capture's fee; a chargeback's; what a refund gave back of the fee.
    fee: String,
    /// The currency.
    currency: String,
    /// Whether it stands beside the payment's sums: a second success, and its return.
    surplus: bool,
    /// Why.
    reason: Option<String>,
    /// Why the bank refused.
    code: Option<String>,
    /// What a refund gives back of the cart.
    lines: Vec<RefundedLineJson>,
    /// What a person gave who recorded it as done.
    evidence: Option<String>,
    /// The bank's id of the operation.
    bank_operation: Option<String>,
    /// When the bank is asked again; empty once decided.
    next_ask_at: Option<String>,
    /// When it was begun.
    created_at: String,
    /// When it was decided.
    decided_at: Option<String>,
}

/// A notice to the merchant, with its attempts.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = PaymentPostback))]
pub struct PaymentPostbackJson {
    /// The postback.
    #[serde(flatten)]
    postback: PostbackJson,
    /// The attempts made.
    attempts: Vec<PostbackAttemptJson>,
}

/// A ledger entry.
#[derive(Serialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
#[cfg_attr(feature = "openapi", schema(as = Entry))]
pub struct EntryJson {
    /// The movement it belongs to; a movement's entries sum to zero.
    movement: String,
    /// What kind of movement.
    kind: String,
    /// The account.
    account: String,
    /// Signed amount.
    amount: String,
    /// The currency.
    currency: String,
    /// When it was booked.
    at: String,
}

/// One payment of the organisation.
#[cfg_attr(feature = "openapi", utoipa::path(
    get, path = "/api/payments/{number}", operation_id = "getCabinetPayment", tag = "Cabinet", security(("session" = [])), params(("number" = i64, Path, description = "The payment's number.")),
    responses((status = 200, body = PaymentDetailJson), (status = 401, body = Problem), (status = 404, body = Problem))))]
pub(crate) async fn get(
    database: &impl Database,
    visitor: &Visitor,
    number: &str,
    public_url: &str,
) -> Result<Response, Problem> {
    let number = payment_number(number)?;
    let detail = cabinet::payment(database, visitor.org_id, number)
        .await?
        .ok_or_else(payment_not_found)?;
    json::answer(StatusCode::OK, &detail_json(detail, visitor, public_url))
}

fn detail_json(detail: PaymentDetail, visitor: &Visitor, public_url: &str) -> PaymentDetailJson {
    let tries = &detail.postback_attempts;
    let facts = facts::of(&detail.payment, &detail.postbacks, &detail.attempts);
    let (may_capture, may_refund) = (visitor.may(Permission::Capture), visitor.may(Permission::Refund));
    let receipt = detail.receipt;
    PaymentDetailJson {
        statuses: facts::statuses(&facts),
        actions: ActionsJson {
            capture: may_capture && detail.payment.capturable_minor() > 0,
            cancel: may_capture && detail.payment.capturable_minor() > 0,
            refund: may_refund && detail.payment.refundable_minor() > 0,
            settle_attention: may_refund && detail.payment.attention.is_some(),
        },
        disputes: detail.disputes.into_iter().map(dispute).collect(),
        receipt: ReceiptJson {
            fop_receipt_key: receipt.fop_receipt_key,
            fop_uuid: receipt.fop_uuid,
            fop_fpd: receipt.fop_fpd,
            fop_fnd: receipt.fop_fnd,
            fop_receipt_number: receipt.fop_receipt_number,
            fop_fn: receipt.fop_fn,
            fop_rnkkt: receipt.fop_rnkkt,
        },
        payment: PaymentJson::of(&detail.payment, PaymentFacts::of(&detail.payment), public_url),
        attempts: detail.attempts.into_iter().map(attempt).collect(),
        operations: detail.operations.into_iter().map(operation).collect(),
        callbacks: detail.callbacks.into_iter().map(CallbackJson::of).collect(),
        postbacks: detail.postbacks.into_iter().map(|row| postback(row, tries)).collect(),
        entries: detail.entries.into_iter().map(entry).collect(),
    }
}

fn attempt(row: Attempt) -> AttemptJson {
    AttemptJson {
        attempt: row.attempt,
        terminal: row.terminal_id,
        state: row.state,
        decline_code: row.decline_code,
        card: CardJson::of(row.card_mask, row.card_brand),
        bank_reference: row.bank_reference,
        rrn: row.rrn,
        created_at: time(row.created_at_ms),
        finished_at: row.finished_at_ms.map(time),
    }
}

fn operation(row: Operation) -> OperationJson {
    let minor = |minor| amount(minor, &row.currency);
    OperationJson {
        amount: minor(row.amount_minor),
        fee: minor(row.fee_minor),
        lines: RefundedLineJson::read(row.lines.as_deref(), &row.currency),
        operation: row.operation,
        attempt: row.attempt,
        kind: row.kind,
        state: row.state,
        origin: row.origin,
        // Who, not from where: that is the journal's.
        actor: row.actor.split('/').next().unwrap_or_default().to_owned(),
        surplus: row.surplus == 1,
        reason: row.reason,
        code: row.code,
        evidence: row.evidence,
        bank_operation: row.bank_operation,
        next_ask_at: row.due_at_ms.map(time),
        created_at: time(row.created_at_ms),
        decided_at: row.decided_at_ms.map(time),
        currency: row.currency,
    }
}

fn dispute(row: Dispute) -> DisputeJson {
    DisputeJson {
        dispute: row.dispute,
        operation: row.operation,
        state: row.state,
        evidence_due_at: row.evidence_due_at_ms.map(time),
        opened_at: time(row.opened_at_ms),
        decided_at: row.decided_at_ms.map(time),
    }
}

/// A postback with its own attempts among the payment's; the event itself is left to its own page.
fn postback(row: Delivery, tries: &[list::Attempt]) -> PaymentPostbackJson {
    let own = |one: &&list::Attempt| one.endpoint_id == row.endpoint_id && one.event_id == row.event_id;
    PaymentPostbackJson {
        attempts: tries.iter().filter(own).map(PostbackAttemptJson::of).collect(),
        postback: PostbackJson::of(row),
    }
}

fn entry(row: Entry) -> EntryJson {
    EntryJson {
        amount: amount(row.minor, &row.currency),
        movement: row.movement,
        kind: row.kind,
        account: row.account,
        currency: row.currency,
        at: time(row.created_at_ms),
    }
}
