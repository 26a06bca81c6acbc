//! What the server and the processes of its queries say to each other over a pipe (framing).
//!
//! Owns: frames (a length and so many bytes), requests and responses as frames. Must not know: who
//! sends what when, what is asked.
//!
//! Both ends are the same program, so nothing here is older or newer than anything else; what does
//! not parse all the same is an error and ends the process at the other end.

use hyper::body::Bytes;
use hyper::header::{HeaderMap, HeaderName, HeaderValue};
use hyper::{Request, Response, StatusCode, Version};
use std::io::{self, Read};
use tokio::io::{AsyncRead, AsyncReadExt};

/// The frame that tells to stop the query before it; no request is empty.
pub(super) const STOP: [u8; 8] = [0; 8];
/// So much memory is taken at once for what is announced, in bytes.
const AT_ONCE: u64 = 1 << 26;

/// Bytes with their length before them.
pub(super) fn frame(payload: &[u8]) -> Vec<u8> {
    let mut frame = length(payload).to_vec();
    frame.extend_from_slice(payload);
    frame
}

/// The payload of the next frame.
///
/// # Errors
/// When the other end is gone.
pub(super) fn read(from: &mut impl Read) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length)?;
    let length = u64::from_le_bytes(length);
    // Beyond this, memory is taken as bytes come.
    let mut payload = Vec::with_capacity(length.min(AT_ONCE) as usize);
    let got = from.take(length).read_to_end(&mut payload)?;
    if got as u64 == length {
        Ok(payload)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// The same without blocking a thread.
///
/// # Errors
/// As [`read`].
pub(super) async fn receive(from: &mut (impl AsyncRead + Unpin)) -> io::Result<Vec<u8>> {
    let mut length = [0; 8];
    from.read_exact(&mut length).await?;
    let length = u64::from_le_bytes(length);
    let mut payload = Vec::with_capacity(length.min(AT_ONCE) as usize);
    let got = from.take(length).read_to_end(&mut payload).await?;
    if got as u64 == length {
        Ok(payload)
    } else {
        Err(io::ErrorKind::UnexpectedEof.into())
    }
}

/// A request as a payload.
pub(super) fn of_request(request: &Request<Bytes>) -> Vec<u8> {
    let is_old = request.version() < Version::HTTP_11;
    let mut fields: Vec<&[u8]> = vec![
        request.method().as_str().as_bytes(),
        if is_old { b"old" } else { b"" },
        request.body(),
    ];
    let address = request.uri().to_string();
    fields.push(address.as_bytes());
    join(&mut fields, request.headers())
}

/// The request in a payload.
///
/// # Errors
/// When it is none.
pub(super) fn to_request(payload: &[u8]) -> io::Result<Request<Bytes>> {
    let fields = split(payload)?;
    let [method, is_old, body, address, headers @ ..] = fields.as_slice() else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let mut request = Request::new(Bytes::copy_from_slice(body));
    *request.method_mut() = method.as_slice().try_into().map_err(io::Error::other)?;
    *request.uri_mut() = address.as_slice().try_into().map_err(io::Error::other)?;
    if !is_old.is_empty() {
        *request.version_mut() = Version::HTTP_10;
    }
    *request.headers_mut() = to_headers(headers)?;
    Ok(request)
}

/// A response as a payload, with whether its sender can answer more.
pub(super) fn of_response(response: &Response<Bytes>, stays: bool) -> Vec<u8> {
    let status = response.status();
    let mut fields: Vec<&[u8]> = vec![
        status.as_str().as_bytes(),
        if stays { b"stays" } else { b"" },
        response.body(),
    ];
    join(&mut fields, response.headers())
}

/// The response in a payload, and whether its sender can answer more.
///
/// # Errors
/// When it is none.
pub(super) fn to_response(payload: &[u8]) -> io::Result<(Response<Bytes>, bool)> {
    let fields = split(payload)?;
    let [status, stays, body, headers @ ..] = fields.as_slice() else {
        return Err(io::ErrorKind::InvalidData.into());
    };
    let mut response = Response::new(Bytes::copy_from_slice(body));
    *response.status_mut() = StatusCode::from_bytes(status).map_err(io::Error::other)?;
    *response.headers_mut() = to_headers(headers)?;
    Ok((response, !stays.is_empty()))
}

fn join<'a>(fields: &mut Vec<&'a [u8]>, headers: &'a HeaderMap) -> Vec<u8> {
    for (name, value) in headers {
        fields.extend([name.as_str().as_bytes(), value.as_bytes()]);
    }
    let mut payload = Vec::new();
    for field in fields {
        payload.extend_from_slice(&length(field));
        payload.extend_from_slice(field);
    }
    payload
}

fn split(mut payload: &[u8]) -> io::Result<Vec<Vec<u8>>> {
    let mut fields = Vec::new();
    while !payload.is_empty() {
        fields.push(read(&mut payload)?);
    }
    Ok(fields)
}

fn to_headers(fields: &[Vec<u8>]) -> io::Result<HeaderMap> {
    let mut headers = HeaderMap::new();
    for pair in fields.chunks(2) {
        let [name, value] = pair else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        let name = HeaderName::from_bytes(name).map_err(io::Error::other)?;
        headers.append(
            name,
            HeaderValue::from_bytes(value).map_err(io::Error::other)?,
        );
    }
    Ok(headers)
}

pub(super) fn length(payload: &[u8]) -> [u8; 8] {
    (payload.len() as u64).to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper::Method;

    #[test]
    fn what_is_sent_arrives() {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/sparql?format=csv")
            .version(Version::HTTP_10)
            .header("accept", "a")
            .header("accept", "b")
            .body(Bytes::from("ASK {}"))
            .unwrap();
        let got = to_request(&of_request(&request)).unwrap();
        assert_eq!(got.body(), request.body());
        assert_eq!(got.headers(), request.headers());
        assert_eq!(
            (got.method(), got.uri(), got.version()),
            (request.method(), request.uri(), request.version())
        );
        let response = Response::builder()
            .status(422)
            .body(Bytes::from("no"))
            .unwrap();
        let (got, stays) = to_response(&of_response(&response, true)).unwrap();
        assert_eq!(
            (got.status(), got.body(), stays),
            (response.status(), response.body(), true)
        );
    }

    #[test]
    fn what_breaks_off_is_an_error() {
        let whole = frame(b"words");
        assert_eq!(read(&mut whole.as_slice()).unwrap(), b"words");
        for end in 0..whole.len() {
            assert!(read(&mut &whole[..end]).is_err());
        }
        let long = [u8::MAX; 8];
        assert!(read(&mut long.as_slice()).is_err() && to_response(&long).is_err());
        assert!(to_request(&frame(b"GET")).is_err());
        assert_eq!(read(&mut STOP.as_slice()).unwrap(), b"");
    }
}
