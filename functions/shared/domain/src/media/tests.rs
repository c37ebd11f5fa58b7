use proptest::prelude::*;

use super::*;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc\xf8\xff\xff?\0\x05\xfe\x02\xfe\r\xefF\xb8\0\0\0\0IEND\xaeB`\x82";
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;";
const JPEG: &[u8] =
    b"\xff\xd8\xff\xe0\0\x04JF\xff\xdb\0\x03x\xff\xc0\0\x05\x08\0\x01\xff\xc4\0\x03x\xff\xda\0\x03xdata\xff\xd9";
const WEBP: &[u8] = b"RIFF\x12\0\0\0WEBPVP8L\x05\0\0\0/\0\0\0\0\0";
const PDF: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n";
const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";

const ALL: [(MediaType, &[u8]); 5] = [
    (MediaType::Png, PNG),
    (MediaType::Jpeg, JPEG),
    (MediaType::Webp, WEBP),
    (MediaType::Gif, GIF),
    (MediaType::Pdf, PDF),
];

#[test]
fn each_kind_is_known_by_its_bytes() {
    for (kind, bytes) in ALL {
        assert_eq!(MediaType::of(bytes), Some(kind));
        assert_eq!(MediaType::parse(kind.name()), Some(kind));
        assert_eq!(judge(kind.name(), bytes, RECEIPTS), Ok(kind));
    }
    assert_eq!(MediaType::parse("IMAGE/PNG; charset=x"), Some(MediaType::Png));
    assert_eq!(MediaType::parse("image/svg+xml"), None);
}

/// Markup, pages and programs are nothing, however their type is spelt; so is a beginning alone.
#[test]
fn others_are_nothing() {
    for bytes in [
        SVG,
        b"<?xml version=\"1.0\"?><svg/>",
        b"<!doctype html><script>alert(1)</script>",
        b"MZ\x90\0",
        b"PK\x03\x04",
        b"",
        b"\x89PNG\r\n\x1a\n",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff",
        b"GIF89a;",
        b"%PDF-1.4",
        b" %PDF-1.4 %%EOF",
        b"RIFF\x04\0\0\0WAVE",
    ] {
        assert_eq!(MediaType::of(bytes), None, "{bytes:?}");
    }
}

#[test]
fn a_picture_with_something_behind_it_is_none() {
    for (kind, bytes) in ALL {
        let mut longer = bytes.to_vec();
        longer.extend_from_slice(SVG);
        // Cameras write behind the end; a document's end is near its end.
        let tolerated = matches!(kind, MediaType::Jpeg | MediaType::Pdf).then_some(kind);
        assert_eq!(MediaType::of(&longer), tolerated);
    }
    let mut flat = PNG.to_vec();
    flat[19] = 0;
    assert_eq!(MediaType::of(&flat), None, "no width");
}

#[test]
fn what_is_said_must_be_so() {
    assert_eq!(judge("image/png", SVG, IMAGES), Err(MediaError::Differs));
    assert_eq!(judge("image/svg+xml", SVG, IMAGES), Err(MediaError::NotSupported));
    assert_eq!(judge("image/svg+xml", PNG, IMAGES), Err(MediaError::Differs));
    assert_eq!(judge("image/jpeg", PNG, IMAGES), Err(MediaError::Differs));
    assert_eq!(judge("", PNG, IMAGES), Err(MediaError::Differs));
    assert_eq!(judge("application/pdf", PDF, IMAGES), Err(MediaError::NotSupported));
    assert_eq!(judge("image/png", PDF, IMAGES), Err(MediaError::Differs));
    assert_eq!(judge("text/html", b"<html>", RECEIPTS), Err(MediaError::NotSupported));
}

proptest! {
    /// A file cut short is not taken for a whole one. (A document's last line may or may not be ended.)
    #[test]
    fn bytes_cut_short_are_nothing(which in 0..5_usize, cut in 2..8_usize) {
        let (_, bytes) = ALL[which];
        prop_assert_eq!(MediaType::of(&bytes[..bytes.len() - cut]), None);
    }

    /// Whatever comes, it is judged.
    #[test]
    fn never_fails(bytes in prop::collection::vec(any::<u8>(), 0..200), which in 0..5_usize) {
        let _ = MediaType::of(&bytes);
        let (_, whole) = ALL[which];
        let mut mixed = whole[..whole.len() / 2].to_vec();
        mixed.extend(bytes);
        let _ = MediaType::of(&mixed);
    }
}
