//! The SPARQL 1.1 protocol: the query operation in its three forms (GET, POST of a form, direct
//! POST).
//!
//! Owns: the query and its graphs in a request, the parameters of an address. Must not know: how a
//! query is evaluated, how an answer is sent, which pages there are.

use super::response::Refusal;
use hyper::body::Bytes;
use hyper::{Method, Request, StatusCode, header};
use oxigraph::model::NamedNode;
use percent_encoding::percent_decode;

/// The parameters of a request, decoded.
#[derive(Debug, Default)]
pub(super) struct Parameters(Vec<(String, String)>);

impl Parameters {
    pub(super) fn of(encoded: &[u8]) -> Self {
        Self(form_urlencoded::parse(encoded).into_owned().collect())
    }

    pub(super) fn of_address(request: &Request<Bytes>) -> Self {
        Self::of(request.uri().query().unwrap_or_default().as_bytes())
    }

    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub(super) fn one<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }

    /// All but these, in order.
    pub(super) fn without(&self, names: &[&str]) -> Vec<(String, String)> {
        self.0
            .iter()
            .filter(|(name, _)| !names.contains(&name.as_str()))
            .cloned()
            .collect()
    }
}

/// What a request to the endpoint wants.
#[derive(Debug)]
pub(super) enum Operation {
    /// An answer.
    Query {
        /// The SPARQL.
        text: String,
        /// `default-graph-uri`.
        default: Vec<NamedNode>,
        /// `named-graph-uri`.
        named: Vec<NamedNode>,
        /// `format`, which wins over the header if it is known.
        format: Option<String>,
    },
    /// What the service can.
    Description {
        /// `format`, as for a query.
        format: Option<String>,
    },
}

impl Operation {
    pub(super) fn read(request: &Request<Bytes>) -> Result<Self, Refusal> {
        let address = Parameters::of_address(request);
        if request.method() != Method::POST {
            return if address.without(&["format"]).is_empty() {
                Ok(Self::Description {
                    format: address.one("format").map(str::to_owned),
                })
            } else {
                Self::of(&address, None)
            };
        }
        let media = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        match media
            .split(';')
            .next()
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase()
            .as_str()
        {
            "application/x-www-form-urlencoded" => {
                let plain: Vec<u8> = request
                    .body()
                    .iter()
                    .map(|byte| if *byte == b'+' { b' ' } else { *byte })
                    .collect();
                percent_decode(&plain)
                    .decode_utf8()
                    .map_err(|cause| Refusal::bad(format!("the form is not UTF-8: {cause}")))?;
                Self::of(&Parameters::of(request.body()), address.one("format"))
            }
            "application/sparql-query" => {
                let text = std::str::from_utf8(request.body())
                    .map_err(|cause| Refusal::bad(format!("the query is not UTF-8: {cause}")))?;
                Self::with_graphs(text, &address, None)
            }
            "application/sparql-update" => Err(read_only()),
            "" => Err(Refusal::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "say what the body is: application/sparql-query or application/x-www-form-urlencoded",
            )),
            other => {
                let words = format!(
                    "a body of type {other} is not understood; send application/sparql-query or application/x-www-form-urlencoded"
                );
                Err(Refusal::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, words))
            }
        }
    }

    fn of(parameters: &Parameters, format: Option<&str>) -> Result<Self, Refusal> {
        if parameters.one("update").is_some() {
            return Err(read_only());
        }
        match parameters.all("query").collect::<Vec<_>>().as_slice() {
            [text] => Self::with_graphs(text, parameters, format),
            [] => Err(Refusal::bad(
                "there is no query; send it as the parameter query",
            )),
            _ => Err(Refusal::bad("there is more than one query")),
        }
    }

    fn with_graphs(
        text: &str,
        parameters: &Parameters,
        format: Option<&str>,
    ) -> Result<Self, Refusal> {
        let graph = |iri: &str| {
            NamedNode::new(iri)
                .map_err(|cause| Refusal::bad(format!("the graph “{iri}” is not an IRI: {cause}")))
        };
        Ok(Self::Query {
            text: text.to_owned(),
            default: parameters
                .all("default-graph-uri")
                .map(graph)
                .collect::<Result<_, _>>()?,
            named: parameters
                .all("named-graph-uri")
                .map(graph)
                .collect::<Result<_, _>>()?,
            format: format
                .or_else(|| parameters.one("format"))
                .map(str::to_owned),
        })
    }
}

fn read_only() -> Refusal {
    Refusal::new(
        StatusCode::FORBIDDEN,
        "this endpoint only answers queries; it cannot be updated",
    )
}
