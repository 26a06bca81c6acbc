//! Force-directed layout: a place in the plane for every document, linked ones near each other.
//!
//! Owns: forces between documents (all push each other away, links pull), the tree of squares that
//! makes them cheap, and packing of parts that no link joins. The same graph is laid out the same
//! everywhere: fixed steps, no chance, only sums, products and square roots. Must not know:
//! documents, formats.

mod quadtree;

use quadtree::{QuadTree, Vector};

/// Wanted length of a link.
const LENGTH: f64 = 60.0;

/// The cosine and sine of the golden angle, by which a sunflower turns from seed to seed.
const TURN: (f64, f64) = (-0.737_368_878_078_320_2, 0.675_490_294_261_523_5);

/// Places for `count` things, of which `edges` joins pairs.
pub(super) fn place(count: usize, edges: &[(usize, usize)]) -> Vec<(i32, i32)> {
    let mut neighbours = vec![Vec::new(); count];
    for &(a, b) in edges.iter().filter(|(a, b)| a != b) {
        neighbours[a].push(b);
        neighbours[b].push(a);
    }
    for list in &mut neighbours {
        list.sort_unstable();
        list.dedup();
    }
    let (alone, mut parts): (Vec<_>, Vec<_>) = parts(&neighbours)
        .into_iter()
        .partition(|part| part.len() == 1);
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    let mut boxes: Vec<Block> = parts
        .into_iter()
        .map(|part| Block::of(&part, spread(&part, &neighbours)))
        .collect();
    if !alone.is_empty() {
        boxes.push(grid(&alone.into_iter().flatten().collect::<Vec<_>>()));
    }
    pack(&boxes, count)
}

/// Things that links join, each part in the order of steps from its first thing with the most
/// links.
fn parts(neighbours: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..neighbours.len()).collect();
    order.sort_by_key(|it| std::cmp::Reverse(neighbours[*it].len()));
    let mut seen = vec![false; neighbours.len()];
    let mut parts = Vec::new();
    for start in order {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        let mut part = vec![start];
        let mut next = 0;
        while let Some(&thing) = part.get(next) {
            next += 1;
            for &other in &neighbours[thing] {
                if !std::mem::replace(&mut seen[other], true) {
                    part.push(other);
                }
            }
        }
        parts.push(part);
    }
    parts
}

/// Lets forces act on a part until it rests.
fn spread(part: &[usize], neighbours: &[Vec<usize>]) -> Vec<Vector> {
    let mut here = vec![
        usize::MAX;
        neighbours
            .len()
            .min(part.iter().max().map_or(0, |it| it + 1))
    ];
    part.iter()
        .enumerate()
        .for_each(|(n, thing)| here[*thing] = n);
    let links: Vec<Vec<usize>> = part
        .iter()
        .map(|thing| neighbours[*thing].iter().map(|it| here[*it]).collect())
        .collect();
    let mut points = sunflower(part.len());
    let steps = match part.len() {
        0..300 => 400,
        300..3_000 => 250,
        _ => 120,
    };
    for step in 0..steps {
        let left = 1.0 - f64::from(step) / f64::from(steps);
        let longest =
            LENGTH * (0.05 + 1.5 * left * left * (as_float(part.len())).sqrt().min(40.0) / 8.0);
        let forces = forces(&points, &links);
        for (point, force) in points.iter_mut().zip(forces) {
            let size = (force.0 * force.0 + force.1 * force.1).sqrt().max(1e-9);
            let scale = size.min(longest) / size;
            *point = (point.0 + force.0 * scale, point.1 + force.1 * scale);
        }
    }
    points
}

fn forces(points: &[Vector], links: &[Vec<usize>]) -> Vec<Vector> {
    let squares = QuadTree::of(points);
    let force = |(n, point): (usize, &Vector)| {
        let away = squares.push(*point);
        let mut force = (
            away.0 * LENGTH * LENGTH - 0.02 * point.0,
            away.1 * LENGTH * LENGTH - 0.02 * point.1,
        );
        for other in &links[n] {
            let (x, y) = (points[*other].0 - point.0, points[*other].1 - point.1);
            let pull = (x * x + y * y).sqrt() / LENGTH;
            force = (force.0 + x * pull, force.1 + y * pull);
        }
        force
    };
    points.iter().enumerate().map(force).collect()
}

/// Points from the middle outwards, evenly spread.
fn sunflower(count: usize) -> Vec<Vector> {
    let mut turned = (1.0, 0.0);
    let mut points = Vec::with_capacity(count);
    for n in 0..count {
        let radius = LENGTH * 0.6 * as_float(n).sqrt();
        points.push((turned.0 * radius, turned.1 * radius));
        turned = (
            turned.0 * TURN.0 - turned.1 * TURN.1,
            turned.0 * TURN.1 + turned.1 * TURN.0,
        );
    }
    points
}

