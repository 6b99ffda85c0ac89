//! Draws pages of a file on a thread of its own, the ones that were last asked for first.

use std::{
    cell::Cell,
    collections::VecDeque,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc,
        mpsc::{self, Receiver, Sender, TryRecvError},
    },
    thread,
};

use crate::read::{Original, PagePicture, PageRequest};

/// The thread that draws the pages of one file; it ends with this value.
pub(super) struct PageWorker {
    wanted: Sender<Vec<PageRequest>>,
}

impl PageWorker {
    /// `drawn` is given each picture on that thread, and `None` for a page that cannot be drawn.
    pub(super) fn start(
        original: Arc<Original>,
        drawn: impl Fn(PageRequest, Option<PagePicture>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (wanted, receiver) = mpsc::channel();
        let work = move || work(&original, Wanted { receiver, list: VecDeque::new(), last: None }, drawn);
        thread::Builder::new().name("draw pages".to_owned()).spawn(work)?;
        Ok(Self { wanted })
    }

    /// Asks for these, the first one first, and no longer for what was asked before.
    pub(super) fn want(&self, requests: Vec<PageRequest>) {
        // The thread lives as long as this value, but for a file that cannot be opened again: it has no pages to show.
        let _ = self.wanted.send(requests);
    }
}

/// What is wanted, newest list only: pages that were scrolled past need not be drawn.
struct Wanted {
    receiver: Receiver<Vec<PageRequest>>,
    list: VecDeque<PageRequest>,
    /// What was drawn last.
    last: Option<PageRequest>,
}

impl Wanted {
    /// Waits for something to be wanted; `None` when nobody can ask any more.
    fn next(&mut self) -> Option<PageRequest> {
        loop {
            match self.receiver.try_recv() {
                // It was asked for before the last picture came back: that one is no longer wanted.
                Ok(list) => {
                    self.list = list.into_iter().filter(|wanted| Some(*wanted) != self.last).collect();
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return None,
            }
        }
        while self.list.is_empty() {
            self.list = self.receiver.recv().ok()?.into();
        }
        self.last = self.list.pop_front();
        self.last
    }
}

fn work(original: &Original, mut wanted: Wanted, drawn: impl Fn(PageRequest, Option<PagePicture>)) {
    let current = Cell::new(None);
    loop {
        let draw = || {
            let next = || {
                current.set(wanted.next());
                current.get()
            };
            original.draw(next, &drawn)
        };
        // A page that brings out a fault leaves the others to be drawn.
        match catch_unwind(AssertUnwindSafe(draw)) {
            Ok(_) => return,
            Err(_) => {
                if let Some(request) = current.take() {
                    drawn(request, None);
                }
            }
        }
    }
}
