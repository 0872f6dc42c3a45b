//! Who may do what: the whole role × operation matrix, the written table behind it, and which rows each role reaches.

mod checks;
mod matrix;
mod scope;
mod table;

/// The matrix as people read it. A new operation, or a changed right, shows here.
#[tokio::test]
async fn everybody_gets_what_his_role_allows_and_nothing_else() {
    insta::assert_snapshot!("role_matrix", matrix::walk().await);
}
