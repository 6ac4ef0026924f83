//! Arithmetic of non-negative integers that are strings of decimal digits, as `_pydecimal` keeps them, and its rounding.

use std::cmp::Ordering;

use malachite_bigint::BigUint;

/// The most digits that a `u128` can always hold.
const SMALL: usize = 38;

fn small(digits: &str) -> Option<u128> {
    (digits.len() <= SMALL)
        .then(|| digits.parse().ok())
        .flatten()
}

fn large(digits: &str) -> Option<BigUint> {
    digits.parse().ok()
}

/// Returns `digits` with `count` zeros behind them.
pub(super) fn padded(digits: &str, count: usize) -> String {
    let mut padded = String::with_capacity(digits.len() + count);
    padded.push_str(digits);
    padded.extend(std::iter::repeat_n('0', count));
    padded
}

/// Returns the sum; `None` if an operand is not a number.
pub(super) fn sum(a: &str, b: &str) -> Option<String> {
    match (small(a), small(b)) {
        // Two numbers of 38 digits have a sum below `u128::MAX`.
        (Some(a), Some(b)) => Some((a + b).to_string()),
        _ => Some((large(a)? + large(b)?).to_string()),
    }
}

/// Returns how `a` compares to `b`, and the absolute value of their difference.
pub(super) fn difference(a: &str, b: &str) -> Option<(Ordering, String)> {
    match (small(a), small(b)) {
        (Some(a), Some(b)) => Some((a.cmp(&b), a.abs_diff(b).to_string())),
        _ => {
            let (a, b) = (large(a)?, large(b)?);
            let order = a.cmp(&b);
            let difference = if order == Ordering::Less {
                b - a
            } else {
                a - b
            };
            Some((order, difference.to_string()))
        }
    }
}

/// Returns the product.
pub(super) fn product(a: &str, b: &str) -> Option<String> {
    match (small(a), small(b)) {
        (Some(x), Some(y)) if let Some(product) = x.checked_mul(y) => Some(product.to_string()),
        _ => Some((large(a)? * large(b)?).to_string()),
    }
}

/// Returns the quotient, rounded down, and whether there is a remainder.
pub(super) fn quotient(a: &str, b: &str) -> Option<(String, bool)> {
    match (small(a), small(b)) {
        (Some(a), Some(b)) => Some((a.checked_div(b)?.to_string(), a % b != 0)),
        _ => {
            let (a, b) = (large(a)?, large(b)?);
            if b == BigUint::default() {
                return None;
            }
            let quotient = &a / &b;
            let exact = &quotient * &b == a;
            Some((quotient.to_string(), !exact))
        }
    }
}

/// `decimal`'s rounding modes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rounding {
    Down,
    Up,
    HalfUp,
    HalfDown,
    HalfEven,
    Ceiling,
    Floor,
    ZeroFiveUp,
}

impl Rounding {
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "ROUND_DOWN" => Self::Down,
            "ROUND_UP" => Self::Up,
            "ROUND_HALF_UP" => Self::HalfUp,
            "ROUND_HALF_DOWN" => Self::HalfDown,
            "ROUND_HALF_EVEN" => Self::HalfEven,
            "ROUND_CEILING" => Self::Ceiling,
            "ROUND_FLOOR" => Self::Floor,
            "ROUND_05UP" => Self::ZeroFiveUp,
            _ => return None,
        })
    }

    /// Whether the digits that are kept become one more, for a number whose other digits, `cut`, are not all 0.
    fn is_up(self, kept: &str, cut: &str, negative: bool) -> bool {
        let last = kept.as_bytes().last().copied().unwrap_or(b'0');
        let half = cut.as_bytes()[0].cmp(&b'5').then_with(|| {
            if is_zero(&cut[1..]) {
                Ordering::Equal
            } else {
                Ordering::Greater
            }
        });
        match self {
            Self::Down => false,
            Self::Up => true,
            Self::HalfUp => half.is_ge(),
            Self::HalfDown => half.is_gt(),
            Self::HalfEven => half.is_gt() || half.is_eq() && !kept.is_empty() && last % 2 == 1,
            Self::Ceiling => !negative,
            Self::Floor => negative,
            Self::ZeroFiveUp => kept.is_empty() || last == b'0' || last == b'5',
        }
    }
}

