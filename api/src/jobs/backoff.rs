//! When a job that did not work is tried again.

use chrono::TimeDelta;

/// Tries until a job is given up: with the waits below, a little less than two days.
pub const TRIES_MAX: i64 = 18;

/// The wait after the `attempt`-th try (the first is 1): doubling from 15 seconds to six hours.
#[must_use]
pub fn wait(attempt: i64) -> TimeDelta {
    let doublings = u32::try_from(attempt.clamp(1, 12) - 1).unwrap_or(0);
    TimeDelta::seconds((15_i64 << doublings).min(6 * 3600))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_double_up_to_six_hours_and_end_before_two_days_are_over() {
        let waits: Vec<i64> = (1..TRIES_MAX).map(|attempt| wait(attempt).num_seconds()).collect();
        assert_eq!(waits[..4], [15, 30, 60, 120]);
        assert_eq!(waits.iter().max(), Some(&21_600));
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]));
        let hours = waits.iter().sum::<i64>() / 3600;
        assert!((36..48).contains(&hours), "{hours} hours");
    }
}
