//! Ways to pay, each a link to its form.

use edge::payer::{Language, money};
use maud::{Markup, html};

use super::transfer::picture;
use crate::systems::Way;

/// The ways; `query` is what their addresses carry along.
pub(crate) fn ways(language: Language, slug: &str, ways: &[Way<'_>], query: &str) -> Markup {
    html! {
        nav aria-labelledby="ways" {
            h2 #ways { (language.say("How would you like to pay?", "Как вы хотите оплатить?")) }
            ul.ways {
                @for way in ways {
                    li {
                        a.way href={ "?system=" (way.system.terminal_id) "&" (query) } {
                            (picture(slug, way))
                            span.name { (way.system.name) @if !way.system.description.is_empty() { small { (way.system.description) } } }
                            @if let Some(transfer) = &way.transfer {
                                span.sum { (money(transfer.amount.minor(), transfer.amount.currency().code())) }
                            }
                        }
                    }
                }
            }
        }
    }
}
