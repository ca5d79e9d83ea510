//! [`ValueBound`]: a bound on a figure, as typed: `>=90`, `<5`, `=100`, `90`.

use crate::query::QueryError;

/// A bound on the figure: `>=90`, `<5`, `=100`, `90`.
///
/// ```
/// use vanthu::query::targets::ValueBound;
/// assert!(ValueBound::parse("≥ 97,5%").unwrap().holds(98.0));
/// assert!(!ValueBound::parse(">90").unwrap().holds(90.0));
/// assert!(ValueBound::parse("much").is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ValueBound {
    sign: Sign,
    bound: f64,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Sign {
    AtLeast,
    AtMost,
    More,
    Less,
    Equal,
}

impl ValueBound {
    /// Reads a bound as typed; a decimal comma is a point.
    ///
    /// # Errors
    /// Where it is none.
    pub fn parse(typed: &str) -> Result<Self, QueryError> {
        let text = typed.trim();
        let signs = [
            (">=", Sign::AtLeast),
            ("≥", Sign::AtLeast),
            ("<=", Sign::AtMost),
            ("≤", Sign::AtMost),
            (">", Sign::More),
            ("<", Sign::Less),
            ("=", Sign::Equal),
        ];
        let (sign, rest) = signs.iter().find_map(|(s, sign)| text.strip_prefix(s).map(|r| (*sign, r))).unwrap_or((Sign::Equal, text));
        let figure = rest.trim().trim_end_matches('%').trim().replace(',', ".");
        let bound = figure.parse().ok().filter(|b: &f64| b.is_finite()).ok_or_else(|| QueryError::BadValue {
            flag: "--value",
            value: typed.to_owned(),
            expected: "a bound such as \">=90\" or \"=100\"",
        })?;
        Ok(Self { sign, bound })
    }

    /// Whether a figure keeps within it.
    #[must_use]
    pub fn holds(self, value: f64) -> bool {
        match self.sign {
            Sign::AtLeast => value >= self.bound,
            Sign::AtMost => value <= self.bound,
            Sign::More => value > self.bound,
            Sign::Less => value < self.bound,
            Sign::Equal => (value - self.bound).abs() < 1e-9,
        }
    }

    /// The least and the greatest figure that may hold, both included: what an index can look for. A strict bound takes one step of the
    /// machine inward.
    #[must_use]
    pub fn range(self) -> (f64, f64) {
        match self.sign {
            Sign::AtLeast => (self.bound, f64::INFINITY),
            Sign::AtMost => (f64::NEG_INFINITY, self.bound),
            Sign::More => (self.bound.next_up(), f64::INFINITY),
            Sign::Less => (f64::NEG_INFINITY, self.bound.next_down()),
            Sign::Equal => (self.bound - 1e-9, self.bound + 1e-9),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bounds() {
        for (typed, within, without) in
            [(">=90", 90.0, 89.9), ("> 90%", 90.1, 90.0), ("97,5", 97.5, 97.4), ("≤5", 5.0, 5.1), ("<5", 4.9, 5.0), ("= 100", 100.0, 100.5)]
        {
            let b = ValueBound::parse(typed).unwrap();
            assert!(b.holds(within) && !b.holds(without), "{typed}");
            let (low, high) = b.range();
            assert!((low..=high).contains(&within) && !(low..=high).contains(&without), "{typed}");
        }
        for bad in ["", "much", ">=", "> = 3", "inf", "NaN"] {
            assert!(ValueBound::parse(bad).is_err(), "{bad}");
        }
    }
}
