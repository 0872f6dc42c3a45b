//! What takes long to drop: a folder with gigabytes in it.

use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

/// A value that is dropped off the runtime's workers, whoever lets go of it and why.
pub(super) struct DropElsewhere<T: Send + 'static>(Option<T>);

impl<T: Send + 'static> DropElsewhere<T> {
    pub(super) fn new(value: T) -> Self {
        Self(Some(value))
    }

    /// The value, for whoever is off the runtime already.
    pub(super) fn into_inner(mut self) -> Option<T> {
        self.0.take()
    }

    /// Drops it and waits until that is done.
    pub(super) async fn finish(self) {
        let value = self.into_inner();
        if spawn_blocking(move || drop(value)).await.is_err() {
            tracing::warn!("an upload was not removed");
        }
    }
}

impl<T: Send + 'static> Drop for DropElsewhere<T> {
    fn drop(&mut self) {
        let value = self.0.take();
        match Handle::try_current() {
            Ok(runtime) if value.is_some() => drop(runtime.spawn_blocking(move || drop(value))),
            // The process ends, or nobody's requests wait on this thread.
            _ => drop(value),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::mpsc;
    use std::thread::{self, ThreadId};
    use std::time::Duration;

    struct Tells(mpsc::Sender<ThreadId>);

    impl Drop for Tells {
        fn drop(&mut self) {
            let _ = self.0.send(thread::current().id());
        }
    }

    #[tokio::test]
    async fn it_is_dropped_on_another_thread_and_without_a_runtime_on_this_one() {
        let here = thread::current().id();
        let (tell, told) = mpsc::channel();
        drop(DropElsewhere::new(Tells(tell.clone())));
        let by = spawn_blocking(move || (told.recv_timeout(Duration::from_secs(10)).unwrap(), told));
        let (by, told) = by.await.unwrap();
        assert_ne!(by, here);
        DropElsewhere::new(Tells(tell.clone())).finish().await;
        assert_ne!(told.try_recv().unwrap(), here, "who waits finds it done");
        let alone = thread::spawn(move || {
            drop(DropElsewhere::new(Tells(tell)));
            thread::current().id()
        });
        assert_eq!(alone.join().unwrap(), told.try_recv().unwrap());
    }
}
