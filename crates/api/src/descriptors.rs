//! Each connection and each open file takes a descriptor, and a process has a limited number of them. Connections never take the last ones: those are for
//! the database, for files and for the answers themselves.

/// So many descriptors are not for connections.
const KEPT: usize = 100;

/// Asks the system for as many descriptors as this process may have; answers how many that are.
pub fn raise() -> usize {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let now = getrlimit(Resource::Nofile);
        if let Err(error) = setrlimit(Resource::Nofile, Rlimit { current: now.maximum, maximum: now.maximum }) {
            tracing::warn!(%error, "the number of descriptors stays as it is");
        }
        getrlimit(Resource::Nofile).current.map_or(usize::MAX, |most| usize::try_from(most).unwrap_or(usize::MAX))
    }
    #[cfg(not(unix))]
    usize::MAX
}

/// How many connections each of the threads that answer takes, of at most so many together.
pub fn connections(together: usize, descriptors: usize, workers: usize) -> usize {
    let free = descriptors.saturating_sub(KEPT).max(descriptors / 2);
    (together.min(free) / workers.max(1)).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_leave_descriptors_for_the_rest() {
        for (together, descriptors, workers, expected) in
            [(10_000, 1_048_576, 4, 2500), (10_000, 1024, 2, 462), (10_000, 120, 2, 30), (10_000, usize::MAX, 16, 625), (1, 1024, 8, 1)]
        {
            assert_eq!(connections(together, descriptors, workers), expected);
        }
    }
}
