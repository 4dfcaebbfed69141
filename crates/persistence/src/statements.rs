//! Counts the statements that one piece of work asks of the database, so that a page that asks too many is noticed.
use std::cell::Cell;

tokio::task_local! {
    static COUNT: Cell<u32>;
}

/// Does the work, and answers how many statements it asked; 0 when the database does not count, see [`crate::Database::count_statements`].
pub async fn counted<F: Future>(work: F) -> (F::Output, u32) {
    COUNT
        .scope(Cell::new(0), async {
            let output = work.await;
            (output, COUNT.with(Cell::get))
        })
        .await
}

/// One more, when somebody counts.
pub(crate) fn add() {
    let _ = COUNT.try_with(|count| count.set(count.get() + 1));
}
