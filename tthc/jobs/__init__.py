"""Work too long for a request: run by the background worker, with progress, cancel, a result and a notice when ready."""
