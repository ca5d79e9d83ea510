//! Which rows to check by hand, and what that check tells of all of them.
//!
//! A table of many rows is checked by reading some, drawn at random. [`draw`] draws them, [`bound`] says how many of all rows can be wrong
//! at most, [`plan`] says so beforehand.
//!
//! **The draw.** Each row gets a place in line from BLAKE3 of the seed and its position, and the first ones are taken. So a sample
//! depends on nothing but seed and size of the table, in every version of the program and on every machine (generators of random numbers
//! promise that less firmly), and a larger sample of the same seed holds the smaller one: who wants to be surer reads on.
//!
//! **The bound.** Exact for a simple random sample without replacement: the largest number of wrong rows in the table under which a
//! sample with so few wrong ones still has a probability of one minus the confidence (one-sided Clopper–Pearson limit of the
//! hypergeometric distribution). It is never too small, and it is 0 when all rows were read and none was wrong.

/// Numbers of wrong rows that [`plan`] speaks of.
const WRONG: [usize; 6] = [0, 1, 2, 3, 5, 10];

/// Confidence of [`plan`].
pub const CONFIDENCE: f64 = 0.95;

/// Positions of `n` of `n_rows` rows, drawn at random without replacement, in rising order; all of them if there are no more.
///
/// ```
/// use vanthu::query::sample::draw;
/// let rows = draw(812, 60, 7);
/// assert_eq!(rows.len(), 60);
/// assert_eq!(rows, draw(812, 60, 7));
/// // reading on: the first 60 are among the first 100
/// let more = draw(812, 100, 7);
/// assert!(rows.iter().all(|row| more.contains(row)));
/// ```
#[must_use]
pub fn draw(n_rows: usize, n: usize, seed: u64) -> Vec<usize> {
    let mut line: Vec<([u8; 16], usize)> = (0..n_rows).map(|row| (place(seed, row), row)).collect();
    if n < n_rows {
        line.select_nth_unstable(n);
        line.truncate(n);
    }
    let mut rows: Vec<usize> = line.into_iter().map(|(_, row)| row).collect();
    rows.sort_unstable();
    rows
}

fn place(seed: u64, row: usize) -> [u8; 16] {
    let mut said = [0; 16];
    said[..8].copy_from_slice(&seed.to_le_bytes());
    said[8..].copy_from_slice(&(row as u64).to_le_bytes());
    let mut out = [0; 16];
    out.copy_from_slice(&blake3::hash(&said).as_bytes()[..16]);
    out
}

