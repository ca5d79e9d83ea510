//! [`Scale`]: values to positions on an axis, and the ticks under it.

/// An axis.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Scale {
    from: f64,
    to: f64,
    /// Values with a line and a figure, left to right.
    pub ticks: Vec<f64>,
    /// The first rank stands at the right end.
    pub ranks: bool,
    /// The axis holds no 0, so that nothing on it has a length: results are dots. So are ranks, and figures that lie close together.
    pub dots: bool,
}

/// Figures that differ by less than this part of the greatest are not told apart by bars from 0.
const CLOSE: f64 = 0.2;

/// About as many steps as an axis has.
const STEPS: f64 = 5.0;

impl Scale {
    /// An axis for all values. It holds 0, or 1 where the values are ranks, but for values that lie close together far from 0;
    /// percentages above the half end at 100.
    pub fn of(values: impl Iterator<Item = f64> + Clone, unit: &str) -> Self {
        let ranks = unit == "rank";
        if !ranks && let Some(near) = Self::near(values.clone()) {
            return near;
        }
        let zero = if ranks { 1.0 } else { 0.0 };
        let low = values.clone().fold(zero, f64::min);
        let mut high = values.fold(zero, f64::max);
        if unit == "percent" && low >= 0.0 && (high <= 0.0 || (50.0..=100.0).contains(&high)) {
            high = 100.0;
        }
        // nothing to tell apart
        if high - low < 1e-9 {
            high = low + if ranks { 4.0 } else { 1.0 };
        }
        // there is no half document and no rank between two ranks
        let step = step((high - low) / STEPS, ranks || unit == "count");
        let (first, last) = ((low / step).floor(), (high / step).ceil());
        let mut ticks: Vec<f64> = (0..=(last - first) as usize).map(|i| (first + i as f64) * step).collect();
        let (mut from, mut to) = (first * step, last * step);
        if ranks {
            from = low.min(1.0);
            ticks.retain(|t| *t > from + step * 0.4);
            ticks.insert(0, from);
            ticks.reverse();
            std::mem::swap(&mut from, &mut to);
        }
        Self { from, to, ticks, ranks, dots: ranks }
    }

    /// An axis around positive values that lie close together, one step free at both ends where there is room.
    fn near(values: impl Iterator<Item = f64> + Clone) -> Option<Self> {
        let low = values.clone().fold(f64::INFINITY, f64::min);
        let high = values.fold(f64::NEG_INFINITY, f64::max);
        if !(low > 0.0 && high - low > 1e-9 * high && high - low < CLOSE * high) {
            return None;
        }
        let step = step((high - low) / (STEPS - 1.0), false);
        let (first, last) = ((low / step).floor() - 1.0, (high / step).ceil());
        let ticks: Vec<f64> = (0..=(last - first) as usize).map(|i| (first + i as f64) * step).collect();
        Some(Self { from: first * step, to: last * step, ticks, ranks: false, dots: true })
    }

    /// The place of a value: 0 at the left end, 1 at the right.
    pub fn at(&self, value: f64) -> f64 {
        ((value - self.from) / (self.to - self.from)).clamp(0.0, 1.0)
    }
}

/// The least of 1, 2, 2.5, 5 times a power of ten that is not under `least`.
fn step(least: f64, whole: bool) -> f64 {
    let power = 10_f64.powi(least.log10().floor() as i32);
    let steps: &[f64] = if whole { &[1.0, 2.0, 5.0, 10.0] } else { &[1.0, 2.0, 2.5, 5.0, 10.0] };
    let step = steps.iter().map(|s| s * power).find(|s| *s >= least * (1.0 - 1e-9)).unwrap_or(power * 10.0);
    if whole { step.max(1.0) } else { step }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scale(values: &[f64], unit: &str) -> Scale {
        Scale::of(values.iter().copied(), unit)
    }

    #[test]
    fn ticks_are_round() {
        assert_eq!(scale(&[93.5, 60.0], "percent").ticks, [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(scale(&[], "percent").ticks.last(), Some(&100.0));
        assert_eq!(scale(&[12.0], "percent").ticks, [0.0, 2.5, 5.0, 7.5, 10.0, 12.5]);
        assert_eq!(scale(&[130.0], "percent").ticks, [0.0, 50.0, 100.0, 150.0]);
        assert_eq!(scale(&[3.0], "count").ticks, [0.0, 1.0, 2.0, 3.0]);
        assert_eq!(scale(&[-5.0, 5.0], "points").ticks, [-6.0, -4.0, -2.0, 0.0, 2.0, 4.0, 6.0]);
        assert_eq!(scale(&[0.0], "points").ticks.first(), Some(&0.0));
    }

    #[test]
    fn close_figures_are_told_apart() {
        let s = scale(&[98.9, 97.8, 99.62], "percent");
        assert!(s.dots && s.ticks.first() > Some(&95.0) && s.ticks.last() == Some(&100.0), "{:?}", s.ticks);
        assert!(s.at(99.62) - s.at(97.8) > 0.4);
        assert!(!scale(&[99.0, 99.0], "percent").dots && !scale(&[99.0, 40.0], "percent").dots && !scale(&[-1.0, -1.1], "points").dots);
    }

    #[test]
    fn the_first_rank_is_at_the_right() {
        let s = scale(&[2.0, 18.0], "rank");
        assert_eq!(s.ticks, [20.0, 15.0, 10.0, 5.0, 1.0]);
        assert!(s.at(2.0) > s.at(18.0) && (s.at(1.0) - 1.0).abs() < 1e-9);
        assert_eq!(scale(&[1.0], "rank").ticks, [5.0, 4.0, 3.0, 2.0, 1.0]);
    }

    #[test]
    fn nothing_leaves_the_axis() {
        for values in [&[1e15, -1e15][..], &[1e-12], &[0.1, 0.2, 0.3], &[f64::MIN_POSITIVE]] {
            let s = scale(values, "points");
            assert!(s.ticks.len() < 14, "{values:?}: {:?}", s.ticks);
            assert!(values.iter().all(|v| (0.0..=1.0).contains(&s.at(*v))), "{values:?}");
        }
    }
}
