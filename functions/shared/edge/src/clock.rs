//! The wall clock, and the days of zones.

use std::cell::RefCell;

use domain::time::Timestamp;
use js_sys::{Date, Object, Reflect};
use operations::Clock;
use wasm_bindgen::JsValue;

/// The platform's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// Days begin at whole quarters of an hour of UTC, in every zone there is.
const QUARTER_MS: i64 = 900_000;

/// The longest name of a zone, in bytes.
const ZONE_BYTES_MAX: usize = 64;

thread_local! {
    /// The last answer: the platform's calendar is slow, and most requests are of one zone.
    static LAST: RefCell<Option<(String, i64, String)>> = const { RefCell::new(None) };
}

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(i64::try_from(worker::Date::now().as_millis()).unwrap_or(i64::MAX))
    }

    fn local_day(&self, zone: &str, at: Timestamp) -> String {
        let quarter = at.ms().div_euclid(QUARTER_MS);
        LAST.with_borrow_mut(|last| {
            if let Some((_, _, day)) = last
                .as_ref()
                .filter(|(known, when, _)| known == zone && *when == quarter)
            {
                return day.clone();
            }
            let day = day_in(zone, at).unwrap_or_else(|| at.rfc3339().chars().take(10).collect());
            *last = Some((zone.to_owned(), quarter, day.clone()));
            day
        })
    }

    fn knows_zone(&self, zone: &str) -> bool {
        // The platform knows offsets too, which are no zones.
        let is_name = zone == "UTC" || zone.contains('/');
        is_name && zone.len() <= ZONE_BYTES_MAX && day_in(zone, self.now()).is_some()
    }
}

/// `None` for a zone that the platform does not know.
fn day_in(zone: &str, at: Timestamp) -> Option<String> {
    let options = Object::new();
    for (name, value) in [
        ("timeZone", zone),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
    ] {
        Reflect::set(&options, &JsValue::from_str(name), &JsValue::from_str(value)).ok()?;
    }
    #[expect(clippy::cast_precision_loss, reason = "unix milliseconds are far below 2^53")]
    let date = Date::new(&JsValue::from_f64(at.ms() as f64));
    // Through the object, since the bound method would throw where the zone is unknown. Canada writes days as ISO 8601 does.
    let method = Reflect::get(&date, &JsValue::from_str("toLocaleDateString")).ok()?;
    let method: js_sys::Function = wasm_bindgen::JsCast::dyn_into(method).ok()?;
    let day = method
        .call2(&date, &JsValue::from_str("en-CA"), &options)
        .ok()?
        .as_string()?;
    (day.len() == 10).then_some(day)
}
