//! How much of what people send is in memory at once, and how many files are looked into at once: over the whole server, whoever sends them.
use crate::error::{ApiError, Wait};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::Semaphore, time::timeout};
use uuid::Uuid;

/// So many files are looked into at once. A picture of the largest size takes some hundreds of megabytes while it is redrawn.
const LOOKED_INTO: usize = 2;
/// A file waits at most this long for its turn.
const PATIENCE: Duration = Duration::from_secs(30);
/// So many files of the largest size are in memory at once, received or waiting for their turn; of one caller a quarter of them.
const IN_MEMORY: usize = 20;
/// When a caller may try again, in seconds.
const AGAIN: i64 = 5;

/// The room for files that are being handled.
pub struct Room {
    turns: Arc<Semaphore>,
    patience: Duration,
    most: usize,
    taken: Mutex<Taken>,
}

#[derive(Default)]
struct Taken {
    together: usize,
    of_callers: HashMap<Uuid, usize>,
}

impl Room {
    /// For files of at most this size.
    pub fn new(largest: usize) -> Arc<Self> {
        Self::with(largest, PATIENCE)
    }

    fn with(largest: usize, patience: Duration) -> Arc<Self> {
        let most = largest.saturating_mul(IN_MEMORY);
        Arc::new(Self { turns: Arc::new(Semaphore::new(LOOKED_INTO)), patience, most, taken: Mutex::default() })
    }

    /// A place for a file of this caller, empty as yet.
    pub fn place(self: &Arc<Self>, caller: Uuid) -> Place {
        Place { room: self.clone(), caller, size: 0 }
    }

    /// Does heavy work in its turn, away from the threads that answer. Who went away in the meantime gives the turn back when the work is done, and no
    /// sooner.
    pub async fn in_turn<T: Send + 'static>(&self, place: Place, work: impl FnOnce() -> T + Send + 'static) -> Result<(T, Place), ApiError> {
        let turn = timeout(self.patience, self.turns.clone().acquire_owned()).await.map_err(ApiError::unavailable)?.map_err(ApiError::internal)?;
        let work = move || {
            let _turn = turn;
            (work(), place)
        };
        tokio::task::spawn_blocking(work).await.map_err(ApiError::internal)
    }
}

/// What one file takes of the room, until it is dropped.
pub struct Place {
    room: Arc<Room>,
    caller: Uuid,
    size: usize,
}

impl Place {
    /// Takes room for so many bytes more.
    ///
    /// # Errors
    /// When this caller, or everybody together, has as much in memory as there is room for.
    pub fn grow(&mut self, bytes: usize) -> Result<(), ApiError> {
        let mut taken = self.room.taken.lock().unwrap_or_else(PoisonError::into_inner);
        if taken.together.saturating_add(bytes) > self.room.most {
            return Err(ApiError::unavailable("too many files are being received"));
        }
        let of_caller = taken.of_callers.entry(self.caller).or_default();
        if of_caller.saturating_add(bytes) > self.room.most / 4 {
            let quota = u32::try_from(self.room.most / 4).unwrap_or(u32::MAX);
            return Err(ApiError::TooManyAttempts(Wait { seconds: AGAIN, policy: "bytes", quota, window: None }));
        }
        *of_caller += bytes;
        taken.together += bytes;
        self.size += bytes;
        Ok(())
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.room.taken.lock().unwrap_or_else(PoisonError::into_inner);
        taken.together = taken.together.saturating_sub(self.size);
        if let Some(of_caller) = taken.of_callers.get_mut(&self.caller) {
            *of_caller = of_caller.saturating_sub(self.size);
            if *of_caller == 0 {
                taken.of_callers.remove(&self.caller);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::{
        Barrier,
        atomic::{AtomicUsize, Ordering},
    };

    #[tokio::test]
    async fn no_more_files_are_looked_into_at_once_than_there_are_turns() {
        let room = Room::new(1);
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        // Each waits within its turn for another one, so all turns are in use together.
        let together = Arc::new(Barrier::new(LOOKED_INTO));
        let work = |_| {
            let (room, now, most, together) = (room.clone(), now.clone(), most.clone(), together.clone());
            async move {
                let place = room.place(Uuid::nil());
                let work = move || {
                    most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    together.wait();
                    now.fetch_sub(1, Ordering::SeqCst);
                };
                room.in_turn(place, work).await.unwrap();
            }
        };
        futures::future::join_all((0..8 * LOOKED_INTO).map(work)).await;
        assert_eq!(most.load(Ordering::SeqCst), LOOKED_INTO);
    }

    #[tokio::test]
    async fn who_goes_away_keeps_the_turn_until_the_work_is_done_and_others_do_not_wait_for_ever() {
        let room = Room::with(1, Duration::from_millis(1));
        let (begun, go_on) = (Arc::new(Barrier::new(LOOKED_INTO + 1)), Arc::new(Barrier::new(LOOKED_INTO + 1)));
        for at in 1..=LOOKED_INTO {
            let (asking, begun, go_on) = (room.clone(), begun.clone(), go_on.clone());
            let place = room.place(Uuid::nil());
            let work = move || {
                begun.wait();
                go_on.wait();
            };
            let asked = tokio::spawn(async move { asking.in_turn(place, work).await.map(drop) });
            while room.turns.available_permits() + at > LOOKED_INTO {
                tokio::task::yield_now().await;
            }
            asked.abort();
        }
        tokio::task::spawn_blocking(move || begun.wait()).await.unwrap();
        let refused = room.in_turn(room.place(Uuid::nil()), || ()).await;
        assert!(matches!(refused, Err(ApiError::Unavailable(_))));
        tokio::task::spawn_blocking(move || go_on.wait()).await.unwrap();
        while room.turns.available_permits() < LOOKED_INTO {
            tokio::task::yield_now().await;
        }
        room.in_turn(room.place(Uuid::nil()), || ()).await.unwrap();
    }

    #[test]
    fn what_is_in_memory_is_limited_for_each_caller_and_together() {
        let room = Room::new(4);
        let callers: Vec<_> = (0..5).map(Uuid::from_u128).collect();
        let mut places: Vec<_> = callers.iter().map(|caller| room.place(*caller)).collect();
        for place in &mut places[..4] {
            place.grow(20).unwrap();
            assert!(matches!(place.grow(1), Err(ApiError::TooManyAttempts(_)) | Err(ApiError::Unavailable(_))));
        }
        assert!(matches!(room.place(callers[4]).grow(1), Err(ApiError::Unavailable(_))));
        places.pop();
        places.pop();
        room.place(callers[4]).grow(20).unwrap();
        drop(places);
        let taken = room.taken.lock().unwrap();
        assert_eq!((taken.together, taken.of_callers.len()), (0, 0));
    }
}
