//! What the functions of `/api/auth` share: the session as it is answered, its cookies, errors, and requests as the operations
//! take them.

pub mod body;
pub mod cookies;
mod problems;
pub mod session_json;
pub mod with;

pub use problems::problem;
