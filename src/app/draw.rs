//! Draws the pages of a file on a thread of its own. Only the newest list of requested pages is drawn.

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

/// The thread that draws the pages of one file. It ends when this value is dropped.
pub(super) struct PageWorker {
    requests: Sender<Vec<PageRequest>>,
}

impl PageWorker {
    /// Starts the thread. It calls `drawn` with each picture, or with `None` for a page that cannot be drawn.
    ///
    /// # Errors
    /// Returns the I/O error if the system cannot start a thread.
    pub(super) fn start(
        original: Arc<Original>,
        drawn: impl Fn(PageRequest, Option<PagePicture>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (requests, receiver) = mpsc::channel();
        let queue = RequestQueue { receiver, list: VecDeque::new(), last: None };
        let work = move || draw_requests(&original, queue, drawn);
        thread::Builder::new().name("draw pages".to_owned()).spawn(work)?;
        Ok(Self { requests })
    }

    /// Requests these pages in this order, in place of those requested before.
    pub(super) fn request_pages(&self, requests: Vec<PageRequest>) {
        // The thread ends early only if the file cannot be opened again. Then there are no pages to show.
        let _ = self.requests.send(requests);
    }
}

/// The requested pages: only the newest list, because pages that were scrolled past need not be drawn.
struct RequestQueue {
    receiver: Receiver<Vec<PageRequest>>,
    list: VecDeque<PageRequest>,
    /// The request that was returned last.
    last: Option<PageRequest>,
}

impl RequestQueue {
    /// Waits for a request and returns it; `None` when the [`PageWorker`] was dropped.
    fn next(&mut self) -> Option<PageRequest> {
        loop {
            match self.receiver.try_recv() {
                // A list that was sent before the last picture arrived can still contain that picture.
                Ok(list) => {
                    self.list = list.into_iter().filter(|request| Some(*request) != self.last).collect();
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

/// Draws requested pages until there can be no more requests.
fn draw_requests(
    original: &Original,
    mut queue: RequestQueue,
    drawn: impl Fn(PageRequest, Option<PagePicture>),
) {
    let current = Cell::new(None);
    loop {
        let draw = || {
            let next = || {
                current.set(queue.next());
                current.get()
            };
            original.draw(next, &drawn)
        };
        // If one page causes a panic, the others are still drawn.
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
