//! The system's randomness.

use operations::Entropy;

/// Random bytes from the platform.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemEntropy;

impl Entropy for SystemEntropy {
    fn bytes<const N: usize>(&self) -> Result<[u8; N], operations::NoEntropy> {
        let mut bytes = [0; N];
        getrandom::fill(&mut bytes).map_err(|_| operations::NoEntropy)?;
        Ok(bytes)
    }
}
