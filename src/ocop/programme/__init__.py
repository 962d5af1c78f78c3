"""The programme office's records: schemes, targets, tasks, events (fairs, forums), narratives of reports."""
