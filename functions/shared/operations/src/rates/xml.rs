//! XML as sources of rates write it, piece by piece: elements, attributes, texts. Whatever they have no use for (document types,
//! and with them entities) is refused, and everything is bounded. Of the texts only ASCII matters, so that no encoding needs to be
//! known: other bytes become question marks.

use quick_xml::{Reader, events::Event};

use super::Malformed;

/// Elements inside of one another, at most.
const DEPTH_MAX: usize = 8;
/// Pieces of a document, at most.
const PIECES_MAX: usize = 20_000;
/// The longest text that is looked at, in bytes. A longer one ends in a mark there, and so is no number, day or code.
const TEXT_BYTES_MAX: usize = 64;
const TOO_LONG: &str = "?";

/// An element that has begun.
pub(super) struct Element {
    /// Its name, without the namespace.
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
}

impl Element {
    /// An attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        attributes.find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The text directly inside of it, without space around.
    pub(super) fn text(&self) -> &str {
        self.text.trim_ascii()
    }
}

/// What has ended: itself last, before it what it is inside of.
pub(super) struct Path<'a>(&'a [Element]);

impl Path<'_> {
    /// Whether the path is of elements of these names.
    pub(super) fn is(&self, names: &[&str]) -> bool {
        self.0.len() == names.len() && self.0.iter().zip(names).all(|(element, name)| element.name == *name)
    }

    /// The element itself.
    pub(super) fn element(&self) -> Result<&Element, Malformed> {
        self.0.last().ok_or(Malformed::Xml)
    }

    /// Names of the elements, from the outermost.
    #[cfg(test)]
    fn names(&self) -> Vec<&str> {
        self.0.iter().map(|element| element.name.as_str()).collect()
    }
}

/// Reads a document to its end; `ended` is told of every element as it ends.
pub(super) fn read(bytes: &[u8], mut ended: impl FnMut(&Path<'_>) -> Result<(), Malformed>) -> Result<(), Malformed> {
    let text = ascii(bytes);
    let mut reader = Reader::from_str(&text);
    let mut open: Vec<Element> = Vec::new();
    let mut roots = 0_usize;
    for _ in 0..PIECES_MAX {
        match reader.read_event().map_err(|_| Malformed::Xml)? {
            Event::Start(tag) => {
                roots = begin(&mut open, element(&tag)?, roots)?;
            }
            Event::Empty(tag) => {
                roots = begin(&mut open, element(&tag)?, roots)?;
                end(&mut open, &mut ended)?;
            }
            Event::End(_) => end(&mut open, &mut ended)?,
            Event::Text(text) => said(&mut open, &text)?,
            // A reference stands in no number, day or code: what holds one is none.
            Event::GeneralRef(_) => said(&mut open, "&")?,
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::CData(_) | Event::DocType(_) => return Err(Malformed::Xml),
            // A document that is cut off ends within an element.
            Event::Eof if open.is_empty() && roots == 1 => return Ok(()),
            Event::Eof => return Err(Malformed::Xml),
        }
    }
    Err(Malformed::Xml)
}

fn begin(open: &mut Vec<Element>, element: Element, roots: usize) -> Result<usize, Malformed> {
    let roots = if open.is_empty() {
        roots.saturating_add(1)
    } else {
        roots
    };
    if roots > 1 || open.len() >= DEPTH_MAX {
        return Err(Malformed::Xml);
    }
    open.push(element);
    Ok(roots)
}

fn end(open: &mut Vec<Element>, ended: &mut impl FnMut(&Path<'_>) -> Result<(), Malformed>) -> Result<(), Malformed> {
    ended(&Path(open))?;
    open.pop().map(drop).ok_or(Malformed::Xml)
}

/// Text within the innermost element; outside of all there is none.
fn said(open: &mut [Element], text: &str) -> Result<(), Malformed> {
    match open.last_mut() {
        Some(element) => {
            let room = TEXT_BYTES_MAX.saturating_sub(element.text.len());
            // Of ASCII alone: every place is between two characters.
            match text.split_at_checked(room) {
                Some((fits, _)) => element.text.extend([fits, TOO_LONG]),
                None => element.text.push_str(text),
            }
            Ok(())
        }
        None if text.trim_ascii().is_empty() => Ok(()),
        None => Err(Malformed::Xml),
    }
}

fn element(tag: &quick_xml::events::BytesStart<'_>) -> Result<Element, Malformed> {
    let mut attributes = Vec::new();
    // The reader refuses a name that stands twice.
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|_| Malformed::Xml)?;
        attributes.push((attribute.key.as_ref().to_owned(), attribute.value.into_owned()));
    }
    Ok(Element {
        name: tag.local_name().as_ref().to_owned(),
        attributes,
        text: String::new(),
    })
}

fn ascii(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let known = |byte: &u8| if byte.is_ascii() { char::from(*byte) } else { '?' };
    bytes.iter().map(known).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(text: &str) -> Result<Vec<String>, Malformed> {
        let mut paths = Vec::new();
        read(text.as_bytes(), |path| {
            paths.push(format!("{}={}", path.names().join("/"), path.element()?.text()));
            Ok(())
        })?;
        Ok(paths)
    }

    #[test]
    fn elements_end_with_their_texts() {
        let text = "<?xml version=\"1.0\"?><!-- rates -->\n<n:a x='1'><b> 5 </b><c/><d>мир<e/></d></n:a>\n";
        assert_eq!(paths(text).unwrap(), ["a/b=5", "a/c=", "a/d/e=", "a/d=??????", "a="]);
    }

    #[test]
    fn what_is_no_document_is_refused() {
        let deep = "<a>".repeat(9) + &"</a>".repeat(9);
        let long = format!("<a>{}</a>", "<b/>".repeat(PIECES_MAX));
        for text in [
            "",
            " ",
            "text",
            "{}",
            "<a>",
            "<a><b></a></b>",
            "</a>",
            "<a/><b/>",
            "<a/>text",
            "text<a/>",
            "<a x='1' x='2'/>",
            "<a x=1/>",
            "<a",
            "<a><![CDATA[1]]></a>",
            "<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
            "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            &deep,
            &long,
        ] {
            assert_eq!(paths(text), Err(Malformed::Xml), "{}", text.get(..40).unwrap_or(text));
        }
        let spaced = format!("<a>1{}2</a>", " ".repeat(100));
        assert!(
            paths(&spaced).unwrap()[0].ends_with(" ?"),
            "a long text is not the beginning of it"
        );
        assert_eq!(paths("<a>1&x;2</a>").unwrap(), ["a=1&2"], "no reference is resolved");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
            let _ = read(&bytes, |_| Ok(()));
        }

        #[test]
        fn any_tags_are_read_or_refused(text in "([<>/a!?&;=' -]|<a>|</a>|<a x='1'>|<!--|]]>){0,40}") {
            let _ = read(text.as_bytes(), |_| Ok(()));
        }
    }
}
