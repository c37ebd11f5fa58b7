//! Letters to people: their kinds, and to whom the token within is bound.

use crate::permission::named;

named! {
    /// What a letter tells.
    LetterKind {
        /// Come and join: a link with a token.
        Invitation = "invitation",
        /// A forgotten password: a link with a token.
        PasswordReset = "password_reset",
        /// The password is another now.
        PasswordChanged = "password_changed",
        /// Somebody has signed in from a browser not seen before.
        NewSignIn = "new_sign_in",
        /// The second factor was set up, taken away or given new recovery codes.
        SecondFactorChanged = "second_factor_changed",
        /// Something of an organisation needs attention.
        Notification = "notification",
        /// An organisation bills its client.
        Invoice = "invoice",
    }
}

named! {
    /// How a letter goes.
    Channel {
        /// To an e-mail address.
        Email = "email",
        /// To a phone.
        Sms = "sms",
    }
}

/// To what a letter's token is sealed ([`crate::sealed`]): it opens in a letter of this kind to this address alone.
#[must_use]
pub fn token_owner(kind: LetterKind, address: &str) -> String {
    format!("letter:{}:{address}", kind.name())
}
