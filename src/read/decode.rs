//! Character encodings: bytes → text.
//!
//! Owns: which encoding bytes are in, how many of them may be wrong. Must not know: what is in a
//! text, formats of files but the name of a charset.

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;

/// A text with the encoding it was in.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The text, without a byte order mark.
    pub(super) text: String,
    /// Name of the encoding.
    pub(super) encoding: &'static str,
    /// What had to be replaced, as a clause.
    pub(super) note: Option<String>,
}

impl Decoded {
    fn whole((text, encoding): (String, &'static str)) -> Self {
        Self {
            text,
            encoding,
            note: None,
        }
    }
}

/// One wrong byte sequence in so many bytes is replaced and told; more are refused.
const WRONG: usize = 1000;

/// Plain text, by byte order mark, then UTF-8, then UTF-16 and GB18030 where the result looks like
/// a text.
///
/// # Errors
/// A clause that says why the bytes are no text.
pub(super) fn plain(bytes: Vec<u8>) -> Result<Decoded, &'static str> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("the file is empty");
    }
    if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
        return mended(encoding, &bytes[mark..], mark).ok_or(
            "its byte order mark promises an encoding that its bytes break; save it as UTF-8",
        );
    }
    let head = &bytes[..bytes.len().min(8192)];
    if head.contains(&0) {
        return [UTF_16LE, UTF_16BE]
            .into_iter()
            .find_map(|e| decode_as(e, &bytes))
            .map(Decoded::whole)
            .ok_or("a binary file, not a text");
    }
    if let Ok(text) = simdutf8::basic::from_utf8(&bytes) {
        let text = lone_returns(text.to_owned());
        return Ok(Decoded::whole((text, "UTF-8")));
    }
    let strict = decode_as(GB18030, &bytes).map(Decoded::whole);
    let mending = || {
        [UTF_8, GB18030]
            .into_iter()
            .find_map(|e| mended(e, &bytes, 0))
    };
    strict
        .or_else(mending)
        .ok_or("neither UTF-8 nor GB18030 nor UTF-16; save it as UTF-8")
}

/// A web page or a part of one: byte order mark, then valid UTF-8, then the charset it declares,
/// then GB18030. What is wrong is replaced.
pub(super) fn page(bytes: &[u8], declared: Option<&str>) -> Decoded {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return replaced(encoding, &bytes[mark..], mark);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Decoded::whole((text.to_owned(), "UTF-8"));
    }
    // A page that is cut in the midst of a character is UTF-8 all the same.
    let almost = replaced_share(UTF_8, bytes) * WRONG < bytes.len();
    let label = declared.and_then(|name| Encoding::for_label(name.trim().as_bytes()));
    let declared = label.filter(|e| *e != UTF_8);
    let encoding = match declared {
        _ if almost => UTF_8,
        // What is called gb2312 or gbk has characters that only GB18030 has.
        Some(e) if e.name() == "GBK" => GB18030,
        Some(e) => e,
        None => GB18030,
    };
    replaced(encoding, bytes, 0)
}

