"""What letterhead, signature and Nơi nhận say of a document."""
