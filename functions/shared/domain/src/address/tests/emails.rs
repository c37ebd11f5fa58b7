use super::*;

#[test]
fn plain_addresses_are_good() {
    let longest = format!("{}@{}.example", "a".repeat(64), "b".repeat(60));
    for address in [
        "a@b.example",
        "A.B+tag@Shop.Example",
        "o'brien@sub.shop.example",
        "x_y-z=1/2@1.shop.example",
        "a@xn--e1afmkfd.xn--p1ai",
        &longest,
    ] {
        assert_eq!(check_email(address), Ok(()), "{address}");
    }
}

#[test]
fn what_is_no_plain_address_is_refused() {
    let long_local = format!("{}@b.example", "a".repeat(65));
    let long = format!("{}@{}example", "a".repeat(64), "bcdefghi.".repeat(21));
    for address in [
        "",
        "@",
        "a",
        "a@",
        "@b.example",
        "a@b",
        "a@.example",
        "a@b.example.",
        "a@b..example",
        "a@@b.example",
        "a@b@c.example",
        ".a@b.example",
        "a.@b.example",
        "a..b@b.example",
        "a b@b.example",
        " a@b.example",
        "a@b.example ",
        "a@b.example\r\nBcc: c@d.example",
        "a\r\n@b.example",
        "a\0@b.example",
        "a@b.example,c@d.example",
        "a@b.example;c@d.example",
        "A <a@b.example>",
        "\"a\"@b.example",
        "a\\@b.example",
        "a(comment)@b.example",
        "a@[127.0.0.1]",
        "a@-b.example",
        "a@b_c.example",
        "почта@b.example",
        "a@пример.рф",
        "a＠b.example",
        "mailto:a@b.example",
        &long_local,
        &long,
    ] {
        assert_eq!(check_email(address), Err(AddressError::Email), "{address:?}");
    }
}

proptest! {
    #[test]
    fn a_good_address_ends_nothing(address in prop_oneof!["\\PC{0,40}", "[a-z@., <>\"\r\n]{0,20}", "[a-z.]{1,9}@[a-z.]{1,9}"]) {
        if check_email(&address).is_ok() {
            prop_assert!(address.bytes().all(|byte| byte.is_ascii_graphic()));
            prop_assert!(!address.contains(['<', '>', ',', ';', ':', '"', '\\', '(', ')']));
            prop_assert_eq!(address.matches('@').count(), 1);
        }
    }
}
