//! How far a command is: a bar on a terminal, otherwise a line at each tenth.
use std::io::{IsTerminal, Write};

/// As many signs as a full bar has.
const WIDTH: i64 = 40;

/// A bar on standard error.
pub struct Bar {
    what: &'static str,
    on_terminal: bool,
    /// The tenths or signs that are shown.
    shown: Option<i64>,
}

impl Bar {
    pub fn new(what: &'static str) -> Self {
        Self { what, on_terminal: std::io::stderr().is_terminal(), shown: None }
    }

    /// Shows that so many are done, of so many.
    pub fn show(&mut self, done: i64, all: i64) {
        let steps = if self.on_terminal { WIDTH } else { 10 };
        let step = if all > 0 { done * steps / all } else { steps };
        if self.shown == Some(step) {
            return;
        }
        self.shown = Some(step);
        let text = if self.on_terminal { format!("\r{} {} {done} of {all}", self.what, drawn(step)) } else { format!("{}: {done} of {all}\n", self.what) };
        // Nobody looks: then there is nothing to show.
        let _ = write!(std::io::stderr(), "{text}");
    }

    /// The next text begins on a line of its own.
    pub fn end(&self) {
        if self.on_terminal && self.shown.is_some() {
            let _ = writeln!(std::io::stderr());
        }
    }
}

fn drawn(step: i64) -> String {
    (0..WIDTH).map(|place| if place < step { '█' } else { '░' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_fills_from_the_left() {
        assert_eq!(drawn(0), "░".repeat(40));
        assert_eq!(drawn(10), "█".repeat(10) + &"░".repeat(30));
        assert_eq!(drawn(40), "█".repeat(40));
    }
}
