//! MHTML reader: a web page saved with its parts → the page.
//!
//! Owns: MIME headers, multipart boundaries, quoted-printable and Base64. Must not know: HTML.

/// The first web page among the parts.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Page {
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// The charset its header names.
    pub(super) charset: Option<String>,
}

/// How deep multiparts may stand within each other.
const DEPTH: usize = 8;

/// The page in a message.
pub(super) fn page(bytes: &[u8]) -> Option<Page> {
    find(bytes, DEPTH)
}

fn find(bytes: &[u8], depth: usize) -> Option<Page> {
    let (header, body) = split(bytes)?;
    let kind = field(&header, "content-type").unwrap_or_default();
    if kind.to_ascii_lowercase().starts_with("multipart/") {
        let boundary = parameter(&kind, "boundary")?;
        let depth = depth.checked_sub(1)?;
        return parts(body, &boundary)
            .into_iter()
            .find_map(|part| find(part, depth));
    }
    if !kind.to_ascii_lowercase().starts_with("text/html") {
        return None;
    }
    let encoding = field(&header, "content-transfer-encoding").unwrap_or_default();
    let bytes = match encoding.trim().to_ascii_lowercase().as_str() {
        "quoted-printable" => quoted_printable(body),
        "base64" => base64(body),
        _ => body.to_vec(),
    };
    Some(Page {
        bytes,
        charset: parameter(&kind, "charset"),
    })
}

/// Header and body, parted by the first blank line.
fn split(bytes: &[u8]) -> Option<(String, &[u8])> {
    let (at, length) = [&b"\r\n\r\n"[..], b"\n\n"]
        .iter()
        .filter_map(|mark| Some((memchr::memmem::find(bytes, mark)?, mark.len())))
        .min()?;
    let header = String::from_utf8_lossy(&bytes[..at]).replace("\r\n", "\n");
    // A line that begins with a blank goes on with the one before.
    let header = header.replace("\n ", " ").replace("\n\t", " ");
    Some((header, &bytes[at + length..]))
}

fn field(header: &str, name: &str) -> Option<String> {
    let mut fields = header.lines().filter_map(|line| line.split_once(':'));
    let (_, value) = fields.find(|(n, _)| n.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().to_owned())
}

fn parameter(value: &str, name: &str) -> Option<String> {
    let mut parameters = value.split(';').filter_map(|p| p.split_once('='));
    let (_, value) = parameters.find(|(n, _)| n.trim().eq_ignore_ascii_case(name))?;
    Some(value.trim().trim_matches('"').to_owned())
}

fn parts<'a>(body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let mark = format!("--{boundary}");
    let places: Vec<usize> = memchr::memmem::find_iter(body, mark.as_bytes()).collect();
    let ends = places.iter().skip(1).copied().chain([body.len()]);
    let between = places.iter().zip(ends);
    between
        .filter_map(|(start, end)| {
            let part = body.get(start + mark.len()..end)?;
            let line = part.iter().position(|b| *b == b'\n')?;
            part.get(line + 1..)
        })
        .collect()
}

fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len());
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        let rest = &body[at + 1..];
        at += 1;
        if *byte != b'=' {
            out.push(*byte);
        } else if let Some(code) = rest.get(..2).and_then(hex) {
            out.push(code);
            at += 2;
        } else if rest.starts_with(b"\r\n") {
            at += 2;
        } else if rest.starts_with(b"\n") {
            at += 1;
        } else {
            out.push(b'=');
        }
    }
    out
}

fn hex(two: &[u8]) -> Option<u8> {
    u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok()
}

fn base64(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0);
    for byte in body {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        bits = (bits << 6 | u32::from(six)) & 0xff_ffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push((bits >> held & 0xff) as u8);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_found_and_decoded() {
        let message = "From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype=\"text/html\"; boundary=\"--=_a\"\r\n\r\n\
            ----=_a\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\naGk=\r\n\
            ----=_a\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>=E7=A4=\r\n=BA</p>\r\n----=_a--\r\n";
        let page = page(message.as_bytes()).unwrap();
        assert_eq!(page.charset.as_deref(), Some("utf-8"));
        assert_eq!(String::from_utf8(page.bytes).unwrap().trim(), "<p>示</p>");
        assert_eq!(base64(b"56S6\r\n5L6L"), "示例".as_bytes());
    }

    #[test]
    fn a_message_without_a_page_has_none() {
        assert_eq!(page(b"MIME-Version: 1.0\n\nno page"), None);
        assert_eq!(
            page(b"Content-Type: multipart/related; boundary=a\n\n--a\n--a"),
            None
        );
    }
}