/// The largest share of wrong rows (0 to 1) in a table of `rows` rows when `wrong` of `sample` rows drawn at random are wrong, with a
/// `confidence` of less than 1 (0.95). With nothing read all may be wrong. Costs about `sample` steps for each doubling of `rows`.
///
/// ```
/// use vanthu::query::sample::bound;
/// let share = bound(812, 60, 0, 0.95);
/// assert!((100.0 * share - 4.7).abs() < 0.1, "{share}");
/// assert_eq!(bound(812, 812, 0, 0.95), 0.0);
/// assert_eq!(bound(812, 0, 0, 0.95), 1.0);
/// ```
#[must_use]
pub fn bound(rows: usize, sample: usize, wrong: usize, confidence: f64) -> f64 {
    if rows == 0 {
        return 0.0;
    }
    let sample = sample.min(rows);
    let wrong = wrong.min(sample);
    // the rounding of sums must not make the bound smaller
    let doubt = (1.0 - confidence).max(0.0) * (1.0 - 1e-9);
    let possible = |all_wrong: usize| at_most(rows, all_wrong, sample, wrong) > doubt;
    // between what was seen and all but the rows that were right, the probability falls
    let (mut low, mut high) = (wrong, rows - (sample - wrong));
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if possible(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    low as f64 / rows as f64
}

/// The probability that at most `seen` of `sample` rows are wrong, of `rows` with `wrong` wrong ones (hypergeometric).
fn at_most(rows: usize, wrong: usize, sample: usize, seen: usize) -> f64 {
    let right = rows - wrong;
    let least = sample.saturating_sub(right);
    if least > seen {
        return 0.0;
    }
    // as few as can be: no wrong row drawn, or every right one
    let (drawn, among) = if least == 0 { (sample, right) } else { (rows - sample, wrong) };
    let mut log: f64 = (0..drawn).map(|i| ((among - i) as f64 / (rows - i) as f64).ln()).sum();
    let mut sum = log.exp();
    for k in least..seen.min(wrong).min(sample) {
        // from k wrong rows to k + 1
        let up = (wrong - k) as f64 * (sample - k) as f64;
        let down = (k + 1) as f64 * (right + k + 1 - sample) as f64;
        log += (up / down).ln();
        sum += log.exp();
    }
    sum
}

/// What a check of `sample` of `rows` rows can tell: for 0, 1, 2, 3, 5 and 10 wrong rows the largest share of wrong rows in the table
/// (0 to 1) at 95 % confidence. Rows that the sample cannot hold are left out.
///
/// ```
/// use vanthu::query::sample::plan;
/// for (wrong, share) in plan(812, 60) {
///     println!("if you find {wrong} wrong in these 60 rows, at most {:.1} % of all 812 rows are wrong (95 % confidence)", 100.0 * share);
/// }
/// assert_eq!(plan(812, 60).len(), 6);
/// assert_eq!(plan(812, 4).len(), 4);
/// ```
#[must_use]
pub fn plan(rows: usize, sample: usize) -> Vec<(usize, f64)> {
    let most = sample.min(rows);
    WRONG.into_iter().filter(|w| *w <= most).map(|w| (w, bound(rows, sample, w, CONFIDENCE))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Counts samples one by one: of all with `n` of `rows` rows, how many hold at most `seen` of the first `wrong` rows.
    fn counted(rows: u32, wrong: u32, n: u32, seen: u32) -> f64 {
        let samples = (0_u32..1 << rows).filter(|s| s.count_ones() == n);
        let (mut all, mut few) = (0_u32, 0_u32);
        for sample in samples {
            all += 1;
            few += u32::from((sample & ((1 << wrong) - 1)).count_ones() <= seen);
        }
        f64::from(few) / f64::from(all)
    }

    #[test]
    fn probabilities_are_those_of_all_samples() {
        for (rows, n) in [(1, 1), (5, 2), (7, 7), (9, 6), (12, 5)] {
            for wrong in 0..=rows {
                for seen in 0..=n {
                    let (fast, slow) = (at_most(rows as usize, wrong as usize, n as usize, seen as usize), counted(rows, wrong, n, seen));
                    assert!((fast - slow).abs() < 1e-12, "{rows} {wrong} {n} {seen}: {fast} {slow}");
                }
            }
        }
    }

    #[test]
    fn the_bound_is_the_largest_that_is_possible() {
        for (rows, n) in [(5_u32, 2_u32), (9, 6), (12, 5), (12, 12)] {
            for seen in 0..=n {
                for confidence in [0.5, 0.8, 0.95] {
                    let slow =
                        (0..=rows).filter(|w| counted(rows, *w, n, seen) > 1.0 - confidence - 1e-12 && *w <= rows - (n - seen)).max();
                    let fast = bound(rows as usize, n as usize, seen as usize, confidence) * f64::from(rows);
                    assert!((fast - f64::from(slow.unwrap())).abs() < 1e-9, "{rows} {n} {seen} {confidence}: {fast} {slow:?}");
                }
            }
        }
    }

    /// Where the table is large the limits are those of the binomial: the rule of three, and the values printed in tables.
    #[test]
    fn known_limits() {
        for (n, wrong, share) in
            [(100, 0, 0.029_513), (300, 0, 0.009_936), (20, 0, 0.139_108), (20, 1, 0.216_106), (50, 2, 0.120_614), (100, 10, 0.163_718)]
        {
            let got = bound(100_000_000, n, wrong, 0.95);
            assert!((got - share).abs() < 2e-5, "{n} {wrong}: {got}");
        }
        assert!((bound(100_000_000, 100, 0, 0.95) - 3.0 / 100.0).abs() < 0.001);
        // counted with whole numbers of any size, in another language
        let exact = [(0, 38), (1, 60), (2, 80), (3, 98), (5, 133), (10, 213)].map(|(wrong, rows)| (wrong, f64::from(rows) / 812.0));
        assert_eq!(plan(812, 60), exact);
    }

    #[test]
    fn odd_questions_have_answers() {
        assert!(bound(0, 0, 0, 0.95).abs() < 1e-12);
        assert!((bound(10, 20, 30, 0.95) - 1.0).abs() < 1e-12);
        assert!((bound(10, 5, 1, f64::NAN) - 0.6).abs() < 1e-12);
        assert!((bound(10, 5, 1, 1.0) - 0.6).abs() < 1e-12);
        assert!((bound(10, 10, 3, 0.95) - 0.3).abs() < 1e-12);
        assert_eq!(plan(0, 5), [(0, 0.0)]);
    }

    #[test]
    fn more_wrong_rows_and_fewer_read_ones_leave_more_doubt() {
        let shares: Vec<f64> = plan(812, 60).into_iter().map(|(_, s)| s).collect();
        assert!(shares.is_sorted() && shares[0] > 0.0 && shares[5] < 1.0);
        assert!(bound(812, 60, 0, 0.95) > bound(812, 120, 0, 0.95));
        assert!(bound(812, 60, 0, 0.99) > bound(812, 60, 0, 0.95));
    }

    #[test]
    fn draws_are_fair() {
        let mut drawn = [0_u32; 20];
        for seed in 0..4000 {
            let rows = draw(20, 5, seed);
            assert!(rows.is_sorted() && rows.len() == 5 && rows.windows(2).all(|w| w[0] < w[1]));
            for row in rows {
                drawn[row] += 1;
            }
        }
        // 1000 each, with a deviation of 27
        assert!(drawn.iter().all(|n| (880..1120).contains(n)), "{drawn:?}");
        assert_eq!(draw(3, 9, 1), [0, 1, 2]);
        assert_eq!(draw(0, 9, 1), [0; 0]);
        assert_eq!(draw(9, 0, 1), [0; 0]);
        // the same in every version
        assert_eq!(draw(1000, 5, 42), [177, 355, 359, 677, 865]);
    }
}