/// A part with its places from its own corner.
struct Block {
    things: Vec<(usize, Vector)>,
    width: f64,
    height: f64,
}

impl Block {
    fn of(things: &[usize], points: Vec<Vector>) -> Self {
        let least =
            |side: fn(&Vector) -> f64| points.iter().map(side).fold(f64::INFINITY, f64::min);
        let most =
            |side: fn(&Vector) -> f64| points.iter().map(side).fold(f64::NEG_INFINITY, f64::max);
        let (left, top) = (least(|it| it.0), least(|it| it.1));
        let (width, height) = (most(|it| it.0) - left, most(|it| it.1) - top);
        // Screens and papers are wider than high.
        let is_high = height > width;
        let lay = |(x, y): Vector| {
            if is_high {
                (y - top, x - left)
            } else {
                (x - left, y - top)
            }
        };
        Self {
            things: things
                .iter()
                .copied()
                .zip(points.into_iter().map(lay))
                .collect(),
            width: width.max(height),
            height: width.min(height),
        }
    }
}

/// What no link touches, in rows.
fn grid(things: &[usize]) -> Block {
    let columns = ((as_float(things.len()) * 2.0).sqrt().ceil() as usize).max(1);
    let points = (0..things.len())
        .map(|n| {
            (
                as_float(n % columns) * LENGTH * 0.8,
                as_float(n / columns) * LENGTH * 0.8,
            )
        })
        .collect();
    Block::of(things, points)
}

/// Puts blocks side by side in rows, as wide as makes the whole a little wider than high; the
/// middle is the origin.
fn pack(blocks: &[Block], count: usize) -> Vec<(i32, i32)> {
    let gap = LENGTH * 1.2;
    let area: f64 = blocks
        .iter()
        .map(|it| (it.width + gap) * (it.height + gap))
        .sum();
    let widest = blocks
        .iter()
        .map(|it| it.width + gap)
        .fold((area * 1.6).sqrt(), f64::max);
    let (mut x, mut y, mut high, mut right) = (0.0, 0.0, 0.0_f64, 0.0_f64);
    let mut corners = Vec::with_capacity(blocks.len());
    for block in blocks {
        if x > 0.0 && x + block.width + gap > widest {
            (x, y, high) = (0.0, y + high, 0.0);
        }
        corners.push((x, y));
        x += block.width + gap;
        high = high.max(block.height + gap);
        right = right.max(x);
    }
    let (middle_x, middle_y) = ((right - gap) / 2.0, (y + high - gap) / 2.0);
    let mut places = vec![(0, 0); count];
    for (block, (left, top)) in blocks.iter().zip(corners) {
        for (thing, (x, y)) in &block.things {
            places[*thing] = (
                (left + x - middle_x).round() as i32,
                (top + y - middle_y).round() as i32,
            );
        }
    }
    places
}

/// Counts here are far below where floats lose whole numbers.
fn as_float(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn distance(places: &[(i32, i32)], a: usize, b: usize) -> f64 {
        f64::from(places[a].0 - places[b].0).hypot(f64::from(places[a].1 - places[b].1))
    }

    #[test]
    fn nothing_and_one_thing_have_places() {
        assert!(place(0, &[]).is_empty());
        assert_eq!(place(1, &[(0, 0)]), [(0, 0)]);
    }

    #[test]
    fn linked_things_are_near_and_no_two_share_a_place() {
        // Two stars of fifteen joined by one link, and ten things alone.
        let mut edges: Vec<(usize, usize)> = (1..15)
            .map(|n| (0, n))
            .chain((16..30).map(|n| (15, n)))
            .collect();
        edges.push((0, 15));
        let places = place(40, &edges);
        let far = (1..15).map(|n| distance(&places, n, 15)).sum::<f64>() / 14.0;
        let near = (1..15).map(|n| distance(&places, n, 0)).sum::<f64>() / 14.0;
        assert!(near < far, "{near} {far}");
        let closest = (0..40)
            .flat_map(|a| (0..a).map(move |b| (a, b)))
            .map(|(a, b)| distance(&places, a, b))
            .fold(f64::INFINITY, f64::min);
        assert!(closest > LENGTH / 4.0, "{closest}");
    }

    #[test]
    fn the_same_graph_is_laid_out_the_same() {
        let edges: Vec<(usize, usize)> = (1..500).map(|n| (n, n * 7 % (n.min(40)))).collect();
        assert_eq!(place(500, &edges), place(500, &edges));
    }
}
