"""``ocop manage …`` commands of our own."""
