//! A bank's settlement registers: made there, sent here, matched with what was booked.

use bank::cards::Behaviour;
use domain::time::Timestamp;
use runtime::eventually;
use serde_json::{Value, json};

use crate::kit::{TestMerchant, at_once, enter, now_ms, post, rub};

/// Has the bank make the register of today, which for banks is UTC's.
fn settle(shop: &TestMerchant) -> Value {
    let today = Timestamp::from_ms(now_ms()).rfc3339();
    let day = today.split('T').next().unwrap();
    let answer = shop.bank(post("/bank/manager-api/registers").json(&json!({ "day": day })));
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

/// Lines, and of these differing ones, in all registers: an hour that other tests let pass may end the bank's day, and cut what
/// is settled into several.
fn lines(shop: &TestMerchant) -> (i64, i64) {
    let registers = enter(shop).read("/api/registers");
    let sum = |name: &str| {
        let items = registers["items"].as_array().unwrap();
        items.iter().map(|row| row[name].as_i64().unwrap()).sum()
    };
    (sum("lines"), sum("differing"))
}

/// Notifications of the organisation, but those of its person's sign-ins.
fn told(shop: &TestMerchant) -> Vec<serde_json::Map<String, Value>> {
    shop.rows(
        "SELECT kind, subject FROM notification WHERE org_id = ?1 AND kind <> ?2",
        json!("new_sign_in"),
    )
}

fn settled(shop: &TestMerchant, expected: (i64, i64)) {
    settle(shop);
    let told = || Ok((lines(shop).0 == expected.0).then_some(()));
    eventually(&format!("{} lines", expected.0), told).unwrap();
    let differing = shop.rows(
        "SELECT kind, outcome, amount_minor, fee_minor FROM register_line WHERE org_id = ?1 AND outcome <> ?2",
        json!("matched"),
    );
    assert_eq!(lines(shop), expected, "{differing:?}");
}

/// The bank takes what the desk believes that it takes: 1 %.
fn with_fee(percent: &str) -> TestMerchant {
    let shop = TestMerchant::open();
    shop.in_bank(&format!(
        "UPDATE terminal SET fee_percent = '{percent}' WHERE terminal_number = ?1"
    ));
    shop
}

/// Proves EDG-04 (the bank's settlement register).
#[test]
fn a_register_settles_what_was_booked() {
    let shop = with_fee("1");
    let first = shop.paid("A-1", Behaviour::Approve);
    shop.paid("A-2", Behaviour::Approve);
    assert_eq!(shop.operate(first, "refunds", "k", &rub("30.00")).status, 201);
    assert_eq!(
        (shop.balance("in_transit:sandbox"), shop.balance("bank_fee")),
        (-17_000, 200)
    );
    settled(&shop, (3, 0));
    // The acquirer owes nothing more: our account has it, less the fee, and the fee is paid.
    assert_eq!((shop.balance("in_transit:sandbox"), shop.balance("bank_fee")), (0, 0));
    assert_eq!(shop.balance("bank_account:sandbox"), -16_800);
    let register = &enter(&shop).read("/api/registers")["items"][0];
    assert_eq!(
        (&register["terminal"], &register["pages"], &register["pages_received"]),
        (&json!("sandbox"), &json!(1), &json!(1))
    );
    // Asked again, also by many at once, it is the same one.
    let made = settle(&shop);
    assert!(at_once(10, |_| settle(&shop)).iter().all(|again| *again == made));
    assert_eq!(lines(&shop), (3, 0));
    assert_eq!(shop.balance("bank_account:sandbox"), -16_800);
    assert_eq!(told(&shop).len(), 0);
    shop.assert_books_right();
}

/// What is booked after a register was made comes in a further one.
#[test]
fn a_further_register_lists_what_came_after() {
    let shop = with_fee("1");
    let number = shop.paid("A-1", Behaviour::Chargeback);
    settled(&shop, (1, 0));
    let opened = shop.manager(number, "chargebacks", &json!({}));
    let dispute = opened["dispute_id"].as_str().unwrap();
    eventually("the dispute", || {
        Ok((shop.get(number)["disputed"] == true).then_some(()))
    })
    .unwrap();
    settled(&shop, (2, 0));
    assert_eq!(shop.balance("in_transit:sandbox"), 0);
    assert_eq!(shop.balance("bank_account:sandbox"), -9_900 + 10_500);
    shop.manager(
        number,
        &format!("chargebacks/{dispute}/decide"),
        &json!({ "status": "won" }),
    );
    eventually("the dispute's end", || {
        Ok((shop.get(number)["disputed"] == false).then_some(()))
    })
    .unwrap();
    settled(&shop, (3, 0));
    assert_eq!(shop.balance("in_transit:sandbox"), 0);
    assert_eq!(shop.balance("bank_account:sandbox"), -9_900);
    shop.assert_books_right();
}

/// Both parts of a hold's capture, and a register that comes while a refund is under review.
#[test]
fn holds_are_settled_by_what_was_taken() {
    let shop = with_fee("1");
    shop.two_stages();
    let number = shop.paid("A-1", Behaviour::RefundReview);
    assert_eq!(shop.operate(number, "capture", "c", &rub("60.00")).status, 201);
    assert_eq!(shop.operate(number, "refunds", "r", &json!({})).status, 202);
    settled(&shop, (1, 0));
    // The fee is 1 % of what was taken.
    assert_eq!(shop.balance("bank_account:sandbox"), -5_940);
    assert_eq!((shop.balance("in_transit:sandbox"), shop.balance("bank_fee")), (0, 0));
    shop.assert_books_right();
}

/// Proves EDG-04 (differences are flagged).
#[test]
fn a_fee_that_differs_is_flagged() {
    let shop = with_fee("2");
    let number = shop.paid("A-1", Behaviour::Approve);
    settled(&shop, (1, 1));
    let person = enter(&shop);
    let registers = person.read("/api/registers");
    let register = registers["items"][0]["register"].as_str().unwrap().to_owned();
    let differences = person.read(&format!("/api/registers/sandbox/{register}"));
    let difference = &differences["items"][0];
    assert_eq!(
        [
            &difference["outcome"],
            &difference["number"],
            &difference["fee"],
            &difference["amount"],
            &difference["kind"]
        ],
        [
            &json!("fee_differs"),
            &json!(number),
            &json!("2.00"),
            &json!("100.00"),
            &json!("capture")
        ]
    );
    let told = told(&shop);
    assert_eq!((told.len(), &told[0]["kind"]), (1, &json!("register_differs")));
    // What the bank has taken beyond what we believed stands on the fees' account.
    assert_eq!(
        (shop.balance("bank_account:sandbox"), shop.balance("bank_fee")),
        (-9_800, -100)
    );
    // Another organisation does not see it.
    let other = enter(&TestMerchant::open());
    assert_eq!(
        other.read(&format!("/api/registers/sandbox/{register}"))["items"],
        json!([])
    );
    shop.assert_books_right();
}