pub(super) fn is_zero(digits: &str) -> bool {
    digits.bytes().all(|digit| digit == b'0')
}

/// Rounds a number to its first `keep` digits. Returns these, and whether the value has changed. They are one more if a carry
/// runs through all.
pub(super) fn round(
    digits: &str,
    keep: usize,
    rounding: Rounding,
    negative: bool,
) -> Option<(String, bool)> {
    let (kept, cut) = digits.split_at_checked(keep)?;
    let changed = !is_zero(cut);
    let kept_digits = if kept.is_empty() { "0" } else { kept };
    if changed && rounding.is_up(kept, cut, negative) {
        return Some((sum(kept_digits, "1")?, true));
    }
    Some((kept_digits.to_owned(), changed))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: &str = "99999999999999999999999999999999999999999999999999";

    #[test]
    fn small_and_large_numbers_are_computed_alike() {
        assert_eq!(sum("999", "1").as_deref(), Some("1000"));
        assert_eq!(sum(LONG, "1"), Some(padded("1", 50)));
        assert_eq!(
            difference("5", "12"),
            Some((Ordering::Less, "7".to_owned()))
        );
        assert_eq!(
            difference(&padded("1", 50), LONG),
            Some((Ordering::Greater, "1".to_owned()))
        );
        assert_eq!(product("120", "5").as_deref(), Some("600"));
        let ten = padded("1", 30);
        assert_eq!(product(&ten, &ten), Some(padded("1", 60)));
        assert_eq!(quotient("17", "5"), Some(("3".to_owned(), true)));
        assert_eq!(
            quotient(&padded("15", 60), "5"),
            Some((padded("3", 60), false))
        );
        assert_eq!(
            quotient(LONG, &padded("1", 49)),
            Some(("9".to_owned(), true))
        );
        assert_eq!(quotient("1", "0"), None);
        assert_eq!(quotient(LONG, "0"), None);
        assert_eq!(sum("x", "1"), None);
    }

    #[test]
    fn each_mode_rounds_as_its_name_says() {
        use Rounding::{Ceiling, Down, Floor, HalfDown, HalfEven, HalfUp, Up, ZeroFiveUp};
        // Of 12.5, 13.5, 12.4, 12.6, 10.1 and 12.0: the digits that are kept, of a positive and of a negative number.
        let values = ["125", "135", "124", "126", "101", "120"];
        for (rounding, positive, negative) in [
            (Down, [12, 13, 12, 12, 10, 12], [12, 13, 12, 12, 10, 12]),
            (Up, [13, 14, 13, 13, 11, 12], [13, 14, 13, 13, 11, 12]),
            (HalfUp, [13, 14, 12, 13, 10, 12], [13, 14, 12, 13, 10, 12]),
            (HalfDown, [12, 13, 12, 13, 10, 12], [12, 13, 12, 13, 10, 12]),
            (HalfEven, [12, 14, 12, 13, 10, 12], [12, 14, 12, 13, 10, 12]),
            (Ceiling, [13, 14, 13, 13, 11, 12], [12, 13, 12, 12, 10, 12]),
            (Floor, [12, 13, 12, 12, 10, 12], [13, 14, 13, 13, 11, 12]),
            (
                ZeroFiveUp,
                [12, 13, 12, 12, 11, 12],
                [12, 13, 12, 12, 11, 12],
            ),
        ] {
            for (index, value) in values.iter().enumerate() {
                let changed = !value.ends_with('0');
                for (is_negative, kept) in [(false, positive[index]), (true, negative[index])] {
                    let rounded = round(value, 2, rounding, is_negative);
                    assert_eq!(
                        rounded,
                        Some((kept.to_string(), changed)),
                        "{value} {rounding:?} {is_negative}"
                    );
                }
            }
        }
        assert_eq!(
            round("999", 2, HalfUp, false),
            Some(("100".to_owned(), true))
        );
        assert_eq!(round("5", 0, HalfEven, false), Some(("0".to_owned(), true)));
        assert_eq!(
            round("51", 0, HalfEven, false),
            Some(("1".to_owned(), true))
        );
        assert_eq!(
            round("1", 0, ZeroFiveUp, false),
            Some(("1".to_owned(), true))
        );
        assert_eq!(round("0", 1, Up, false), Some(("0".to_owned(), false)));
    }
}
