//! How long each test took: to show the slowest, and to begin with the longest next time.
use crate::shell::target;
use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// The seconds of each test and of each program of tests.
#[derive(Default)]
pub struct Timings {
    tests: Mutex<Vec<(f64, String)>>,
}

impl Timings {
    /// One test took so many seconds.
    pub fn test(&self, name: String, seconds: f64) {
        self.tests.lock().unwrap_or_else(PoisonError::into_inner).push((seconds, name));
    }

    /// Prints the slowest tests.
    pub fn print_slowest(&self, most: usize) {
        let mut tests = self.tests.lock().unwrap_or_else(PoisonError::into_inner);
        if tests.is_empty() {
            return;
        }
        tests.sort_by(|a, b| b.0.total_cmp(&a.0));
        println!("\nThe {} slowest of {} tests, in seconds:", most.min(tests.len()), tests.len());
        for (seconds, name) in tests.iter().take(most) {
            println!("{seconds:>8.1}  {name}");
        }
    }
}

/// What is known of earlier runs, by name; only the order of work hangs on it.
pub struct Known(BTreeMap<String, f64>);

impl Known {
    fn file() -> std::path::PathBuf {
        target().join("test-times.json")
    }

    pub fn read() -> Self {
        let read = std::fs::read(Self::file()).ok().and_then(|text| serde_json::from_slice(&text).ok());
        Self(read.unwrap_or_default())
    }

    /// Longest first; what is not known comes before all.
    pub fn sort<T>(&self, work: &mut [T], name: impl Fn(&T) -> String) {
        let seconds = |one: &T| self.0.get(&name(one)).copied().unwrap_or(f64::MAX);
        work.sort_by(|a, b| seconds(b).total_cmp(&seconds(a)));
    }

    /// Keeps what a run took. Not being able to is no reason to fail: the next run has another order.
    pub fn learn(mut self, took: impl IntoIterator<Item = (String, Duration)>) {
        self.0.extend(took.into_iter().map(|(name, took)| (name, took.as_secs_f64())));
        if let Ok(text) = serde_json::to_vec(&self.0) {
            let _ = std::fs::write(Self::file(), text);
        }
    }
}

/// Does all work on so many threads; answers what each took and came to, in the order in which they ended.
pub fn pool<T: Send, R: Send>(threads: usize, work: Vec<T>, one: impl Fn(&T) -> R + Sync) -> Vec<(T, Duration, R)> {
    let queue = Mutex::new(work.into_iter());
    let done = Mutex::new(vec![]);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
                    let Some(item) = next else { break };
                    let start = std::time::Instant::now();
                    let result = one(&item);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((item, start.elapsed(), result));
                }
            });
        }
    });
    done.into_inner().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_comes_first_and_what_is_new_before_it() {
        let known = Known(BTreeMap::from([("short".to_owned(), 1.0), ("long".to_owned(), 9.0)]));
        let mut work = vec!["short", "long", "new"];
        known.sort(&mut work, |name| (*name).to_owned());
        assert_eq!(work, ["new", "long", "short"]);
    }

    #[test]
    fn all_work_is_done_once() {
        let mut done: Vec<_> = pool(2, (0..50).collect(), |n| n * 2).into_iter().map(|(n, _, double)| (n, double)).collect();
        done.sort_unstable();
        assert_eq!(done, (0..50).map(|n| (n, n * 2)).collect::<Vec<_>>());
    }
}