/// A name or a text without any declaration, whatever is wrong in it.
pub(super) fn label(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => GB18030.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Text of which hardly anything is wrong, and which reads like one.
fn mended(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Option<Decoded> {
    let decoded = replaced(encoding, bytes, mark);
    let marks = decoded.text.matches(char::REPLACEMENT_CHARACTER).count();
    let sound = marks * WRONG < bytes.len() && (decoded.note.is_none() || reads(&decoded.text));
    sound.then_some(decoded)
}

fn replaced_share(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    text.matches(char::REPLACEMENT_CHARACTER).count()
}

fn replaced(encoding: &'static Encoding, bytes: &[u8], mark: usize) -> Decoded {
    let (text, wrong) = encoding.decode_without_bom_handling(bytes);
    let note = wrong.then(|| {
        let first = first_wrong(encoding, bytes) + mark;
        let all = text.matches(char::REPLACEMENT_CHARACTER).count();
        let name = encoding.name();
        format!("{all} places are not {name} and were replaced, the first at byte {first}")
    });
    Decoded {
        text: lone_returns(text.into_owned()),
        encoding: encoding.name(),
        note,
    }
}

/// Where the first bytes stand that the encoding cannot have there.
fn first_wrong(encoding: &'static Encoding, bytes: &[u8]) -> usize {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() * 3 + 16);
    match decoder.decode_to_string_without_replacement(bytes, &mut text, true) {
        (DecoderResult::Malformed(wrong, after), read) => {
            read.saturating_sub(usize::from(wrong) + usize::from(after))
        }
        (_, read) => read,
    }
}

/// Where no line feed occurs, a lone carriage return ends a line. Nothing changes its place.
fn lone_returns(text: String) -> String {
    let old = memchr::memchr(b'\r', text.as_bytes()).is_some()
        && memchr::memchr(b'\n', text.as_bytes()).is_none();
    if old { text.replace('\r', "\n") } else { text }
}

/// The text in `encoding`, if it decodes without error and reads like Chinese or English prose
/// rather than noise.
fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Option<(String, &'static str)> {
    let text: Cow<str> = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    reads(&text).then(|| (lone_returns(text.into_owned()), encoding.name()))
}

fn reads(text: &str) -> bool {
    let (mut good, mut all) = (0, 0);
    for c in text.chars().take(4000).filter(|c| !c.is_whitespace()) {
        all += 1;
        let common = match c {
            '!'..='~' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fa5}' => true,
            '\u{ff00}'..='\u{ffef}' => true,
            _ => "—…“”‘’·".contains(c),
        };
        good += usize::from(common);
    }
    good * 10 >= all * 9
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "第一条 为了规范管理，根据《中华人民共和国反垄断法》，制定本办法。\n";

    fn check(bytes: Vec<u8>, want: Result<&str, &str>) {
        assert_eq!(plain(bytes).map(|it| it.encoding), want);
    }

    #[test]
    fn encodings_are_told_apart() {
        check(TEXT.as_bytes().to_vec(), Ok("UTF-8"));
        check(GB18030.encode(TEXT).0.into_owned(), Ok("gb18030"));
        check(
            TEXT.encode_utf16()
                .flat_map(u16::to_le_bytes)
                .chain(*b"\n\0")
                .collect(),
            Ok("UTF-16LE"),
        );
        check(
            TEXT.encode_utf16()
                .flat_map(u16::to_be_bytes)
                .chain(*b"\0\n")
                .collect(),
            Ok("UTF-16BE"),
        );
        check(
            [&b"\xef\xbb\xbf"[..], TEXT.as_bytes()].concat(),
            Ok("UTF-8"),
        );
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        check(b" \n\t ".to_vec(), Err("the file is empty"));
        check(
            (0..=255).cycle().take(4096).collect(),
            Err("a binary file, not a text"),
        );
        check(
            b"\xff\x80\x81".repeat(300),
            Err("neither UTF-8 nor GB18030 nor UTF-16; save it as UTF-8"),
        );
    }

    #[test]
    fn a_few_wrong_bytes_are_replaced_and_told() {
        let mut bytes = TEXT.repeat(40).into_bytes();
        bytes[100] = 0xff;
        let decoded = plain(bytes.clone()).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        let note = decoded.note.unwrap();
        let first = std::str::from_utf8(&bytes).unwrap_err().valid_up_to();
        let told = format!("not UTF-8 and were replaced, the first at byte {first}");
        assert!(note.ends_with(&told), "{note}: {first}");
        for at in (0..bytes.len()).step_by(90) {
            bytes[at] = 0xff;
        }
        assert!(plain(bytes).is_err());
    }

    #[test]
    fn the_charset_of_a_page_is_what_its_bytes_say_before_what_it_declares() {
        let gbk = GB18030.encode(TEXT).0.into_owned();
        let rows = [
            (TEXT.as_bytes(), Some("gb2312"), "UTF-8"),
            (&gbk, Some("gb2312"), "gb18030"),
            (&gbk, Some("utf-8"), "gb18030"),
            (&gbk, None, "gb18030"),
        ];
        for (bytes, declared, want) in rows {
            let decoded = page(bytes, declared);
            assert_eq!((decoded.encoding, decoded.text.as_str()), (want, TEXT));
        }
        assert_eq!(label(&gbk), TEXT);
    }

    #[test]
    fn a_lone_return_ends_a_line_where_nothing_else_does() {
        let text = |s: &str| plain(s.as_bytes().to_vec()).unwrap().text;
        assert_eq!(text("示例\r办法\r"), "示例\n办法\n");
        assert_eq!(text("示例\r办法\r\n"), "示例\r办法\r\n");
    }
}
