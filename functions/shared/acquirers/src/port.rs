//! The port to the network.

/// Sends HTTP requests. Redirects are never followed.
#[expect(
    async_fn_in_trait,
    reason = "functions are single-threaded: no caller needs the future to be Send"
)]
pub trait HttpClient {
    /// Sends a request and reads at most `body_bytes_max` of the answer's body, within `timeout_ms` for all of it.
    async fn send(
        &self,
        request: http::Request<Vec<u8>>,
        timeout_ms: u32,
        body_bytes_max: usize,
    ) -> Result<http::Response<Vec<u8>>, HttpError>;
}

/// Why no answer came. Whether the other side has acted is open in every case.
#[derive(Debug, thiserror::Error)]
pub enum HttpError {
    /// Nothing within the time allowed.
    #[error("no answer within {0} ms")]
    Timeout(u32),
    /// The connection failed, or the request could not be built.
    #[error("the connection failed: {0}")]
    Connection(String),
}
