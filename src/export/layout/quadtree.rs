//! Quadtree over points, so that far crowds push as one (Barnes–Hut).
//!
//! Owns: the tree and the sum of pushes. Must not know: links, documents.

/// A point or a force.
pub(super) type Vector = (f64, f64);

/// A square whose side is less than this share of its distance acts as one point.
const COARSENESS: f64 = 1.1;

/// Points nearer than the smallest square are taken together.
const DEEPEST: usize = 20;

/// A square: how many points, their sum, its quarters if it is divided.
#[derive(Debug, Clone, Copy)]
struct Square {
    points: f64,
    sum: Vector,
    quarters: [u32; 4],
}

/// No square.
const NONE: u32 = u32::MAX;

/// The tree; the first square holds all points.
#[derive(Debug)]
pub(super) struct QuadTree {
    squares: Vec<Square>,
    corner: Vector,
    side: f64,
}

impl QuadTree {
    /// The tree over points.
    pub(super) fn of(points: &[Vector]) -> Self {
        let least =
            |side: fn(&Vector) -> f64| points.iter().map(side).fold(f64::INFINITY, f64::min);
        let most =
            |side: fn(&Vector) -> f64| points.iter().map(side).fold(f64::NEG_INFINITY, f64::max);
        let corner = (least(|it| it.0), least(|it| it.1));
        let side = (most(|it| it.0) - corner.0)
            .max(most(|it| it.1) - corner.1)
            .max(1.0)
            * 1.000_001;
        let mut tree = Self {
            squares: vec![Square {
                points: 0.0,
                sum: (0.0, 0.0),
                quarters: [NONE; 4],
            }],
            corner,
            side,
        };
        points.iter().for_each(|point| tree.add(*point));
        tree
    }

    fn add(&mut self, point: Vector) {
        let (mut at, mut corner, mut half) = (0, self.corner, self.side / 2.0);
        for _ in 0..DEEPEST {
            let before = self.squares[at];
            self.squares[at].points += 1.0;
            self.squares[at].sum = (before.sum.0 + point.0, before.sum.1 + point.1);
            if before.points < 0.5 {
                return;
            }
            if before.quarters == [NONE; 4] && before.points < 1.5 {
                // It held one point: that moves down.
                let quarter = quarter(corner, half, before.sum);
                self.squares[at].quarters[quarter] = self.push_square(before);
            }
            let quarter = quarter(corner, half, point);
            if self.squares[at].quarters[quarter] == NONE {
                self.squares[at].quarters[quarter] = self.push_square(Square {
                    points: 0.0,
                    sum: (0.0, 0.0),
                    quarters: [NONE; 4],
                });
            }
            at = self.squares[at].quarters[quarter] as usize;
            corner = (
                corner.0 + if quarter & 1 == 1 { half } else { 0.0 },
                corner.1 + if quarter & 2 == 2 { half } else { 0.0 },
            );
            half /= 2.0;
        }
        let last = &mut self.squares[at];
        last.points += 1.0;
        last.sum = (last.sum.0 + point.0, last.sum.1 + point.1);
    }

    fn push_square(&mut self, square: Square) -> u32 {
        let number = u32::try_from(self.squares.len()).unwrap_or(NONE);
        self.squares.push(square);
        number
    }

    /// How all points push one away: each by one over the distance.
    pub(super) fn push(&self, point: Vector) -> Vector {
        let mut force = (0.0, 0.0);
        let mut open = vec![(0_u32, self.side)];
        while let Some((number, side)) = open.pop() {
            let square = &self.squares[number as usize];
            let (x, y) = (
                point.0 - square.sum.0 / square.points,
                point.1 - square.sum.1 / square.points,
            );
            let distance = x * x + y * y;
            if square.quarters == [NONE; 4] || side * side < COARSENESS * COARSENESS * distance {
                // The point itself is at no distance and pushes nowhere.
                let scale = square.points / distance.max(0.01);
                force = (force.0 + x * scale, force.1 + y * scale);
            } else {
                open.extend(
                    square
                        .quarters
                        .into_iter()
                        .filter(|it| *it != NONE)
                        .map(|it| (it, side / 2.0)),
                );
            }
        }
        force
    }
}

fn quarter(corner: Vector, half: f64, point: Vector) -> usize {
    usize::from(point.0 >= corner.0 + half) | usize::from(point.1 >= corner.1 + half) << 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn far_crowds_push_almost_like_their_points() {
        let points: Vec<Vector> = (0..400)
            .map(|n| {
                (
                    f64::from(n % 20) * 10.0 + f64::from(n * n % 7),
                    f64::from(n / 20) * 10.0,
                )
            })
            .collect();
        let tree = QuadTree::of(&points);
        for point in [points[0], points[210], (-500.0, 30.0)] {
            let exact = points.iter().fold((0.0, 0.0), |sum: Vector, other| {
                let (x, y) = (point.0 - other.0, point.1 - other.1);
                let distance = (x * x + y * y).max(0.01);
                (sum.0 + x / distance, sum.1 + y / distance)
            });
            let near = tree.push(point);
            let size = exact.0.hypot(exact.1).max(1.0);
            assert!(
                (near.0 - exact.0).hypot(near.1 - exact.1) < 0.25 * size,
                "{near:?} {exact:?}"
            );
        }
    }

    #[test]
    fn points_in_one_place_are_no_trouble() {
        let tree = QuadTree::of(&[(1.0, 1.0); 50]);
        assert!(tree.push((3.0, 1.0)).0 > 20.0);
    }
}
