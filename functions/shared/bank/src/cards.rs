//! The test cards: every way that a payment can go, as data.

/// What the bank does when a card is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// The money is taken, or held on a two-stage payment.
    Approve,
    /// Declined with this code.
    Decline(&'static str),
    /// 3-D Secure: approved if the payer gives the right code.
    Challenge,
    /// The money is held, whatever the payment asked for.
    Hold,
    /// Nothing is known for a minute, not even to the bank; then approved, and the merchant told by the cron.
    Timeout,
    /// Approved, and the callback sent twice in a row.
    ToldTwice,
    /// Approved at once, but the merchant told a minute later by the cron.
    ToldLate,
    /// Approved; later the first ask to capture, void or refund is not acted upon and not answered.
    SilentBefore,
    /// Approved; later a capture, void or refund is done, but the first answer is lost.
    SilentAfter,
    /// Approved; later a capture, void or refund is done, but the first answer is nonsense.
    Nonsense,
    /// Approved; captures, voids and refunds are decided a minute later by the cron.
    Late,
    /// Approved; refunds wait for the bank's manager.
    RefundReview,
    /// Approved; refunds are refused by the issuer.
    RefundRefused,
    /// Approved, and the merchant never told.
    CallbackLost,
    /// Approved; a minute after the money is taken the payer disputes it.
    Chargeback,
}

/// A card that the bank knows.
#[derive(Debug, Clone, Copy)]
pub struct TestCard {
    /// Digits alone.
    pub number: &'static str,
    /// The scheme.
    pub brand: &'static str,
    /// The issuer's country, ISO 3166-1.
    pub country: &'static str,
    /// What happens.
    pub behaviour: Behaviour,
    /// What happens, for people.
    pub en: &'static str,
    /// The same in Russian.
    pub ru: &'static str,
}

const fn card(
    number: &'static str,
    brand: &'static str,
    country: &'static str,
    behaviour: Behaviour,
    en: &'static str,
    ru: &'static str,
) -> TestCard {
    TestCard {
        number,
        brand,
        country,
        behaviour,
        en,
        ru,
    }
}

/// The code that passes 3-D Secure.
pub const CHALLENGE_CODE: &str = "1234";
/// Declined without a reason.
pub const DECLINED: &str = "declined";
/// Not enough money on the card.
pub const INSUFFICIENT_FUNDS: &str = "insufficient_funds";
/// The payer did not prove who they are.
pub const AUTHENTICATION_FAILED: &str = "authentication_failed";

/// The issuer takes no money back.
pub const REFUND_REFUSED: &str = "refund_refused_by_issuer";

