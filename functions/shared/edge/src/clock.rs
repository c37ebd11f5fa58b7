//! The wall clock.

use domain::time::Timestamp;
use operations::Clock;

/// The platform's clock.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_ms(i64::try_from(worker::Date::now().as_millis()).unwrap_or(i64::MAX))
    }
}
