//! Nobody has confirmed in time.
