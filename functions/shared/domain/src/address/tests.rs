mod emails;
mod hostile;
mod spellings;

use super::*;
use proptest::prelude::*;

#[test]
fn returns_lead_to_registered_sites() {
    let sites = ["https://shop.example".to_owned(), "http://127.0.0.1:8788".to_owned()];
    assert_eq!(check_return("https://shop.example/thanks?order=1", &sites), Ok(()));
    assert_eq!(check_return("http://127.0.0.1:8788/success", &sites), Ok(()));
    for address in [
        "https://shop.example.evil.com/",
        "http://shop.example/",
        "https://shop.example:444/",
        "//shop.example/",
    ] {
        assert!(check_return(address, &sites).is_err(), "{address}");
    }
    for address in [
        "javascript:alert(1)",
        "data:text/html,x",
        "https:\\\\shop.example",
        "https://shop.example@evil.com/",
        "https://a b/",
    ] {
        assert!(check_return(address, &sites).is_err(), "{address}");
    }
}

proptest! {
    #[test]
    fn any_return_is_judged(text in "\\PC{0,60}") {
        prop_assert!(check_return(&text, &[]).is_err());
    }
}