/// All of them, in the order shown. The numbers are of the schemes' real ranges and pass Luhn's check.
#[rustfmt::skip]
pub const CARDS: [TestCard; 20] = [
    card("2200000000000004", "mir", "RU", Behaviour::Approve, "Paid", "Оплата проходит"),
    card("4111111111111111", "visa", "KZ", Behaviour::Approve, "Paid", "Оплата проходит"),
    card("5555555555554444", "mastercard", "AM", Behaviour::Approve, "Paid", "Оплата проходит"),
    card("6200000000000005", "unionpay", "CN", Behaviour::Approve, "Paid", "Оплата проходит"),
    card("4000000000000002", "visa", "KZ", Behaviour::Decline(DECLINED), "Declined by the bank", "Отказ банка"),
    card("2200000000000012", "mir", "RU", Behaviour::Decline(INSUFFICIENT_FUNDS), "Declined: not enough money", "Отказ: недостаточно средств"),
    card("2200000000000020", "mir", "RU", Behaviour::Challenge, "3-D Secure: asks for a code", "3-D Secure: запросит код"),
    card("2200000000000038", "mir", "RU", Behaviour::Hold, "Money is held, not taken", "Деньги удерживаются, но не списываются"),
    card("5200000000000023", "mastercard", "AM", Behaviour::Timeout, "No answer; paid a minute later", "Нет ответа; оплата пройдёт через минуту"),
    card("2200000000000046", "mir", "RU", Behaviour::ToldTwice, "Paid; the shop is told twice", "Оплата проходит; магазину сообщат дважды"),
    card("2200000000000053", "mir", "RU", Behaviour::ToldLate, "Paid; the shop is told a minute later", "Оплата проходит; магазину сообщат через минуту"),
    card("6200000000000013", "unionpay", "CN", Behaviour::Challenge, "3-D Secure: asks for a code", "3-D Secure: запросит код"),
    card("2200000000000061", "mir", "RU", Behaviour::SilentBefore, "Paid; the first ask to capture, release or refund is lost", "Оплата проходит; первый запрос списания, отмены или возврата пропадёт"),
    card("2200000000000079", "mir", "RU", Behaviour::SilentAfter, "Paid; the first answer to a capture, release or refund is lost", "Оплата проходит; первый ответ на списание, отмену или возврат пропадёт"),
    card("4000000000000010", "visa", "KZ", Behaviour::Nonsense, "Paid; the first answer to a capture, release or refund is nonsense", "Оплата проходит; первый ответ на списание, отмену или возврат будет бессмысленным"),
    card("2200000000000087", "mir", "RU", Behaviour::Late, "Paid; captures, releases and refunds take a minute", "Оплата проходит; списание, отмена и возврат займут минуту"),
    card("4000000000000028", "visa", "KZ", Behaviour::RefundReview, "Paid; refunds wait for the bank's manager", "Оплата проходит; возврат ждёт решения менеджера банка"),
    card("5200000000000015", "mastercard", "AM", Behaviour::RefundRefused, "Paid; refunds are refused", "Оплата проходит; в возврате будет отказано"),
    card("2200000000000095", "mir", "RU", Behaviour::CallbackLost, "Paid; the shop is never told", "Оплата проходит; магазину не сообщат"),
    card("5200000000000031", "mastercard", "AM", Behaviour::Chargeback, "Paid; disputed by the payer a minute later", "Оплата проходит; через минуту плательщик её оспорит"),
];

/// The test card with this number, digits alone.
#[must_use]
pub fn find(number: &str) -> Option<&'static TestCard> {
    CARDS.iter().find(|card| card.number == number)
}

impl TestCard {
    /// First six and last four digits.
    #[must_use]
    pub fn mask(&self) -> String {
        domain::card::mask(self.number)
    }

    /// In groups of four, as printed on cards.
    #[must_use]
    pub fn grouped(&self) -> String {
        self.number
            .chars()
            .enumerate()
            .flat_map(|(place, digit)| {
                (place > 0 && place.is_multiple_of(4))
                    .then_some(' ')
                    .into_iter()
                    .chain([digit])
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_real_ones() {
        for card in CARDS {
            assert!(domain::card::is_card_number(card.number.as_bytes()), "{}", card.number);
            assert_eq!(card.mask().len(), 16);
            assert!(card.mask().contains("******"));
            assert_eq!(
                CARDS.iter().filter(|other| other.number == card.number).count(),
                1,
                "{}",
                card.number
            );
            let brand = match card.number.as_bytes() {
                [b'2', b'2', b'0', ..] => "mir",
                [b'4', ..] => "visa",
                [b'5', ..] => "mastercard",
                [b'6', b'2', ..] => "unionpay",
                _ => "",
            };
            assert_eq!(card.brand, brand);
        }
        assert_eq!(CARDS[0].grouped(), "2200 0000 0000 0004");
        assert_eq!(CARDS[0].mask(), "220000******0004");
    }

    #[test]
    fn every_scheme_can_pay() {
        for brand in ["mir", "visa", "mastercard", "unionpay"] {
            assert!(
                CARDS
                    .iter()
                    .any(|card| card.brand == brand && card.behaviour == Behaviour::Approve),
                "{brand}"
            );
        }
        assert!(find("4242424242424242").is_none());
    }
}
