//! A payment that may be paid by card or by hand: the pay page, and the page of the manual payment, take turns.

use serde_json::json;

use super::{Form, PDF, Till, path};
use crate::kit::{get, post};

/// A payment made by the merchant's server, to be paid by these systems: its token.
fn payment(till: &Till, systems: &str) -> String {
    let payment = till.shop.payment("A-1");
    till.shop
        .execute_with("UPDATE payment SET systems = ?2 WHERE org_id = ?1", &[json!(systems)]);
    payment["pay_url"]
        .as_str()
        .unwrap()
        .rsplit('/')
        .next()
        .unwrap()
        .to_owned()
}

/// Proves MAN-03 (a payment that exists; nothing else starts while it is open).
#[test]
fn a_manual_payment_is_told_of_once_and_no_trip_starts_meanwhile() {
    let till = Till::open();
    let token = payment(&till, r#"["cash","sandbox"]"#);
    let (pay, manual) = (format!("/pay/{token}"), format!("/manual/{token}"));
    let page = get(&format!("{pay}?lang=en")).send();
    assert!(
        page.text.contains("Pay by card") && page.text.contains(&format!("{manual}?system=cash")),
        "{page:?}"
    );
    let form = Form::of(&get(&format!("{manual}?system=cash&lang=en")).send());
    assert_eq!(form.text("system"), "cash");
    assert!(form.text("email").is_empty(), "the merchant knows who pays");
    let told = form
        .clone()
        .with_receipt("r.pdf", "application/pdf", PDF)
        .sent_to(&manual)
        .send();
    assert_eq!((told.status, path(&told)), (303, manual.clone()), "{told:?}");
    assert_eq!(till.made(), [0, 0, 1, 1, 1, 1, 1]);
    // Again, and by card: neither does anything.
    let again = form.sent_to(&manual).send();
    assert_eq!((again.status, path(&again)), (303, manual.clone()), "{again:?}");
    assert_eq!(post(&pay).form("terminal=sandbox").send().status, 409);
    assert_eq!(till.made(), [0, 0, 1, 1, 1, 1, 1]);
    let page = get(&format!("{pay}?embed=1&lang=ru")).send();
    assert_eq!(
        (page.status, page.header("location")),
        (303, format!("{manual}?lang=ru&embed=1").as_str()),
        "{page:?}"
    );
    let framed = get(&format!("{manual}?lang=ru&embed=1")).send();
    assert!(
        framed.text.contains("В обработке") && framed.text.contains("data-embedded"),
        "{framed:?}"
    );
}

#[test]
fn cards_are_taken_by_the_systems_listed_alone() {
    let till = Till::open();
    let token = payment(&till, r#"["cash"]"#);
    let pay = format!("/pay/{token}");
    let page = get(&pay).send();
    assert!(
        !page.text.contains("name=\"terminal\"") && page.text.contains("Cash desk"),
        "{page:?}"
    );
    assert_eq!(post(&pay).form("terminal=sandbox").send().status, 409);
    assert_eq!(
        post(&pay).form("terminal=cash").send().status,
        409,
        "nobody is asked about cash"
    );
    assert_eq!(till.shop.count("attempt"), 0);
    // A system that is not listed.
    let form = Form::of(&get(&format!("/manual/{token}?lang=en")).send()).with("system", "wire");
    let foreign = form.sent_to(&format!("/manual/{token}?lang=en")).send();
    assert!(
        foreign.status == 422 && foreign.text.contains("Choose how to pay"),
        "{foreign:?}"
    );
    assert_eq!(till.made(), [0, 0, 1, 0, 0, 0, 0]);
}

#[test]
fn what_is_paid_by_card_alone_has_no_manual_page() {
    let till = Till::open();
    let token = payment(&till, "[]");
    let manual = format!("/manual/{token}");
    let page = get(&manual).send();
    assert_eq!((page.status, path(&page)), (303, format!("/pay/{token}")), "{page:?}");
    let form = till.form("cash");
    assert_eq!(form.sent_to(&manual).send().status, 409);
    assert_eq!(till.made(), [0, 0, 1, 0, 0, 0, 0]);
}

#[test]
fn what_is_over_is_not_paid_from_an_open_page() {
    let till = Till::open();
    let token = payment(&till, r#"["cash"]"#);
    let manual = format!("/manual/{token}?lang=en");
    let form = Form::of(&get(&manual).send());
    till.shop
        .execute("UPDATE payment SET expires_at_ms = 1 WHERE org_id = ?1");
    let late = form
        .with_receipt("r.pdf", "application/pdf", PDF)
        .sent_to(&manual)
        .send();
    assert!(
        late.status == 409 && late.text.contains("time to pay is over"),
        "{late:?}"
    );
    assert_eq!(till.made(), [0, 0, 1, 0, 0, 0, 0]);
}

#[test]
fn bad_input_of_a_payment_is_refused_too() {
    let till = Till::open();
    let token = payment(&till, r#"["cash"]"#);
    let manual = format!("/manual/{token}?lang=en");
    let form = Form::of(&get(&manual).send()).with("comment", "kept");
    for (form, status, says) in [
        (form.clone().with("paid_on", "2999-01-01"), 422, "still to come"),
        (form.clone().with("paid_on", "1999-01-01"), 422, "more than a year ago"),
        (
            form.clone().with_receipt("r.svg", "image/svg+xml", *b"<svg/>"),
            415,
            "of another kind",
        ),
    ] {
        let answer = form.sent_to(&manual).send();
        assert!(answer.status == status && answer.text.contains(says), "{answer:?}");
        assert!(answer.text.contains(">\nkept</textarea>"), "{answer:?}");
        assert_eq!(till.made(), [0, 0, 1, 0, 0, 0, 0]);
    }
}
