//! What uploaded bytes are, found by looking at them: what a sender says of them is believed only where the bytes agree. Pictures
//! that are markup (SVG) and pages (HTML) are none of these, and so refused: a browser would run what is in them.

/// A kind of file that may be uploaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MediaType {
    /// A picture.
    Png,
    /// A picture, as cameras make them.
    Jpeg,
    /// A picture.
    Webp,
    /// A picture.
    Gif,
    /// A document.
    Pdf,
}

/// Pictures.
pub const IMAGES: &[MediaType] = &[MediaType::Png, MediaType::Jpeg, MediaType::Webp, MediaType::Gif];
/// What a receipt may be.
pub const RECEIPTS: &[MediaType] = &[
    MediaType::Png,
    MediaType::Jpeg,
    MediaType::Webp,
    MediaType::Gif,
    MediaType::Pdf,
];
/// The largest picture, in bytes.
pub const IMAGE_BYTES_MAX: usize = 512 * 1024;
/// The largest receipt, in bytes.
pub const RECEIPT_BYTES_MAX: usize = 5 * 1024 * 1024;

/// Why bytes are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MediaError {
    /// They are nothing that is accepted here.
    #[error("the file is of no type that is accepted here")]
    NotSupported,
    /// They are something else than the sender says.
    #[error("the file is something else than its type says")]
    Differs,
}

impl MediaType {
    /// Its name, as Content-Type has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Png => "image/png",
            Self::Jpeg => "image/jpeg",
            Self::Webp => "image/webp",
            Self::Gif => "image/gif",
            Self::Pdf => "application/pdf",
        }
    }

    /// How the name of such a file ends.
    #[must_use]
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpg",
            Self::Webp => "webp",
            Self::Gif => "gif",
            Self::Pdf => "pdf",
        }
    }

    /// The one that a Content-Type names.
    #[must_use]
    pub fn parse(content_type: &str) -> Option<Self> {
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        RECEIPTS
            .iter()
            .copied()
            .find(|one| essence.eq_ignore_ascii_case(one.name()))
    }

    /// What the bytes are: by their beginning, and by as much of their structure as tells a whole file from one that only begins so.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Option<Self> {
        RECEIPTS.iter().copied().find(|kind| match kind {
            Self::Png => is_png(bytes),
            Self::Jpeg => is_jpeg(bytes),
            Self::Webp => is_webp(bytes),
            Self::Gif => is_gif(bytes),
            Self::Pdf => is_pdf(bytes),
        })
    }
}

/// Judges an upload: the bytes must be of one of the kinds accepted, and what the sender says they are.
pub fn judge(declared: &str, bytes: &[u8], accepted: &[MediaType]) -> Result<MediaType, MediaError> {
    let found = MediaType::of(bytes).filter(|found| accepted.contains(found));
    match (found, MediaType::parse(declared)) {
        (Some(found), Some(said)) if found == said => Ok(found),
        // Good bytes under a wrong name, or others under a good one.
        (Some(_), _) => Err(MediaError::Differs),
        (None, Some(said)) if accepted.contains(&said) => Err(MediaError::Differs),
        (None, _) => Err(MediaError::NotSupported),
    }
}

/// So many bytes from a place on.
fn at<const N: usize>(bytes: &[u8], from: usize) -> Option<[u8; N]> {
    bytes.get(from..from.checked_add(N)?)?.try_into().ok()
}

/// Signature, a header of some size, and nothing behind the end.
fn is_png(bytes: &[u8]) -> bool {
    const END: &[u8] = b"\0\0\0\0IEND\xaeB`\x82";
    let side = |from| at::<4>(bytes, from).map_or(0, u32::from_be_bytes);
    bytes.starts_with(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR") && side(16) > 0 && side(20) > 0 && bytes.ends_with(END)
}

/// Segments up to that of the picture's data, one of them its frame, and an end somewhere: cameras write behind it.
fn is_jpeg(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"\xff\xd8\xff") {
        return false;
    }
    let (mut place, mut has_frame) = (2_usize, false);
    while let Some([0xff, marker]) = at::<2>(bytes, place) {
        match marker {
            // Padding.
            0xff => place = place.saturating_add(1),
            0xda => {
                let ends = |rest: &[u8]| rest.windows(2).any(|pair| pair == b"\xff\xd9");
                return has_frame && bytes.get(place..).is_some_and(ends);
            }
            // Markers that stand alone belong into the data.
            0x00 | 0x01 | 0xd0..=0xd9 => return false,
            _ => {
                // All of C0 to CF are frames but tables and an extension.
                has_frame |= matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
                let length = at::<2>(bytes, place.saturating_add(2)).map_or(0, u16::from_be_bytes);
                if length < 2 {
                    return false;
                }
                place = place.saturating_add(usize::from(length)).saturating_add(2);
            }
        }
    }
    false
}

/// A RIFF file that is as long as it says, of a picture's chunk.
fn is_webp(bytes: &[u8]) -> bool {
    let length = at::<4>(bytes, 4).and_then(|length| usize::try_from(u32::from_le_bytes(length)).ok());
    bytes.starts_with(b"RIFF")
        && length.and_then(|length| length.checked_add(8)) == Some(bytes.len())
        && at::<4>(bytes, 8).as_ref() == Some(b"WEBP")
        && matches!(at::<4>(bytes, 12).as_ref(), Some(b"VP8 " | b"VP8L" | b"VP8X"))
}

/// A header of some size, and the trailer at the end.
fn is_gif(bytes: &[u8]) -> bool {
    let side = |from| at::<2>(bytes, from).map_or(0, u16::from_le_bytes);
    (bytes.starts_with(b"GIF87a") || bytes.starts_with(b"GIF89a"))
        && side(6) > 0
        && side(8) > 0
        && bytes.len() > 13
        && bytes.last() == Some(&0x3b)
}

/// A version at the very beginning, and the mark of the end near the end.
fn is_pdf(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(1024)..).unwrap_or_default();
    (bytes.starts_with(b"%PDF-1.") || bytes.starts_with(b"%PDF-2.")) && tail.windows(5).any(|five| five == b"%%EOF")
}

#[cfg(test)]
mod tests;
