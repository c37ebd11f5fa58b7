//! A way to pay, as payers see it.

use crate::row;

row! {
    /// A terminal, or a manual system with what is said of it.
    #[derive(Debug)]
    pub struct PageSystem {
        /// The terminal's id.
        pub terminal_id: String,
        /// `ecom` or `manual`.
        pub kind: String,
        /// The name.
        pub name: String,
        /// What it is.
        pub description: String,
        /// Percent, as decimal text; of manual systems, as all that follows.
        pub commission_percent: Option<String>,
        /// In minor units.
        pub fixed_fee_minor: Option<i64>,
        /// ISO 4217 code.
        pub fixed_fee_currency: Option<String>,
        /// In which money reaches the account.
        pub income_currency: Option<String>,
        /// In which it is paid where it does not take the price's own.
        pub transaction_currency: Option<String>,
        /// Currencies that it takes, a JSON array.
        pub currencies: Option<String>,
        /// Who is paid.
        pub merchant_name: Option<String>,
        /// How.
        pub merchant_description: Option<String>,
        /// What to write into the comment.
        pub comment_hint: Option<String>,
        /// The file with its picture.
        pub image: Option<String>,
    }
}

impl PageSystem {
    /// Whether people confirm what is paid by it.
    #[must_use]
    pub fn is_manual(&self) -> bool {
        self.kind == "manual"
    }
}

/// The columns of [`PageSystem`], of a terminal `t` and its manual system `m`.
macro_rules! page_system_columns {
    () => {
        "t.terminal_id, t.kind, t.name, t.description, m.commission_percent, m.fixed_fee_minor, m.fixed_fee_currency, m.income_currency,
         m.transaction_currency, m.currencies, m.merchant_name, m.merchant_description, m.comment_hint, m.image"
    };
}

/// Joins terminal `t`, and its manual system `m`, of every id in the JSON array `$list` of `$owner` that takes its currency.
macro_rules! page_systems {
    ($owner:literal) => {
        concat!(
            " JOIN json_each(",
            $owner,
            ".systems) AS s
      JOIN terminal t ON t.org_id = ",
            $owner,
            ".org_id AND t.terminal_id = s.value AND t.mode = ",
            $owner,
            ".mode AND t.status = 'active' AND instr(t.operations, '\"payment\"') > 0 AND (t.kind = 'manual' OR t.kind = 'ecom'
        AND EXISTS (SELECT 1 FROM terminal_fee f WHERE f.org_id = t.org_id AND f.terminal_id = t.terminal_id AND f.currency = ",
            $owner,
            ".currency))
      LEFT JOIN manual_system m ON m.org_id = t.org_id AND m.terminal_id = t.terminal_id"
        )
    };
}

pub(super) use {page_system_columns, page_systems};
