//! Draws the pages of a file on a separate thread. Only the newest list of requested pages is drawn.

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

use crate::read::{OriginalPages, PagePicture, PageRequest};

/// The thread that draws the pages of one file. It ends when this value is dropped.
pub(super) struct PageWorker {
    requests: Sender<Vec<PageRequest>>,
}

impl PageWorker {
    /// Starts the thread. It calls `on_drawn` with each picture, or with `None` for a page that cannot be drawn.
    ///
    /// # Errors
    /// Returns the I/O error if the system cannot start a thread.
    pub(super) fn start(
        original: Arc<OriginalPages>,
        on_drawn: impl Fn(PageRequest, Option<PagePicture>) + Send + 'static,
    ) -> std::io::Result<Self> {
        let (requests, receiver) = mpsc::channel();
        let queue = RequestQueue { receiver, newest_list: VecDeque::new(), last_request: None };
        let work = move || draw_requests(&original, queue, on_drawn);
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
    newest_list: VecDeque<PageRequest>,
    /// The request that was returned last.
    last_request: Option<PageRequest>,
}

impl RequestQueue {
    /// Waits for a request and returns it; `None` when the [`PageWorker`] was dropped.
    fn next_request(&mut self) -> Option<PageRequest> {
        loop {
            match self.receiver.try_recv() {
                // A list that was sent before the last picture arrived can still contain that picture.
                Ok(list) => {
                    self.newest_list =
                        list.into_iter().filter(|request| Some(*request) != self.last_request).collect();
                }
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return None,
            }
        }
        while self.newest_list.is_empty() {
            self.newest_list = self.receiver.recv().ok()?.into();
        }
        self.last_request = self.newest_list.pop_front();
        self.last_request
    }
}

/// Draws requested pages until there can be no more requests.
fn draw_requests(
    original: &OriginalPages,
    mut queue: RequestQueue,
    on_drawn: impl Fn(PageRequest, Option<PagePicture>),
) {
    let current = Cell::new(None);
    loop {
        let draw = || {
            let next = || {
                current.set(queue.next_request());
                current.get()
            };
            original.draw_pictures(next, &on_drawn)
        };
        // If one page causes a panic, the others are still drawn.
        match catch_unwind(AssertUnwindSafe(draw)) {
            Ok(_) => return,
            Err(_) => {
                if let Some(request) = current.take() {
                    on_drawn(request, None);
                }
            }
        }
    }
}
