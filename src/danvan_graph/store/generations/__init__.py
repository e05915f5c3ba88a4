"""What lies on disk: immutable generations, the proof of their files, the pointer to the newest."""
