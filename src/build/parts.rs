//! A build in parts: the steps of one by themselves, for machines and engines that share the work.
//!
//! Owns: what each step takes and gives. Must not know: arguments, messages, how parts travel.
//!
//! `facts` reads texts, a part at a time; `resolve` takes the keys of all facts and tells what each
//! reference means; `graph` makes the sorted quads of a part; `merge` merges them. A build is these
//! four in one process, and gives the same bytes, whatever the parts.

use super::bundle;
use super::given::{Given, paths};
use super::graph::{self, Resolved};
use super::held::{self, Collected};
use super::intake;
use super::options::Options;
use super::pipeline::{check_some, form, format_of, with_threads};
use super::quads::add_graphs;
use super::resolution::{self, Whole};
use super::resolve;
use crate::build::manifest::Manifest;
use crate::model::error::{Error, ErrorKind};
use crate::output::file as output;
use crate::output::packing::unpacked;
use crate::output::spool::Spool;
use crate::rdf::sorted::{Run, Sorter, write_merged};
use crate::rdf::write as rdf;
use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use tracing::info_span;

/// Resolve a collection of which the facts are given, and write what each reference means to
/// `output`; what there is to say of it, in which the number of quads is yet to be told.
///
/// # Errors
/// When a file holds no facts or is damaged, or `output` cannot be written.
pub fn resolve(inputs: &[PathBuf], output: &Path, options: &Options) -> Result<Manifest, Error> {
    with_threads(options.threads, || {
        let spool = held::spool(output);
        let all = of_facts(inputs, output, options, &spool)?;
        let held = all.held(&spool);
        let collection = info_span!("resolve").in_scope(|| resolve::by_keys(&all.keys, &held));
        held.check()?;
        let manifest = Manifest::new(&all.keys, &all.skipped, &collection, &options.base, 0);
        let whole = Whole {
            all: &all,
            collection: &collection,
            levels: &graph::levels(&all.keys, &collection),
            agencies: &graph::listed(&all.keys, &collection),
            manifest: &manifest,
        };
        info_span!("write").in_scope(|| {
            output::write_file_with(output, |out| {
                let out = io::BufWriter::with_capacity(1 << 18, out);
                whole
                    .write(out)
                    .map_err(|cause| Error::write(output, &cause))
            })
        })?;
        Ok(manifest)
    })?
}

/// Write the quads of a part, of which the facts are given, sorted and with those that belong to no
/// text, as N-Quads to `output`; how many there are.
///
/// # Errors
/// When a file holds no facts or is damaged, when `resolution` was made of others, or `output`
/// cannot be written.
pub fn graph(
    inputs: &[PathBuf],
    resolution: &Path,
    output: &Path,
    options: &Options,
) -> Result<usize, Error> {
    let form = form(options)?;
    let format = format_of(output, options)?;
    with_threads(options.threads, || {
        let spool = held::spool(output);
        let mut all = of_facts(inputs, output, options, &spool)?;
        let part = info_span!("open").in_scope(|| resolution::part(resolution, &all))?;
        let mut sorter = Sorter::beside(output);
        sorter.add(graph::common(&options.base, &part.agencies)?)?;
        part.check(&all, resolution)?;
        all.let_go();
        let of = Resolved {
            collection: &part.collection,
            levels: &part.levels,
            form,
        };
        add_graphs(&mut sorter, of, &all, &all.held(&spool))?;
        let sorted = info_span!("sort").in_scope(|| sorter.finish())?;
        let mut count = 0;
        info_span!("write").in_scope(|| {
            output::write_file_with(output, |out| {
                count = sorted.write(format, &options.base, out)?;
                Ok(())
            })
        })?;
        Ok(count)
    })?
}

/// Merge sorted N-Quads into one graph, each quad once, and write it to `output`, if there is a
/// resolution with the manifest of the whole beside it; how many quads there are.
///
/// # Errors
/// When a file cannot be read, is not sorted or is what is written, or `output` cannot be written.
pub fn merge(
    inputs: &[PathBuf],
    resolution: Option<&Path>,
    output: &Path,
    options: &Options,
) -> Result<usize, Error> {
    rdf::check_base(&options.base)?;
    let format = format_of(output, options)?;
    let written = output.canonicalize().ok();
    let run = |path: &PathBuf| {
        let failed = |cause: io::Error| Error::read(path, &cause);
        if written.is_some() && path.canonicalize().ok() == written {
            let words = format!("{}: it would be read and written over", path.display());
            return Err(Error::new(ErrorKind::Usage, words));
        }
        let file = unpacked(File::open(path).map_err(failed)?).map_err(failed)?;
        let file = BufReader::with_capacity(1 << 18, file);
        Ok(Run::new(path.display().to_string(), file))
    };
    let runs = inputs.iter().map(run).collect::<Result<Vec<_>, _>>()?;
    let mut manifest = resolution.map(resolution::manifest).transpose()?;
    let mut count = 0;
    let write = |out: &mut (dyn Write + Send)| {
        count = write_merged(runs, format, &options.base, out)?;
        if let Some(manifest) = &mut manifest {
            manifest.counts.quads = count;
            options.base.clone_into(&mut manifest.base);
        }
        Ok(manifest.as_ref().map(|it| it.to_json().into_bytes()))
    };
    if resolution.is_some() {
        let write = |out: &mut (dyn Write + Send)| Ok(write(out)?.unwrap_or_default());
        output::write_file_and(output, write, &Manifest::path(output))?;
    } else {
        output::write_file_with(output, |out| write(out).map(drop))?;
    }
    Ok(count)
}

/// What files of facts hold, all of which have to be whole.
fn of_facts(
    inputs: &[PathBuf],
    output: &Path,
    options: &Options,
    spool: &Spool,
) -> Result<Collected, Error> {
    let given = paths(inputs, &[output])?;
    let other = |given: &&Given| !bundle::is_facts(&given.path);
    if let Some(other) = given.iter().find(other) {
        let words = format!(
            "{}: holds no facts; make some of it with `zhengtu facts`",
            other.path.display()
        );
        return Err(Error::new(ErrorKind::Usage, words));
    }
    let bundles = intake::all(&given, options, None, spool)?;
    // A bundle that stood in no file tells why its file could not be read.
    let unread = bundles.iter().find(|it| it.sum.is_empty());
    if let Some(left) = unread.and_then(|it| it.skipped.first()) {
        let words = format!(
            "{}: {}; make it again with `zhengtu facts`",
            left.path, left.reason
        );
        return Err(Error::new(ErrorKind::Read, words));
    }
    let all = Collected::of(bundles);
    check_some(&all)?;
    Ok(all)
}
