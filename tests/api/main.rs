//! The server as its clients see it: every test asks over HTTP, in the process, over a database file of its own.

mod support;

mod smoke;
